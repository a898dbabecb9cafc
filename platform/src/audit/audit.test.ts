import { sql } from 'kysely';
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
    expect(await verifyAudit(database, WILLOW)).toEqual({ sealed: 3, unsealed: 0, brokenAt: null, misdated: [] });
    expect(await verifyAudit(database, REED)).toEqual({ sealed: 0, unsealed: 1, brokenAt: null, misdated: [] });
  });

  test('a later act continues the chain', async () => {
    await inTenant(database, 'rollup', WILLOW, (trx) => writeAudit(trx, systemDeps, WILLOW, act('period.close')));
    expect(await sealAudit(database, WILLOW)).toBe(1);
    expect(await verifyAudit(database, WILLOW)).toEqual({ sealed: 4, unsealed: 0, brokenAt: null, misdated: [] });
  });

  test('nobody who logs in for a county can change an audit row', async () => {
    for (const role of ['county', 'ingest', 'rollup'] as const) {
      const change = inTenant(database, role, WILLOW, (trx) =>
        trx.updateTable('biz.audit').set({ actor: 'reed' }).where('tenant_id', '=', WILLOW.tenantId).execute(),
      );
      await expect(change).rejects.toMatchObject({ code: '42501' });
    }
  });

  /** A row as somebody writes it who has a login of the database and no act. */
  const forge = (at: string, action: string) =>
    inTenant(database, 'county', REED, (trx) =>
      sql`insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data)
        values (3, 1, ${systemDeps.ids.next()}, ${at}, 'reed', ${action}, 'x', '{}')`.execute(trx),
    );

  test('a row of the future does not stop the sealing of those after it, and is reported', async () => {
    await forge('2099-01-01T00:00:00Z', 'case.future');
    expect(await sealAudit(database, REED)).toBe(2);
    await inTenant(database, 'ingest', REED, (trx) => writeAudit(trx, systemDeps, REED, act('batch.complete')));
    expect(await sealAudit(database, REED)).toBe(1);
    const { sealed, unsealed, brokenAt, misdated } = await verifyAudit(database, REED);
    expect([sealed, unsealed, brokenAt]).toEqual([3, 0, null]);
    expect(misdated).toMatchObject([{ action: 'case.future', kind: 'future', at: new Date('2099-01-01T00:00:00Z') }]);
  });

  test('a row dated back is sealed where it was written, and reported', async () => {
    await forge('2026-01-01T00:00:00Z', 'case.past');
    expect(await sealAudit(database, REED)).toBe(1);
    const { sealed, unsealed, misdated } = await verifyAudit(database, REED);
    expect([sealed, unsealed]).toEqual([4, 0]);
    expect(misdated.map(({ action, kind }) => [action, kind])).toEqual([
      ['case.future', 'future'],
      ['case.past', 'backdated'],
    ]);
  });

  test('nobody who logs in can say when a row was written', async () => {
    for (const role of ['county', 'city', 'ingest', 'rollup', 'clerk', 'unit', 'operator'] as const) {
      const insert = inTenant(database, role, WILLOW, (trx) =>
        sql`insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data, written_at)
          values (2, 1, ${systemDeps.ids.next()}, now(), 'x', 'x.y', 'x', '{}', '2026-01-01')`.execute(trx),
      );
      await expect(insert, role).rejects.toMatchObject({ code: role === 'unit' ? 'AUTH-FORBIDDEN' : '42501' });
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
