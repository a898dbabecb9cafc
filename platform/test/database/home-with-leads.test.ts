import { afterAll, beforeAll, expect, test } from 'vitest';
import { migratedHome, type MigratedHome } from './migrated-home.ts';

/** Riverton (1) with a utility that serves willow (2), and willow's own department: both lead a case, a third case lies at the desk. */
const FILL = `
insert into control.tenant (id, city_id, slug, created_at)
  values (1, 1, 'riverton', '2026-01-01'), (2, 1, 'willow', '2026-01-01');
insert into biz.tenant (tenant_id, city_id, slug, kind, mode, name, name_en, rank_group, calendar_id, number_prefix)
  values (1, 1, 'riverton', 'city', 'city_command', '河市', 'Riverton', null, 'cn', '999901'),
    (2, 1, 'willow', 'county', 'county_command', '柳县', 'Willow', 'county', 'cn', '999902');
insert into biz.body (tenant_id, city_id, unit_id, home_id, kind, code, name, from_day)
  values (1, 1, 10, 1, 'centre', 'desk', '中心', '2026-01-01'), (1, 1, 11, 1, 'utility', 'power', '供电公司', '2026-01-01'),
    (2, 1, 11, 1, 'utility', 'power', '供电公司', '2026-01-01'), (2, 1, 20, 2, 'centre', 'desk', '中心', '2026-01-01'),
    (2, 1, 21, 2, 'department', 'parks', '园林', '2026-01-01');
insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, case_no, stage, state, kind,
    source_code, source_group, reported_at, created_at, updated_at)
  select 2, 1, ('00000000-0000-7000-8000-00000000000' || no)::uuid, 2, 20, lead, no, 'dispatched', 'disposing', 'event', 's',
      'public', '2026-10-01', '2026-10-01', '2026-10-01'
    from (values ('1', 21), ('2', 11), ('3', null)) as v(no, lead);
insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id, lead_unit_id)
  select 2, 1, id, id, 'dispatched', '2026-10-01', '2026-10-01', '{}', 20, lead_unit_id from biz."case"`;

let home: MigratedHome;
beforeAll(async () => {
  home = await migratedHome('home_with_leads', async (owner) => void (await owner.query(FILL)), '0047_check_passed');
});
afterAll(() => home.drop());

test('leads of cases and events are of the tenant of their body: the county, or its city', async () => {
  for (const [table, id] of [
    ['biz."case"', 'id'],
    ['biz.case_event', 'case_id'],
  ]) {
    const { rows } = await home.owner.query(
      `select right(${id}::text, 1) as no, lead_unit_id as lead, lead_home_id as home from ${table} order by 1`,
    );
    expect([table, rows]).toEqual([
      table,
      [{ no: '1', lead: 21, home: 2 }, { no: '2', lead: 11, home: 1 }, { no: '3', lead: null, home: null }], // prettier-ignore
    ]);
  }
});
