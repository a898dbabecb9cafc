import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { local, picture, record, standingDeps } from '../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeWillowAndReed, REED, WILLOW } from '../../test/people.ts';
import { loadCalendar } from '../calendars/load-calendar.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import type { CasePicture } from '../cases/fields.ts';
import { refreshCases } from '../cases/record/refresh-cases.ts';
import { asOwner } from '../database/transaction.ts';
import { planCatalogues } from './catalogue-change.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-20 09:00'));
const pack = readCataloguePack();
/** 盖体丢失/移位/开裂 of a manhole cover: two urgent hours, to become one. */
const shorter = {
  ...pack,
  rules: pack.rules.map((rule) => (rule.id === 1 ? { ...rule, limitValue: '1' } : rule)),
};
const at = local('2026-10-19 09:00');
const broken: Partial<CasePicture> = { ruleId: 1, limitValue: '2', limitUnit: 'urgent_hour', reportedAt: at };
const filed = picture({ ...broken, filedAt: at, dispatchedAt: at });

beforeAll(async () => {
  database = await freshDatabase();
  await makeWillowAndReed(database);
  await loadCatalogues(database);
  await loadCalendar(database);
  for (const each of [
    filed,
    filed,
    { ...filed, limitValue: '8' }, // by a limit of the county's own
    { ...filed, ruleId: 2 },
    picture(broken), // its clock has not started
    { ...filed, disposedAt: local('2026-10-19 10:00'), closedAt: local('2026-10-19 10:00') },
  ]) {
    await record(database, deps, WILLOW, randomUUID(), each);
  }
  await record(database, deps, REED, randomUUID(), { ...filed, ruleId: 2 });
});
afterAll(() => database.drop());

const deadlines = () =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.case').select(['id', 'limit_value', 'due_at']).orderBy('id').execute(),
  );

it('a plan of case rules names the limits that change and who has open cases that keep theirs, and writes nothing', async () => {
  expect(await planCatalogues(database)).toEqual({ limits: [], added: 0, keeping: [] });
  const plan = await planCatalogues(database, shorter);
  expect(plan.limits).toMatchObject([
    {
      before: { id: 1, limitValue: '2', limitUnit: 'urgent_hour' },
      after: { id: 1, limitValue: '1', className: '上水井盖' },
    },
  ]);
  expect(plan.keeping).toEqual([{ slug: 'willow', cases: 2 }]);
  expect(await planCatalogues(database)).toEqual({ limits: [], added: 0, keeping: [] });
});

it('a rule that is new is counted, and concerns nobody', async () => {
  const more = { ...pack, rules: [...pack.rules, { ...pack.rules[0]!, id: 999_001 }] };
  expect(await planCatalogues(database, more)).toEqual({ limits: [], added: 1, keeping: [] });
});

it('loading them moves no deadline of an open case', async () => {
  const before = await deadlines();
  expect(await loadCatalogues(database, shorter)).toEqual({ written: 1 });
  expect(await refreshCases(database, deps, WILLOW)).toBe(false);
  expect(await deadlines()).toEqual(before);
  expect(await planCatalogues(database, shorter)).toEqual({ limits: [], added: 0, keeping: [] });
});
