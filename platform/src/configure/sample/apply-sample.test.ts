import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/cluster.ts';
import type { TestDatabase } from '../../../test/cluster.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { asOwner } from '../../database/transaction.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { applySampleDuties } from './apply-sample-duties.ts';
import { applySampleScheme } from './apply-sample-scheme.ts';
import { applySample } from './apply-sample.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
});
afterAll(() => database.drop());

test('without the sample city its scheme cannot be applied', async () => {
  await expect(applySampleScheme(database, systemDeps)).rejects.toThrow(/apply it first/);
});

test('the city publishes the shipped schemes and opens October 2026 once', async () => {
  for await (const tenant of applySample(database, systemDeps, 'http://localhost/realms/liangji')) void tenant;
  const period = await applySampleScheme(database, systemDeps);
  expect(period).toMatchObject({ label: '2026-10', schemeId: 'liangji-region-1', state: 'open' });
  expect(await applySampleScheme(database, systemDeps)).toEqual(period);
});

test('every county knows who disposes what, among them the bodies of the city, and says so once', async () => {
  await applySampleDuties(database, systemDeps);
  const duties = () =>
    asOwner(database, (trx) =>
      trx
        .selectFrom('biz.duty as d')
        .innerJoin('biz.body as b', (on) =>
          on.onRef('b.tenant_id', '=', 'd.tenant_id').onRef('b.unit_id', '=', 'd.unit_id'),
        )
        .innerJoin('biz.tenant as t', 't.tenant_id', 'd.tenant_id')
        .leftJoin('lookup.class as k', 'k.id', 'd.class_id')
        .leftJoin('biz.area as a', (on) => on.onRef('a.tenant_id', '=', 'd.tenant_id').onRef('a.id', '=', 'd.area_id'))
        .select(['b.code', 'k.class_name', 'd.kind', 'a.name as area'])
        .where('t.slug', '=', 'pengxi')
        .execute(),
    );
  const before = await duties();
  const codeOf = (name: string | null, street: string | null = null) =>
    before.find(({ class_name, area }) => class_name === name && area === street)?.code;
  expect(codeOf('店外经营')).toBe('enforcement');
  expect(codeOf('暴露垃圾')).toBe('sanitation');
  expect(codeOf('路灯')).toBe('works');
  expect(codeOf('行道树')).toBe('parks');
  expect(codeOf('行道树', '赤城镇'), 'by the place').toBe('works');
  expect(codeOf('电力立杆')).toBe('power');
  expect(codeOf(null)).toBe('enforcement');
  await applySampleDuties(database, systemDeps);
  expect(await duties()).toHaveLength(before.length);
});
