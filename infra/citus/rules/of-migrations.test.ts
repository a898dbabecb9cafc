import { describe, expect, test } from 'vitest';
import { breachesOf, type Facts } from '../rule.ts';
import { parseStatements } from '../tree.ts';
import { MIGRATION_RULES } from './of-migrations.ts';

/** Nothing of a migration needs names explained. */
const NO_FACTS: Facts = {
  ofTenants: new Set(),
  published: new Set(),
  volatile: new Set(),
  stable: new Set(),
  stableCasts: new Set(),
  notText: new Set(),
};

const table = (columns: string): string => `create table biz.note (${columns})`;
const OWN = 'tenant_id int not null, city_id int not null, id uuid not null';
const NOTE = `${table(`${OWN}, primary key (tenant_id, id)`)}; call migration.protect('biz.note')`;
const TO_CASE = 'foreign key (tenant_id, case_id) references biz."case" (tenant_id, id)';

/** By number and title of the rule: what is allowed, what is refused, and what the refusal says. */
const SAMPLES: Record<string, { readonly good: string[]; readonly bad: [sql: string, says: string][] }> = {
  '5 policies use columns of the row and the helpers of schema app': {
    good: [
      'create policy p on biz.note for select to gw_county using (tenant_id = app.tenant_id())',
      "call migration.allow('gw_county', 'select', 'biz.note', 'own')",
    ],
    bad: [
      [
        'create policy p on biz.note for select to x using (tenant_id in (select tenant_id from biz.tenant))',
        'Rule 5: policy p holds a sub-select',
      ],
      [
        'create policy p on biz.note for insert to x with check (biz.may(tenant_id))',
        'Rule 5: policy p calls biz.may(), which no worker knows',
      ],
    ],
  },
  '6 views are security_invoker': {
    good: [
      'create view api.note with (security_invoker = true) as select 1',
      'create view api.note with (security_invoker) as select 1',
    ],
    bad: [
      ['create view api.note as select 1', 'Rule 6: view api.note is not made with (security_invoker = true)'],
      ['create view api.note with (security_invoker = false) as select 1', 'Rule 6: view api.note is not made'],
    ],
  },
  '6 a SECURITY DEFINER function touches no table of tenants': {
    good: [
      'create function app.f() returns int language sql security definer as $$ select id from control.tenant $$',
      'create function app.f() returns int language sql as $$ select id from biz.tenant $$',
    ],
    bad: [
      [
        'create function app.f() returns int language sql security definer as $$ select id from biz.tenant $$',
        "Rule 6: app.f() is SECURITY DEFINER and touches tenants' rows",
      ],
    ],
  },
  '7 tenant_id leads every primary, unique, exclusion and foreign key and unique index': {
    good: [
      NOTE,
      `alter table biz.note add constraint note_case ${TO_CASE}`,
      'alter table biz.note add constraint note_class foreign key (class_id) references lookup.class (id)',
      'create unique index on biz.note (tenant_id, code)',
      'create index on biz.note (city_id)',
      'create table lookup.word (id int primary key)',
    ],
    bad: [
      [table(`${OWN}, primary key (id, tenant_id)`), 'Rule 7: a key of biz.note does not begin with tenant_id'],
      [table(`${OWN}, code text unique`), 'Rule 7: a key of biz.note does not begin with tenant_id'],
      [table(`${OWN}, exclude using gist (code with =)`), 'Rule 7: a key of biz.note does not begin with tenant_id'],
      [
        'alter table biz.note add constraint n unique (code)',
        'Rule 7: a key of biz.note does not begin with tenant_id',
      ],
      [
        'alter table biz.note add constraint n foreign key (case_id) references biz."case" (id)',
        'Rule 7: a key of biz.note does not begin with tenant_id',
      ],
      ['create unique index n on biz.note (city_id, code)', 'Rule 7: unique index n does not begin with tenant_id'],
      ['create unique index n on biz.note ((tenant_id + 0))', 'Rule 7: unique index n does not begin with tenant_id'],
    ],
  },
  '7 every new table has a primary key and the columns tenant_id and city_id int not null': {
    good: [NOTE, table('tenant_id int primary key, city_id int not null'), 'create table control.x (id int)'],
    bad: [
      [table(OWN), 'Rule 7: table biz.note has no primary key'],
      [
        table('tenant_id bigint not null, city_id int not null, primary key (tenant_id)'),
        'Rule 7: table biz.note has no column tenant_id int not null',
      ],
      [
        table('tenant_id int not null, city_id int, primary key (tenant_id)'),
        'Rule 7: table biz.note has no column city_id int not null',
      ],
    ],
  },
  '7 nothing is unlogged': {
    good: [NOTE],
    bad: [
      [`create unlogged table biz.note (${OWN}, primary key (tenant_id, id))`, 'Rule 7: table biz.note is unlogged'],
      ['alter table biz.note set unlogged', 'Rule 7: table biz.note becomes unlogged'],
    ],
  },
  '8 foreign keys are named statements of their own, to tenants or look-ups': {
    good: [
      `alter table biz.note add constraint note_case ${TO_CASE}`,
      'alter table biz.note add constraint note_class foreign key (class_id) references lookup.class (id)',
    ],
    bad: [
      [table(`${OWN}, constraint n ${TO_CASE}`), 'Rule 8: a foreign key of biz.note is part of another statement'],
      [`alter table biz.note add ${TO_CASE}`, 'Rule 8: a foreign key of biz.note has no name'],
      [
        'alter table biz.note add constraint n foreign key (tenant_id) references control.tenant (id)',
        'Rule 8: a foreign key of biz.note points at control.tenant',
      ],
    ],
  },
  '8 no foreign key sets null or default': {
    good: [`alter table biz.note add constraint n ${TO_CASE} on delete cascade`],
    bad: [
      [`alter table biz.note add constraint n ${TO_CASE} on delete set null`, 'a foreign key of biz.note sets null or'],
      [`alter table biz.note add constraint n ${TO_CASE} on update set default`, 'a foreign key of biz.note sets null'],
    ],
  },
  '9 ids come from the application: no identity, no serial': {
    good: [NOTE, 'alter table biz.note add column n int not null default 0'],
    bad: [
      ['alter table biz.note add column n serial', 'Rule 9: biz.note.n is given its value by a sequence'],
      [
        table(`${OWN}, n int generated always as identity, primary key (tenant_id, id)`),
        'Rule 9: biz.note.n is given its value by a sequence',
      ],
      ["alter table biz.note add column n int default nextval('biz.n')", 'Rule 9: biz.note.n is given its value by a'],
    ],
  },
  '10 no triggers or rules on tables of tenants': {
    good: ['create trigger t after insert on control.login for each row execute function app.f()'],
    bad: [
      [
        'create trigger t after insert on biz.note for each row execute function app.f()',
        'Rule 10: t is a trigger or rule on biz.note',
      ],
      ['create rule r as on insert to biz.note do nothing', 'Rule 10: r is a trigger or rule on biz.note'],
    ],
  },
  '14a ADD CONSTRAINT stands alone in its ALTER TABLE': {
    good: [
      'alter table biz.note add constraint n check (id is not null)',
      'alter table biz.note add column a int, add column b int',
    ],
    bad: [
      [
        'alter table biz.note add column n int, add constraint n check (n > 0)',
        'Rule 14a: ALTER TABLE biz.note does more than ADD CONSTRAINT',
      ],
    ],
  },
  '14a ADD COLUMN brings no check, key or reference': {
    good: ['alter table biz.note add column n int not null default 0'],
    bad: [
      ['alter table biz.note add column n int check (n > 0)', 'Rule 14a: ADD COLUMN of biz.note brings a constraint'],
      [
        'alter table biz.note add column n int references lookup.class (id)',
        'Rule 14a: ADD COLUMN of biz.note brings a constraint',
      ],
    ],
  },
  '14a no SET, local or not': {
    good: ['do $$ begin update biz.note set local_name = 1; end $$'],
    bad: [
      ['set local statement_timeout to 0', 'Rule 14a: SET statement_timeout in a migration'],
      ["do $$ begin set local work_mem to '1GB'; end $$", 'Rule 14a: SET LOCAL inside DO in a migration'],
    ],
  },
  '14a migration.protect is called for every new table of tenants, before its foreign keys': {
    good: [NOTE, `${NOTE}; alter table biz.note add constraint n ${TO_CASE}`, 'create table control.x (id int)'],
    bad: [
      [table(`${OWN}, primary key (tenant_id, id)`), 'Rule 14a: table biz.note is not handed to migration.protect'],
      [
        `${table(`${OWN}, primary key (tenant_id, id)`)}; alter table biz.note add constraint n ${TO_CASE};
         call migration.protect('biz.note')`,
        'Rule 14a: table biz.note gets a foreign key before migration.protect',
      ],
    ],
  },
};

const nameOf = ({ number, title }: { readonly number: string; readonly title: string }): string => `${number} ${title}`;
const migration = (sql: string) => ({ name: '0099_sample.sql', statements: parseStatements(sql) });

test('every rule about migrations has samples', () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual(MIGRATION_RULES.map(nameOf).toSorted());
});

describe.each(MIGRATION_RULES.map((rule) => [nameOf(rule), rule] as const))('%s', (name, rule) => {
  const { good, bad } = SAMPLES[name] ?? { good: [], bad: [] };

  test.each(good)('allows: %s', (sql) => {
    expect(breachesOf([rule], migration(sql), NO_FACTS, '0099_sample.sql')).toEqual([]);
  });

  test.each(bad)('refuses in one sentence with its number: %s', (sql, says) => {
    const found = breachesOf([rule], migration(sql), NO_FACTS, '0099_sample.sql');
    expect(found.map(({ sentence }) => sentence)).toEqual([expect.stringContaining(says)]);
    expect(found[0]?.sentence).toMatch(new RegExp(`^Rule ${rule.number}: .*: 0099_sample.sql$`));
  });
});
