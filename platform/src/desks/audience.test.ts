import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import * as town from '../../test/isolation/command/town.ts';
import { inTenant } from '../database/transaction.ts';
import type { Actor } from '../identity/actor.ts';
import { audienceOf } from './audience.ts';

const { CASE } = town;
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('town', town.settleTown);
});
afterAll(() => database.drop());

/** Bodies that hear what somebody does with a case; null where he may not do anything with it. */
async function unitsFor({ role, acting }: town.Actor, tenantId: number, caseId: string) {
  const actor = { pool: role, body: { id: acting.unitId } } as unknown as Actor;
  const audience = await inTenant(database, role, acting, (trx) => audienceOf(trx, actor, { tenantId, caseId }));
  expect(audience ?? { tenantId, cityId: 1, caseId }).toMatchObject({ tenantId, cityId: 1, caseId });
  return audience?.units ?? null;
}

test('what a desk does reaches, beside the desks, the body that leads the case', async () => {
  expect(await unitsFor(town.WILLOW_DESK, 2, CASE.atParks)).toEqual([21]);
  expect(await unitsFor(town.CITY_DESK, 2, CASE.atPower)).toEqual([11]);
  expect(await unitsFor(town.WILLOW_DESK, 2, CASE.waiting)).toEqual([]);
});

test('what a body does reaches itself and the lead, not the others that assist', async () => {
  expect(await unitsFor(town.PARKS, 2, CASE.atParks)).toEqual([21]);
  expect(await unitsFor(town.POWER, 2, CASE.atParks)).toEqual([21, 11]);
});

test('nobody is at a case that is not his: of another county, of another department, or under another tenant’s number', async () => {
  expect(await unitsFor(town.WILLOW_DESK, 3, CASE.reed)).toBeNull();
  expect(await unitsFor(town.REED_DESK, 2, CASE.atParks)).toBeNull();
  expect(await unitsFor(town.ROADS, 2, CASE.atParks)).toBeNull();
  expect(await unitsFor(town.PARKS, 2, CASE.waiting)).toBeNull();
  expect(await unitsFor(town.PARKS, 2, CASE.atPower)).toBeNull();
  expect(await unitsFor(town.CITY_DESK, 3, CASE.atParks)).toBeNull();
});
