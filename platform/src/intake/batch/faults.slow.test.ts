import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WILLOW } from '../../../test/people.ts';
import { inTenant } from '../../database/transaction.ts';
import { getBatch } from './batch-summary.ts';
import { MAX_FAULTS } from './faults.ts';
import { readGivenUp, retryBatch } from './given-up.ts';
import { receiveBatch } from '../receive/receive-batch.ts';
import { openRun, runBatch } from '../run-batch.ts';
import { bytesOf, csvOf, makeTestIntake, NOW, willowRow, type TestIntake } from '../../../test/intake/county.ts';

const MINUTE = 60_000;
let intake: TestIntake;
let clock = NOW.getTime();
beforeAll(async () => {
  const made = await makeTestIntake();
  intake = { ...made, deps: { ...made.deps, clock: { now: () => new Date(clock) } } };
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

/** A fault of ours: the database refuses to write the events of any case, or does so no more. */
async function sabotage(on: boolean): Promise<void> {
  const client = await intake.database.superuser();
  await client.query(
    on
      ? `create function biz.break() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;
         create trigger break before insert on biz.case_event for each statement execute function biz.break()`
      : 'drop function if exists biz.break cascade',
  );
  await client.end();
}
afterEach(() => sabotage(false));

let sent = 0;
async function send(rows: readonly Record<string, string>[]): Promise<string> {
  const { batch } = await receiveBatch(intake, WILLOW, {
    ...{ sourceId: null, sourceCode: null, fileName: 'october.csv', format: 'csv', clientBatchId: `fault-${++sent}` },
    bytes: bytesOf(csvOf(rows)),
  });
  return batch.batchId;
}
const summary = (batchId: string) =>
  inTenant(intake.database, 'ingest', WILLOW, (trx) => getBatch(trx, WILLOW.tenantId, batchId));
/** One visit of a worker: true when it had something to work on, and what it threw. */
const visit = (batchId?: string) =>
  runBatch(intake, WILLOW, batchId).then(
    (worked) => ({ worked, error: null }),
    (error: unknown) => ({ worked: true, error: error as Error }),
  );

describe('a batch that fails by a fault of ours', () => {
  it('is tried a few times with growing pauses, then given up under a code and reference, and can be run again', async () => {
    const batchId = await send([willowRow('F1'), willowRow('F2')]);
    await sabotage(true);
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= MAX_FAULTS; attempt++) {
      const { error } = await visit(batchId);
      expect(error?.message).toMatch(attempt < MAX_FAULTS ? /broken/ : /given up after 6 attempts/);
      if (attempt === MAX_FAULTS) break;
      expect((await summary(batchId)).refused).toBeNull();
      let minutes = 0;
      while (!(await canBeTaken(batchId))) {
        clock += MINUTE;
        minutes += 1;
      }
      pauses.push(minutes - 1);
    }
    expect(pauses).toEqual([1, 2, 5, 15, 30]);

    const given = await summary(batchId);
    expect(given).toMatchObject({ state: 'refused', refused: { code: 'SYS-FAULT', details: { ref: batchId } } });
    expect(given.refused?.zh).toContain(batchId);
    clock += 24 * 60 * MINUTE;
    expect(await visit(batchId)).toEqual({ worked: false, error: null });
    expect(await readGivenUp(intake.database, WILLOW)).toMatchObject([
      { batchId, fileName: 'october.csv', doneRows: 0 },
    ]);

    await sabotage(false);
    expect(await retryBatch(intake.database, intake.deps, WILLOW, batchId)).toBe(true);
    expect(await visit()).toEqual({ worked: true, error: null });
    expect(await summary(batchId)).toMatchObject({ state: 'completed', refused: null, outcomes: { created: 2 } });
    expect(await readGivenUp(intake.database, WILLOW)).toEqual([]);
    expect(await retryBatch(intake.database, intake.deps, WILLOW, batchId)).toBe(false);
    expect(await row(batchId)).toEqual({
      paused_until: null,
      failed_attempts: 0,
      failed_at_row: null,
      refused_details: null,
    });
  });

  it('cannot keep the next upload of its county waiting', async () => {
    const first = await send([willowRow('G1')]);
    const second = await send([willowRow('')]); // has no event to write
    await sabotage(true);
    expect((await visit()).error?.message).toMatch(/broken/);
    expect(await visit()).toEqual({ worked: true, error: null });
    expect((await summary(first)).state).toBe('running');
    expect((await summary(second)).state).toBe('completed_with_rejects');
    await sabotage(false);
    clock += 2 * MINUTE;
    expect(await visit(first)).toEqual({ worked: true, error: null });
  });

  it('is given up too when it kills its worker again and again, and the next batch is taken', async () => {
    const deadly = await send([willowRow('H1')]);
    for (let death = 1; death <= MAX_FAULTS; death++) {
      expect((await openRun(intake, WILLOW))?.lease.batchId).toBe(deadly);
      clock += 2 * MINUTE; // nobody hands it back: the lease runs out
    }
    const next = await send([willowRow('H2')]);
    expect((await openRun(intake, WILLOW))?.lease.batchId).toBe(next);
    expect((await summary(deadly)).refused?.code).toBe('SYS-FAULT');
  });

  it('cannot be given up while only the surroundings fail, however often', async () => {
    const batchId = await send([willowRow('J1')]);
    const away = { ...intake.deps, ids: { next: () => { throw Object.assign(new Error('full'), { code: '53100' }); } } }; // prettier-ignore
    for (let attempt = 1; attempt <= MAX_FAULTS * 2; attempt++) {
      await expect(runBatch({ ...intake, deps: away }, WILLOW, batchId)).rejects.toThrow('full');
    }
    expect(await visit(batchId)).toEqual({ worked: true, error: null });
    expect((await summary(batchId)).state).toBe('completed');
  });
});

/** Whether a worker that came now would get it; leaves it as it was. */
async function canBeTaken(batchId: string): Promise<boolean> {
  const { paused_until: until } = await row(batchId);
  return until === null || until < new Date(clock);
}

const row = (batchId: string) =>
  inTenant(intake.database, 'ingest', WILLOW, (trx) =>
    trx
      .selectFrom('biz.batch')
      .select(['paused_until', 'failed_attempts', 'failed_at_row', 'refused_details'])
      .where('tenant_id', '=', WILLOW.tenantId)
      .where('id', '=', batchId)
      .executeTakeFirstOrThrow(),
  );
