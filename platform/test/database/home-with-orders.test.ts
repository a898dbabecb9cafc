import { afterAll, beforeAll, expect, test } from 'vitest';
import { migratedHome, type MigratedHome } from './migrated-home.ts';

/** Orders of willow's desk to its department, open, taken and answered, and a task to work the case; one order of riverton (1). */
const FILL = `
insert into control.tenant (id, city_id, slug, created_at)
  values (1, 1, 'riverton', '2026-01-01'), (2, 1, 'willow', '2026-01-01');
insert into biz.tenant (tenant_id, city_id, slug, kind, mode, name, name_en, rank_group, calendar_id, number_prefix)
  values (1, 1, 'riverton', 'city', 'city_command', '河市', 'Riverton', null, 'cn', '999901'),
    (2, 1, 'willow', 'county', 'county_command', '柳县', 'Willow', 'county', 'cn', '999902');
insert into biz.body (tenant_id, city_id, unit_id, home_id, kind, code, name, from_day)
  values (2, 1, 10, 1, 'centre', 'city', '市中心', '2026-01-01'), (2, 1, 20, 2, 'centre', 'desk', '中心', '2026-01-01'),
    (2, 1, 21, 2, 'department', 'parks', '园林', '2026-01-01');
insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage, state,
    kind, source_code, source_group, reported_at, created_at, updated_at)
  values (2, 1, '00000000-0000-7000-8000-000000000001', 2, 21, 21, 2, '1', 'dispatched', 'disposing', 'event', 's',
    'public', '2026-10-01', '2026-10-01', '2026-10-01');
insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, other_id, brief, asked_at, state)
  select 2, 1, ('00000000-0000-7000-8000-00000000000' || no)::uuid, '00000000-0000-7000-8000-000000000001', kind, asker, unit,
      other, '{}', '2026-10-01', state
    from (values ('1', 'reply', 20, 21, null::int, 'open'), ('2', 'reply', 20, 21, null, 'accepted'),
      ('3', 'reply', 20, 21, null, 'answered'), ('4', 'lead', 20, 21, null, 'accepted'), ('5', 'reply', 10, 20, 1, 'open'))
      as v(no, kind, asker, unit, other, state)`;

let home: MigratedHome;
beforeAll(async () => {
  const fill = async (owner: MigratedHome['owner']) => void (await owner.query(FILL));
  home = await migratedHome('home_with_orders', fill, '0071_senders_of_batches');
});
afterAll(() => home.drop());

test('in orders that still wait the city takes part, in nothing else that it did not', async () => {
  const { rows } = await home.owner.query<{ no: string; other: number | null }>(
    'select right(id::text, 1) as no, other_id as other from biz.assignment order by 1',
  );
  expect(rows.map(({ no, other }) => [no, other])).toEqual([
    ...[['1', 1], ['2', 1], ['3', null], ['4', null], ['5', 1]], // prettier-ignore
  ]);
});
