import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { city, here, makeActs, parks, willow, works } from '../../../test/lifecycle/at-desks.ts';
import { settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf } from '../../identity/actor.ts';
import { waitingTasksQuery } from '../read/waiting-tasks.ts';
import { ACT_COMMANDS } from './commands.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('words_of_acts', settleCommands);
});
afterAll(() => database.drop());
const { deps, at, act, register, taskOf, filed, dispatched } = makeActs(() => database);

const NUMBER = '13812345678';
const SHOWN = '138****5678';
const words = (of: string): string => `${of}，联系${NUMBER}`;
const masked = (of: string): string => `${of}，联系${SHOWN}`;

const eventsOf = (caseId: string) =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.case_event').select(['kind', 'data']).where('case_id', '=', caseId).execute(),
  );
const tasksOf = (caseId: string) =>
  asOwner(database, (trx) =>
    trx
      .selectFrom('biz.assignment')
      .select(['kind', 'unit_id', 'brief', 'asks', 'answer'])
      .where('case_id', '=', caseId)
      .execute(),
  );

describe('a number in the words of an act is masked before they are stored', () => {
  test('of a registered case: address and description, in the case and in its history', async () => {
    at('2026-10-12 08:00');
    const given = { words: words('路口有垃圾'), address: words('滨江路 1 号') };
    const { caseId } = await register(city('acceptor'), given);
    const row = await asOwner(database, (trx) =>
      trx.selectFrom('biz.case').select(['description', 'address']).where('id', '=', caseId).executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ description: masked('路口有垃圾'), address: masked('滨江路 1 号') });
    const reported = (await eventsOf(caseId)).find(({ kind }) => kind === 'reported');
    expect(reported?.data).toMatchObject({ description: masked('路口有垃圾'), address: masked('滨江路 1 号') });
  });

  test('of a request: its reason on the task and in the history', async () => {
    const one = await dispatched();
    const taken = await act(works, 'take', here(one));
    await act(works, 'ask_return', here(taken), { reason: words('不是我们的') });
    const asked = (await eventsOf(one.caseId)).find(({ data }) => (data as { act?: string }).act === 'ask_return');
    expect(asked?.data).toMatchObject({ reason: masked('不是我们的') });
    const lead = (await tasksOf(one.caseId)).find(({ kind }) => kind === 'lead');
    expect(lead?.asks).toMatchObject({ reason: masked('不是我们的') });
  });

  test('of a dispatch and of whoever is asked to help with it: in the history and on the task sheets', async () => {
    const one = await filed();
    await act(willow('dispatcher'), 'dispatch', here(one), {
      ...{ unitId: 21, words: words('请速办') },
      assists: [{ unitId: 22, words: words('请配合') }],
    });
    const events = await eventsOf(one.caseId);
    expect(events.find(({ kind }) => kind === 'dispatched')?.data).toMatchObject({ words: masked('请速办') });
    expect(events.find(({ kind }) => kind === 'assist_asked')?.data).toMatchObject({ words: masked('请配合') });
    const sheets = await tasksOf(one.caseId);
    expect(sheets.find(({ kind }) => kind === 'assist')?.brief).toMatchObject({ words: masked('请配合') });
    expect(sheets.find(({ kind }) => kind === 'lead')?.brief).toMatchObject({ words: masked('请速办') });
    await act(parks, 'answer_assist', await taskOf(one.caseId, 22, 'assist'), { words: words('已配合') });
    const answered = (await tasksOf(one.caseId)).find(({ kind }) => kind === 'assist');
    expect(JSON.stringify(answered?.answer)).toContain(masked('已配合'));
  });

  test('of an uploaded case, whose own words stay as they came: on the sheet of the task that it becomes', async () => {
    const one = await filed();
    const raw = { description: words('井盖缺失'), address: words('南街 2 号') };
    await asOwner(database, async (trx) => {
      await trx.updateTable('biz.case').set(raw).where('id', '=', one.caseId).execute();
      await sql`update biz.case_event set data = data || ${JSON.stringify(raw)}::jsonb
        where case_id = ${one.caseId} and kind = 'reported'`.execute(trx);
    });
    await act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
    const lead = (await tasksOf(one.caseId)).find(({ kind }) => kind === 'lead');
    expect(lead?.brief).toMatchObject({ description: masked('井盖缺失'), address: masked('南街 2 号') });
  });

  test('whatever it is: no column of any table of ours holds the number, but those of uploaded words', async () => {
    await asOwner(database, async (trx) => {
      const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
        where table_schema = 'biz' and table_type = 'BASE TABLE' and table_name not in ('case', 'case_event')`.execute(
        trx,
      );
      for (const { name } of tables) {
        const { rows } = await sql`select 1 from biz.${sql.ref(name)} t where t::text like ${`%${NUMBER}%`}`.execute(
          trx,
        );
        expect([name, rows.length]).toEqual([name, 0]);
      }
    });
  });
});

test('a task sheet that was stored before a kind of number was known is answered masked', async () => {
  const one = await dispatched();
  await asOwner(database, (trx) =>
    sql`update biz.assignment set brief = brief || ${JSON.stringify({ words: words('旧') })}::jsonb
      where case_id = ${one.caseId} and kind = 'lead'`.execute(trx),
  );
  const { tasks } = await inTenant(database, works.pool, actingOf(works), (trx) =>
    waitingTasksQuery.read(trx, works, { limit: 200, mine: false }, deps),
  );
  expect(tasks.find(({ caseId }) => caseId === one.caseId)?.brief).toMatchObject({ words: masked('旧') });
});

describe('the photograph that an act needs', () => {
  test('is none where it is a paper', async () => {
    const one = await dispatched();
    const taken = await act(works, 'take', here(one));
    const paper = await uploaded(database, works, 'after', deps.clock.now());
    await asOwner(database, (trx) =>
      trx.updateTable('biz.media').set({ type: 'application/pdf' }).where('sha256', '=', paper.sha256).execute(),
    );
    const feedBack = (photos: (typeof paper)[]) => act(works, 'feed_back', here(taken), { words: '已清', photos });
    await expect(feedBack([paper])).rejects.toMatchObject({ code: 'FLOW-PHOTO' });
    const picture = await uploaded(database, works, 'after', deps.clock.now());
    expect(await feedBack([picture, { ...paper, usage: 'document' }])).toMatchObject({ state: 'check_sending' });
  });

  test('is given once: the same file is not the one and the other', () => {
    const photo = (usage: string) => ({ sha256: 'a'.repeat(64), usage });
    const given = (photos: object[]) =>
      ACT_COMMANDS.feed_back.input.safeParse({
        ...{ tenantId: 2, caseId: '01990000-0000-7000-8000-000000000001', version: 1, words: '已清', photos },
      });
    expect(given([photo('after')]).error).toBeUndefined();
    expect(given([photo('after'), photo('document')]).error?.issues).toMatchObject([
      { path: ['photos'], message: 'media.twice' },
    ]);
  });
});
