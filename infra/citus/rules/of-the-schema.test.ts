import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type {} from '../../vitest/setup.ts';
import { SCHEMA_RULES } from './of-the-schema.ts';

/** A house of two rooms that keeps every rule. */
const GOOD = `
  create role sample_owner nologin bypassrls;
  grant sample_owner to current_user;
  create schema app; create schema control; create schema lookup; create schema biz; create schema api;
  create schema migration;
  create function app.become(a int) returns void language plpgsql as
    $$ begin execute format('set local app.tenant_id = %L', a); end $$;
  create function app.tenant_id() returns int language sql stable as $$ select current_setting('app.tenant_id')::int $$;
  create table control.tenant (id int primary key);
  create table lookup.class (id int primary key);
  create table biz."case" (tenant_id int not null, city_id int not null, id uuid not null, class_id int,
    primary key (tenant_id, id));
  alter table biz."case" add constraint case_class foreign key (class_id) references lookup.class (id);
  create table biz.note (tenant_id int not null, city_id int not null, id uuid not null, case_id uuid,
    primary key (tenant_id, id));
  alter table biz.note add constraint note_case foreign key (tenant_id, case_id) references biz."case" (tenant_id, id);
  alter table biz."case" enable row level security;
  alter table biz."case" force row level security;
  alter table biz.note enable row level security;
  alter table biz.note force row level security;
  create policy own on biz.note for select using (tenant_id = app.tenant_id());
  create view api.note with (security_invoker = true) as select * from biz.note;
  alter table biz."case" owner to sample_owner; alter table biz.note owner to sample_owner;
  alter table lookup.class owner to sample_owner;`;

/** By number and title of the rule: statements that break it, each alone, and what the sentence then names. */
const SABOTAGE: Record<string, [sql: string, says: string][]> = {
  '1 no function but app.become sets who acts, and it does so by SET LOCAL': [
    [
      `create function app.f() returns text language sql as $$ select set_config('app.tenant_id', '1', true) $$`,
      'app.f',
    ],
    [`create function app.f() returns void language plpgsql as $$ begin set local app.city_id = '1'; end $$`, 'app.f'],
  ],
  '3 the helpers of policies raise when a setting is missing': [
    [
      `create or replace function app.tenant_id() returns int language sql stable as
         $$ select current_setting('app.tenant_id', true)::int $$`,
      'app.tenant_id',
    ],
  ],
  '4 tables belong to a role that nobody logs in as and that bypasses row-level security, which is forced': [
    ['alter role sample_owner login', 'biz.case belongs to sample_owner'],
    ['alter role sample_owner nobypassrls', 'biz.case belongs to sample_owner'],
    ['alter table biz.note no force row level security', 'row-level security of biz.note'],
  ],
  '5 policies use columns of the row and the helpers of schema app': [
    ['create policy p on biz.note using (tenant_id in (select id from control.tenant))', 'policy p of biz.note reads'],
    [
      `create function biz.may() returns bool language sql as 'select true'; create policy p on biz.note using (biz.may())`,
      'policy p of biz.note depends on biz.may',
    ],
  ],
  '5 every row of a tenant names its city': [
    ['alter table biz.note alter city_id drop not null', 'biz.note has no city'],
  ],
  '6 views are security_invoker': [['create view api.sly as select 1 as one', 'view api.sly is not security_invoker']],
  '6 a SECURITY DEFINER function touches no table of tenants': [
    [
      `create function app.f() returns bigint language sql security definer as $$ select count(*) from biz.note $$`,
      'app.f() is SECURITY DEFINER',
    ],
  ],
  '7 tenant_id int not null leads every key and unique index of a table of tenants': [
    ['alter table biz.note add constraint sly unique (id)', 'sly of biz.note does not begin with tenant_id'],
    ['create unique index sly on biz.note (city_id)', 'unique index biz.sly does not begin with tenant_id'],
  ],
  '7 every table has a primary key, is logged and is not partitioned': [
    ['create table lookup.sly (id int)', 'lookup.sly has no primary key'],
    ['alter table biz.note set unlogged', 'biz.note is unlogged'],
    ['create table biz.sly (tenant_id int primary key) partition by list (tenant_id)', 'biz.sly is partitioned'],
  ],
  '8 foreign keys point at tenants of the same key or at look-ups, and never set null or default': [
    [
      'alter table biz.note add constraint sly foreign key (city_id) references control.tenant',
      'sly of biz.note points at',
    ],
    [
      `alter table biz.note add constraint sly foreign key (tenant_id, case_id) references biz."case" on delete set null`,
      'sly of biz.note sets null or default',
    ],
    [
      `alter table biz."case" add unique (id); alter table biz.note add constraint sly foreign key (case_id) references biz."case" (id)`,
      'sly of biz.note ties tenant_id to id',
    ],
    [
      'alter table control.tenant add column c uuid, add constraint sly foreign key (id, c) references biz."case"',
      'sly of control.tenant points at biz."case", which will be distributed',
    ],
  ],
  '9 ids come from the application: no identity, no serial': [
    ['alter table biz.note add column n serial', 'biz.note.n is given its value by a sequence'],
    ['alter table lookup.class add column n int generated always as identity', 'lookup.class.n is given its value'],
  ],
  '10 no triggers or rules on tables of tenants': [
    [
      `create function app.f() returns trigger language plpgsql as 'begin return new; end';
       create trigger sly before insert on biz.note for each row execute function app.f()`,
      'biz.note has trigger sly',
    ],
    ['create rule sly as on insert to biz.note do nothing', 'biz.note has rule sly'],
  ],
};

const nameOf = ({ number, title }: { readonly number: string; readonly title: string }): string => `${number} ${title}`;

let client: Client;
beforeAll(async () => {
  client = new Client({ connectionString: inject('superuserUrl') });
  await client.connect();
});
afterAll(() => client?.end());

/** In the house of the samples, spoilt as given; nothing of it stays. */
async function findings(query: string, sabotage?: string): Promise<string[]> {
  await client.query('begin');
  try {
    await client.query(GOOD);
    if (sabotage !== undefined) await client.query(sabotage);
    const { rows } = await client.query<{ finding: string }>(query);
    return rows.map(({ finding }) => finding);
  } finally {
    await client.query('rollback');
  }
}

test('every rule about the schema has its sabotage', () => {
  expect(Object.keys(SABOTAGE).toSorted()).toEqual(SCHEMA_RULES.map(nameOf).toSorted());
});

describe.each(SCHEMA_RULES.map((rule) => [nameOf(rule), rule] as const))('%s', (name, { query }) => {
  test('finds nothing in a house that keeps it', async () => {
    expect(await findings(query)).toEqual([]);
  });

  test.each(SABOTAGE[name] ?? [])('turns red for %s', async (sql, says) => {
    const found = await findings(query, sql);
    expect(found.some((finding) => finding.includes(says))).toBe(true);
  });
});
