import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personAt } from '../../../test/desk-people.ts';
import { bytesOf, csvOf, makeTestIntake, willowRow, type TestIntake } from '../../../test/intake/county.ts';
import { WILLOW } from '../../../test/people.ts';
import { perform } from '../../commands/perform.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import type { Actor } from '../../identity/actor.ts';
import { cancelBatchCommand } from '../commands.ts';
import { receiveBatch } from '../receive/receive-batch.ts';
import { openRun, runBatch } from '../run-batch.ts';
import { getBatch } from './batch-summary.ts';

// Somebody takes an upload back that waits; others try, and the worker comes at the same moment.

const OFFICER = personAt('willow', 20, 'data_officer');
const machineOf = (sourceId: number): Actor => ({ ...OFFICER, kind: 'machine', post: null, personId: null, sourceId });

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

async function send(clientBatchId: string, id = clientBatchId): Promise<string> {
  const { batch } = await receiveBatch(intake, WILLOW, {
    ...{ sourceId: null, sourceCode: null, fileName: 'october.csv', format: 'csv', clientBatchId },
    bytes: bytesOf(csvOf([willowRow(id)])),
  });
  return batch.batchId;
}
const cancel = (actor: Actor, batchId: string) => {
  const services = { ...intake, queue: { wake: () => Promise.resolve() } };
  return perform(services, actor, cancelBatchCommand, { input: { batchId }, key: null });
};
const summary = (batchId: string) =>
  inTenant(intake.database, 'ingest', WILLOW, (trx) => getBatch(trx, WILLOW.tenantId, batchId));
const audited = (batchId: string) =>
  asOwner(intake.database, (trx) =>
    trx.selectFrom('biz.audit').select(['action', 'actor']).where('subject', '=', batchId).orderBy('at').execute(),
  );
const casesNamed = (externalId: string) =>
  asOwner(intake.database, (trx) =>
    trx.selectFrom('biz.case_source').select('case_id').where('external_id', '=', externalId).execute(),
  );

describe('an upload that waits', () => {
  it('can be cancelled: nothing of it is taken in, no worker takes it, and it stands in the audit', async () => {
    const batchId = await send('C1');
    const answer = await cancel(OFFICER, batchId);
    expect(answer).toMatchObject({ cancelled: true, batch: { state: 'cancelled', doneRows: 0, refused: null } });
    expect(await runBatch(intake, WILLOW, batchId)).toBe(false);
    expect(await summary(batchId)).toMatchObject({ state: 'cancelled', rows: null, doneRows: 0 });
    expect(await casesNamed('C1')).toEqual([]);
    expect((await audited(batchId)).map(({ action, actor }) => [action, actor])).toEqual([
      ['batch.receive', 'willow'],
      ['batch.cancel', 'data_officer-20'],
    ]);
  });

  it('can be sent again afterwards under the same id, by the same bytes or others, and is then taken in', async () => {
    const first = await send('C2');
    await cancel(OFFICER, first);
    const second = await send('C2');
    expect(second).not.toBe(first);
    await runBatch(intake, WILLOW, second);
    expect(await summary(second)).toMatchObject({ state: 'completed', outcomes: { created: 1 } });
    expect(await summary(first)).toMatchObject({ state: 'cancelled' });
    expect(await send('C2'), 'once more is the batch that was taken in').toBe(second);

    const third = await send('C3');
    await cancel(OFFICER, third);
    expect(await send('C3', 'C3 corrected')).not.toBe(third);
  });

  it('cancelled by two at once is cancelled once, and both read that it is', async () => {
    const batchId = await send('C4');
    const answers = await Promise.all([cancel(OFFICER, batchId), cancel(machineOf(1), batchId)]);
    expect(answers.map(({ batch }) => batch.state)).toEqual(['cancelled', 'cancelled']);
    expect(answers.filter(({ cancelled }) => cancelled)).toHaveLength(1);
    expect((await audited(batchId)).filter(({ action }) => action === 'batch.cancel')).toHaveLength(1);
  });

  it('goes to one of the two when a worker takes it at the same moment: never both, never neither', async () => {
    const ends: string[] = [];
    for (let round = 0; round < 20; round++) {
      const batchId = await send(`race ${round}`);
      const [run, answer] = await Promise.all([
        openRun(intake, WILLOW, batchId),
        cancel(OFFICER, batchId).catch((error: unknown) => (error as { code: string }).code),
      ]);
      const end = typeof answer === 'string' ? answer : answer.batch.state;
      expect([run === null, end]).toEqual(run === null ? [true, 'cancelled'] : [false, 'FLOW-BATCH-BEGUN']);
      while (run !== null && (await run.turn()) === 'more');
      expect(await casesNamed(`race ${round}`)).toHaveLength(run === null ? 0 : 1);
      ends.push(end);
    }
    expect(ends).toHaveLength(20);
  });
});

describe('an upload that waits no more', () => {
  it('cannot be cancelled while it is worked on, nor when it is done', async () => {
    const batchId = await send('D1');
    const run = (await openRun(intake, WILLOW, batchId))!;
    await expect(cancel(OFFICER, batchId)).rejects.toMatchObject({ code: 'FLOW-BATCH-BEGUN' });
    while ((await run.turn()) === 'more');
    await expect(cancel(OFFICER, batchId)).rejects.toMatchObject({ code: 'FLOW-BATCH-BEGUN' });
    expect(await summary(batchId)).toMatchObject({ state: 'completed' });
  });

  it('cannot be cancelled when it waits for another attempt and a part of it was taken in', async () => {
    const batchId = await send('D2');
    await asOwner(intake.database, (trx) =>
      trx.updateTable('biz.batch').set({ next_row: 1, row_count: 2 }).where('id', '=', batchId).execute(),
    );
    await expect(cancel(OFFICER, batchId)).rejects.toMatchObject({ code: 'FLOW-BATCH-BEGUN' });
    const forced = sql`update biz.batch set state = 'cancelled' where id = ${batchId}`;
    await expect(asOwner(intake.database, (trx) => forced.execute(trx))).rejects.toMatchObject({
      constraint: 'batch_cancelled_took_nothing',
    });
  });
});

describe('somebody else’s upload', () => {
  it('cannot be cancelled by another county, which learns nothing of it', async () => {
    const batchId = await send('E1');
    const reed = personAt('reed', 30, 'data_officer');
    await expect(cancel(reed, batchId)).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    await expect(cancel(reed, '01900000-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    expect(await summary(batchId)).toMatchObject({ state: 'queued' });
  });

  it('cannot be cancelled by the city, by a department, by another post of the county, or by another system of it', async () => {
    const batchId = await send('E2');
    const refused = [
      personAt('city', 10, 'assessor'),
      personAt('city', 10, 'data_officer'),
      personAt('willow', 21, 'data_officer', 'department'),
      personAt('willow', 20, 'acceptor'),
    ];
    for (const who of refused) {
      await expect(cancel(who, batchId), who.name).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    }
    await expect(cancel(machineOf(2), batchId)).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    expect(await summary(batchId)).toMatchObject({ state: 'queued' });
  });
});
