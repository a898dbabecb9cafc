import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { REED, WILLOW } from '../../../test/people.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { rebuildTenant } from '../record/rebuild.ts';
import { refreshCases } from '../record/refresh-cases.ts';
import { BLOCK, wordsOf } from './fold-text.ts';
import { keepTexts } from './keep-texts.ts';

let database: TestDatabase;
const NOON = local('2026-10-30 12:00');
const deps = standingDeps(NOON);
const [first, second] = [randomUUID(), randomUUID()].sort() as [string, string];

const described = (description: string) => picture({ reportedAt: local('2026-10-13 08:00'), description });

beforeEach(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  await record(database, deps, WILLOW, first, described('路灯不亮'));
  await record(database, deps, WILLOW, second, described('井盖破损'));
});
afterEach(() => database.drop());

/** A chunk of an upload that brought (1), changed (2) or left (3) these cases. */
async function chunk(firstRow: number, outcomes: readonly number[], caseIds: readonly string[], at: string) {
  const client = await database.superuser();
  try {
    await client.query("set session_replication_role = 'replica'"); // its batch is of no matter here
    await client.query(
      `insert into biz.batch_chunk (tenant_id, city_id, batch_id, first_row, row_count, outcomes, case_ids, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [WILLOW.tenantId, WILLOW.cityId, first, firstRow, outcomes.length, outcomes, caseIds, local(at)],
    );
  } finally {
    await client.end();
  }
}
const mark = (caseId: string) =>
  asOwner(database, (trx) =>
    sql`insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
      values (${WILLOW.tenantId}, ${WILLOW.cityId}, ${randomUUID()}, ${caseId}, ${WILLOW.unitId})`.execute(trx),
  );
const say = (caseId: string, description: string | null) =>
  record(database, deps, WILLOW, caseId, picture({ reportedAt: local('2026-10-13 08:00'), description }));
const texts = () =>
  asOwner(database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.case_text')
      .select(['case_id', 'number', 'text'])
      .orderBy('number')
      .execute();
    return rows.map(({ case_id: id, number, text }) => [id, number, text]);
  });
/** Pairs of signs with the numbers of the texts that have them. */
const words = () =>
  asOwner(database, async (trx) => {
    const rows = await trx.selectFrom('biz.text_word').select(['word', 'block', 'members']).execute();
    return Object.fromEntries(
      rows.map(({ word, block, members }) => [
        String.fromCodePoint(word >>> 16, word & 0xffff),
        members.map((member) => block * BLOCK + member).sort((a, b) => a - b),
      ]),
    );
  });
const asOf = () =>
  asOwner(database, async (trx) => {
    const row = await trx.selectFrom('biz.text_state').select('as_of').executeTakeFirst();
    return row?.as_of ?? null;
  });
const keep = async (): Promise<number> => {
  let turns = 0;
  while (await keepTexts(database, deps, WILLOW)) turns += 1;
  return turns;
};

describe('what is searched of cases', () => {
  it('follows uploads chunk by chunk, each once, and says when nothing was missing', async () => {
    await chunk(1, [1], [first], '2026-10-20 09:00');
    await chunk(2, [3], [second], '2026-10-20 09:01');
    expect(await keep()).toBe(1);
    expect(await texts()).toEqual([[first, 0, '路灯不亮']]);
    expect(await words()).toEqual({ 路灯: [0], 灯不: [0], 不亮: [0] });
    expect(await asOf()).toEqual(NOON);

    await chunk(3, [2, 1], [first, second], '2026-10-20 09:02');
    expect(await keep()).toBe(1);
    expect(await texts()).toEqual([
      [first, 0, '路灯不亮'],
      [second, 1, '井盖破损'],
    ]);
    expect(await keep()).toBe(0);
  });

  it('follows acts with the marks that they leave; while one waits they are not called complete', async () => {
    await mark(first);
    expect(await keep()).toBe(0);
    expect(await asOf()).toBeNull();
    await refreshCases(database, deps, WILLOW);
    expect(await texts()).toEqual([[first, 0, '路灯不亮']]);
    await keep();
    expect(await asOf()).toEqual(NOON);
  });

  it('loses the words that a text has no longer, those of others stay', async () => {
    await say(second, '路灯井盖');
    await chunk(1, [1, 1], [first, second], '2026-10-20 09:00');
    await keep();
    expect((await words())['路灯']).toEqual([0, 1]);

    await say(first, '路灯亮了');
    await mark(first);
    await refreshCases(database, deps, WILLOW);
    expect(await words()).toEqual({ 路灯: [0, 1], 灯亮: [0], 亮了: [0], 灯井: [1], 井盖: [1] });

    await say(first, null);
    await mark(first);
    await refreshCases(database, deps, WILLOW);
    expect(await texts()).toContainEqual([first, 0, '']);
    expect(await words()).toEqual({ 路灯: [1], 灯井: [1], 井盖: [1] });
  });

  it('cannot hold what is masked', async () => {
    await say(first, '请回电13812345678');
    await mark(first);
    await refreshCases(database, deps, WILLOW);
    expect(await texts()).toEqual([[first, 0, '请回电138\n5678']]);
    const kept = new Set(Object.keys(await words()));
    expect(
      [...wordsOf('12345678')].filter((word) => kept.has(String.fromCodePoint(word >>> 16, word & 0xffff))),
    ).toEqual([...wordsOf('5678')]);
  });

  it('is made anew by rebuilding', async () => {
    await chunk(1, [1, 1], [first, second], '2026-10-20 09:00');
    await keep();
    await asOwner(database, (trx) => trx.updateTable('biz.case_text').set({ text: 'lost' }).execute());
    await rebuildTenant(database, deps, WILLOW, { write: true });
    expect((await texts()).map(([, , text]) => text)).toEqual(['路灯不亮', '井盖破损']);
  });

  it('cannot be written for another county, nor read by one', async () => {
    await chunk(1, [1], [first], '2026-10-20 09:00');
    await keepTexts(database, deps, REED);
    expect(await texts()).toEqual([]);
    await keep();
    for (const table of ['biz.case_text', 'biz.text_word', 'biz.text_state'] as const) {
      const seen = (role: 'county' | 'city' | 'rollup', who: typeof REED) =>
        inTenant(database, role, who, (trx) => trx.selectFrom(table).select('tenant_id').execute());
      expect([table, (await seen('county', WILLOW)).length > 0]).toEqual([table, true]);
      const others = [...(await seen('county', REED)), ...(await seen('rollup', REED))];
      expect([table, others.filter(({ tenant_id: id }) => id !== REED.tenantId)]).toEqual([table, []]);
      const writing = inTenant(database, 'rollup', REED, (trx) =>
        sql`insert into biz.text_state (tenant_id, city_id, chunks_to, as_of)
          values (${WILLOW.tenantId}, ${WILLOW.cityId}, now(), now())`.execute(trx),
      );
      await expect(writing).rejects.toThrow(/row-level security/);
    }
  });
});
