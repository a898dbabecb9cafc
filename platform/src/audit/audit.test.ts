import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeWillowAndReed, REED, WILLOW } from '../../test/people.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { systemDeps } from '../kernel/deps.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAudit } from './verify-audit.ts';
import { writeAudit } from './write-audit.ts';

const act = (action: string) => ({ action, subject: 'batch 7', data: { rows: 3 } });

describe('the audit', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase('audit', makeWillowAndReed);
    for (const action of ['batch.receive', 'batch.complete', 'batch.receive']) {
      await inTenant(database, 'ingest', WILLOW, (trx) => writeAudit(trx, systemDeps, WILLOW, act(action)));
    }
    await inTenant(database, 'ingest', REED, (trx) => writeAudit(trx, systemDeps, REED, act('batch.receive')));
  });
  afterAll(() => database.drop());

  test('an act that is rolled back leaves no audit row', async () => {
    const failing = inTenant(database, 'county', WILLOW, async (trx) => {
      await writeAudit(trx, systemDeps, WILLOW, act('case.close'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await verifyAudit(database, WILLOW)).unsealed).toBe(3);
  });

  test('each county has a chain of its own, and sealing again changes nothing', async () => {
    expect(await sealAudit(database, WILLOW)).toBe(3);
    expect(await sealAudit(database, WILLOW)).toBe(0);
    expect(await verifyAudit(database, WILLOW)).toEqual({ sealed: 3, unsealed: 0, brokenAt: null });
    expect(await verifyAudit(database, REED)).toEqual({ sealed: 0, unsealed: 1, brokenAt: null });
  });

  test('a later act continues the chain', async () => {
    await inTenant(database, 'rollup', WILLOW, (trx) => writeAudit(trx, systemDeps, WILLOW, act('period.close')));
    expect(await sealAudit(database, WILLOW)).toBe(1);
    expect(await verifyAudit(database, WILLOW)).toEqual({ sealed: 4, unsealed: 0, brokenAt: null });
  });

  test('nobody who logs in for a county can change an audit row', async () => {
    for (const role of ['county', 'ingest', 'rollup'] as const) {
      const change = inTenant(database, role, WILLOW, (trx) =>
        trx.updateTable('biz.audit').set({ actor: 'reed' }).where('tenant_id', '=', WILLOW.tenantId).execute(),
      );
      await expect(change).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('a row changed behind our back cannot stay unnoticed', async () => {
    await asOwner(database, (trx) =>
      trx
        .updateTable('biz.audit')
        .set({ subject: 'batch 8' })
        .where('tenant_id', '=', WILLOW.tenantId)
        .where('action', '=', 'batch.complete')
        .execute(),
    );
    expect((await verifyAudit(database, WILLOW)).brokenAt?.chainNo).toBe(2);
  });
});
