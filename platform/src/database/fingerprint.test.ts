import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeWillowAndReed, WILLOW } from '../../test/people.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { systemDeps } from '../kernel/deps.ts';
import { asOwner } from './transaction.ts';
import { fingerprint } from './fingerprint.ts';

const act = { action: 'batch.receive', subject: 'october', data: {} };

describe('the fingerprint', () => {
  let one: TestDatabase;
  let two: TestDatabase;
  beforeAll(async () => {
    one = await freshDatabase('willow_and_reed', makeWillowAndReed);
    two = await freshDatabase('willow_and_reed', makeWillowAndReed);
  });
  afterAll(async () => {
    await one.drop();
    await two.drop();
  });

  test('is the same for the same content under other ids and at another time', async () => {
    const later = { ...systemDeps, clock: { now: () => new Date('2026-11-02T00:00:00Z') } };
    await asOwner(one, (trx) => writeAudit(trx, systemDeps, WILLOW, act));
    await asOwner(two, (trx) => writeAudit(trx, later, WILLOW, act));
    expect(await fingerprint(one)).toEqual(await fingerprint(two));
  });

  test('cannot be the same when any column that counts differs, in that table only', async () => {
    const before = await fingerprint(two);
    await asOwner(two, (trx) =>
      trx.updateTable('biz.tenant').set({ name_en: 'Willows' }).where('tenant_id', '=', WILLOW.tenantId).execute(),
    );
    const after = await fingerprint(two);
    expect(Object.keys(before).filter((table) => before[table] !== after[table])).toEqual(['biz.tenant']);
  });
});
