import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import type { Trx } from '../../src/database/database.ts';
import { asOwner } from '../../src/database/transaction.ts';
import { accessMatrix } from './access-matrix.ts';
import { breaches, SCHEMA_RULES } from './walk.ts';

/** For every rule, statements that break it, each alone: a rule that cannot turn red proves nothing. */
const SABOTAGE: Record<string, string | string[]> = {
  'every tenant table has row-level security enabled and forced': 'alter table biz.batch no force row level security',
  'every granted command has exactly one policy of that role': [
    'grant delete on biz.batch to gw_county',
    'grant update (state) on biz.batch to gw_county',
    'drop policy gw_unit_update on biz.assignment',
  ],
  'every policy has one of the shapes of the data model': [
    'create policy p on biz.batch for delete to gw_city using (tenant_id = app.tenant_id() or true)',
    // For each shape, the same without its last condition that matters, or with a wider one.
    ...[
      ['gw_county_update', 'biz."case"', 'tenant_id = app.tenant_id() or holder_id = app.tenant_id()'],
      ['gw_city_update', 'biz."case"', 'city_id = app.city_id() or holder_id = app.tenant_id()'],
      ['gw_unit_update', 'biz."case"', 'holder_unit_id = app.unit_id()'],
      ['gw_unit_select', 'biz."case"', 'lead_unit_id = app.unit_id()'],
      ['gw_unit_select', 'biz.case_event', 'city_id = app.city_id() and lead_unit_id = app.unit_id()'],
      ['gw_city_update', 'biz.assignment', 'other_id = app.tenant_id()'],
      ['gw_unit_update', 'biz.assignment', 'city_id = app.city_id() and app.unit_id() in (unit_id, asker_unit_id)'],
      ['gw_unit_select', 'biz.assignment', 'app.unit_id() in (unit_id, also_unit_id)'],
      ['gw_unit_select', 'biz.case_turn', 'city_id = app.city_id() or unit_id = app.unit_id()'],
      ['gw_unit_select', 'biz.area', 'app.tenant_id() in (tenant_id, city_id)'],
      ['gw_county_select', 'biz.draft', 'tenant_id = app.tenant_id() or actor = app.actor()'],
    ].map(([policy, table, condition]) => `alter policy ${policy} on ${table} using (${condition})`),
    ...[
      ['gw_county_insert', 'biz.case_event', 'by_unit_id = app.unit_id()'],
      ['gw_city_insert', 'biz.case_event', 'by_unit_id = app.unit_id()'],
      ['gw_unit_insert', 'biz.case_event', 'city_id = app.city_id() and assignment_id is not null'],
      [
        ...['gw_unit_insert', 'biz.case_event'],
        "city_id = app.city_id() and by_unit_id = app.unit_id() and assignment_id is not null and kind in ('taken', 'extended')",
      ],
      ['gw_county_insert', 'biz.assignment', 'asker_unit_id = app.unit_id()'],
      ['ingest_insert', 'biz.stat_dirty', 'tenant_id = app.tenant_id() or city_id = app.city_id()'],
    ].map(([policy, table, condition]) => `alter policy ${policy} on ${table} with check (${condition})`),
  ],
  'whoever writes the city of a row is held to the city of its tenant, by the key or by the policy': [
    'alter policy ingest_insert on biz.finding with check (tenant_id = app.tenant_id())',
    'alter policy ingest_update on biz.case_fact with check (tenant_id = app.tenant_id())',
    'alter table biz.period drop constraint period_tenant',
  ],
  'every policy belongs to one role': 'create policy p on biz.batch for delete using (tenant_id = app.tenant_id())',
  'tenant_id leads every primary, unique and foreign key of tenant tables':
    'alter table biz.batch add constraint sly unique (client_batch_id)',
  'every tenant table has a primary key, tenant_id and city_id int not null':
    'create table biz.sly (tenant_id int, city_id int)',
  'tenant_id leads every unique index of tenant tables': [
    'create unique index sly on biz.batch (city_id, client_batch_id)',
    'create unique index sly on biz.batch ((tenant_id + 0), client_batch_id)',
  ],
  'hot indexes lead with tenant_id or city_id': [
    'create index sly on biz.batch (state)',
    'create index sly on biz.batch (lower(state), tenant_id)',
  ],
  'index columns compare by leakproof operators': 'create index sly on biz.batch (tenant_id, refused_details)',
  'tenant tables have no triggers, are logged, unpartitioned, without identity or serial columns':
    'alter table biz.finding set unlogged',
  'foreign keys point at tenant tables by tenant_id or at look-ups, and never set null or default':
    'alter table biz.batch add constraint sly foreign key (tenant_id) references control.tenant (id)',
  'views are security_invoker and nothing is materialised or foreign':
    'alter view api.batch set (security_invoker = false)',
  'login roles own nothing, cannot bypass row-level security and are no superusers':
    'alter table biz.batch owner to gw_county',
  'schema control is read by identity, which reads nothing else, by accounts, which read theirs, and by the operator': [
    'grant select on control.login to gw_county',
    'grant select on control.account to gw_identity',
    'grant select on control.login to gw_accounts',
    'grant select on biz.person to gw_accounts',
  ],
  'login roles are members of no role, but introspection of the two it reads as': 'grant owner to gw_county',
  'the role of backups passes by row-level security, so it can write nothing and becomes nobody else': [
    'grant update on biz.batch to backup',
    'grant gw_operator to backup',
  ],
  'single columns are granted where COLUMN_GRANTS of shapes.ts says why, alone': [
    'grant select (subject) on control.login to gw_county',
    'grant update (case_id) on biz.assignment to gw_unit',
    'grant update (state) on biz.assignment to ingest',
    'grant insert (state) on biz.assignment to gw_unit',
    'grant update (holder_id) on biz."case" to rollup',
    'grant update (due_at) on biz."case" to gw_operator',
  ],
  'nobody is somebody beforehand: no role or database presets app.tenant_id and its like':
    "do $$ begin execute format('alter database %I set app.tenant_id = 2', current_database()); end $$",
  'nothing is granted to PUBLIC': 'grant select on biz.batch to public',
  'SECURITY DEFINER functions pin search_path and are not PUBLIC':
    "create function api.sly() returns int language sql security definer as 'select 1'",
  'the helpers of policies are STABLE SQL and strict about missing settings':
    "create or replace function app.tenant_id() returns int language sql volatile as $$ select current_setting('app.tenant_id')::int $$",
  'every table has a comment': 'comment on table biz.batch is null',
  'every foreign key of a tenant table can use an index': 'drop index biz.case_source_case',
};

describe('the schema, walked as an object', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  for (const rule of SCHEMA_RULES) {
    it(`holds that ${rule.name}`, async () => {
      expect(await asOwner(database, (trx) => breaches(trx, rule))).toEqual([]);
    });

    it(`turns red when sabotaged: ${rule.name}`, async () => {
      const scratch = await database.superuser();
      try {
        for (const statement of [SABOTAGE[rule.name] ?? []].flat()) {
          await scratch.query('begin');
          await scratch.query(statement);
          const { rows } = await scratch.query(rule.query);
          await scratch.query('rollback');
          expect(rows.length, statement).toBeGreaterThan(0);
        }
      } finally {
        await scratch.end();
      }
    });
  }

  it('has a sabotage for every rule', () => {
    expect(Object.keys(SABOTAGE).sort()).toEqual(SCHEMA_RULES.map((rule) => rule.name).sort());
  });

  it('shows who may do what to which table as a file a reviewer reads', async () => {
    await expect(await asOwner(database, accessMatrix)).toMatchFileSnapshot('access-matrix.golden.md');
  });

  it.each([
    ['one more right', 'grant delete on biz.batch to gw_county', 'biz.batch', 'delete'],
    ['one right less', 'revoke select on biz.audit from gw_city', 'biz.audit', ''],
    [
      'a wider policy',
      'alter policy ingest_insert on biz."case" with check (tenant_id = app.tenant_id())',
      'biz.case',
      'insert own',
    ],
    [
      'one more column',
      'grant update (case_id) on biz.assignment to gw_unit',
      'biz.assignment',
      'update of answer asks asks_unit_id case_id',
    ],
    [
      'a row as written that is checked less',
      'alter policy gw_unit_update on biz."case" with check (city_id = app.city_id())',
      'biz.case',
      'update city my hold → city ',
    ],
    ['a right to a look-up', 'grant update on lookup.class to ingest', 'lookup.class', 'update'],
    ['a new table', 'create table control.sly (id int)', 'control.sly', ''],
  ])('shows there %s, in the line of that table alone', async (_what, statement, table, words) => {
    const linesOf = async (trx: Trx): Promise<string[]> => (await accessMatrix(trx)).split('\n');
    const undone = new Error('undone');
    const changing = asOwner(database, async (trx) => {
      const before = await linesOf(trx);
      await sql.raw(statement).execute(trx);
      const changed = (await linesOf(trx)).filter((line) => !before.includes(line));
      expect(changed).toEqual([expect.stringMatching(new RegExp(`^\\| ${table} \\|.*${words}`))]);
      throw undone;
    });
    await expect(changing).rejects.toBe(undone);
  });
});
