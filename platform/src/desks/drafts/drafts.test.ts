import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { makeBody, makeWillowAndReed, REED, WILLOW } from '../../../test/people.ts';
import type { Acting, Trx } from '../../database/database.ts';
import { inTenant, type ActingRole } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { deleteDraft } from './delete-draft.ts';
import { forgetDrafts } from './forget-drafts.ts';
import { listDrafts } from './list-drafts.ts';
import { putDraft } from './put-draft.ts';

const CASE = '00000000-0000-7000-8000-000000000001';
const SANITATION = 21;
const ZHAO: Acting = { ...WILLOW, actor: 'zhao' };
const QIAN: Acting = { ...WILLOW, actor: 'qian' };
/** The same login elsewhere: providers hand out subjects, not we. */
const ZHAO_OF_REED: Acting = { ...REED, actor: 'zhao' };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('willow', makeWillowAndReed);
  await makeBody(database, WILLOW.tenantId, WILLOW.cityId, SANITATION, 'department');
});
beforeEach(async () => void (await database.pool('direct').query('delete from biz.draft')));
afterAll(() => database.drop());

const as = <T>(acting: Acting, run: (trx: Trx) => Promise<T>, role: ActingRole = 'county') =>
  inTenant(database, role, acting, run);
const at = (moment: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(moment) } });
const put = (acting: Acting, words: string, about = CASE, deps: Deps = systemDeps) =>
  as(acting, (trx) =>
    putDraft(trx, deps, acting, { about, act: 'dispatch', tenantId: acting.tenantId, text: { words } }),
  );
const wordsOf = async (acting: Acting, about?: string, role: ActingRole = 'county') =>
  (await as(acting, (trx) => listDrafts(trx, acting, about), role)).map(({ text }) => text['words']);

describe('a draft', () => {
  test('comes back as typed, with every character somebody can type, and the latest first', async () => {
    await put(ZHAO, 'older', 'new', at('2026-10-01T00:00:00Z'));
    const words = 'nul \u0000, half \ud83c, "井盖" \\u0000';
    await put(ZHAO, words, CASE, at('2026-10-02T00:00:00Z'));
    expect(await wordsOf(ZHAO)).toEqual([words, 'older']);
    expect(await wordsOf(ZHAO, 'new')).toEqual(['older']);
  });

  test('is replaced by the next one of the same form, and goes when it is deleted', async () => {
    await put(ZHAO, 'first');
    await put(ZHAO, 'second');
    expect(await wordsOf(ZHAO)).toEqual(['second']);
    const key = { about: CASE, act: 'dispatch' };
    expect(await as(ZHAO, (trx) => deleteDraft(trx, ZHAO, key))).toBe(true);
    expect(await as(ZHAO, (trx) => deleteDraft(trx, ZHAO, key))).toBe(false);
    expect(await wordsOf(ZHAO)).toEqual([]);
  });

  test('is there in every post of its writer, and needs no right to the case', async () => {
    await put(ZHAO, 'mine');
    expect(await wordsOf({ ...ZHAO, unitId: SANITATION }, CASE, 'unit')).toEqual(['mine']);
  });

  test('cannot be read, changed or deleted by anybody else, whatever tenant and login the statement names', async () => {
    await put(ZHAO, 'mine');
    await put(ZHAO_OF_REED, 'theirs');
    for (const [wrong, role] of [
      [QIAN, 'county'],
      [{ ...QIAN, unitId: SANITATION }, 'unit'],
      [ZHAO_OF_REED, 'county'],
      [{ ...ZHAO_OF_REED, actor: 'qian' }, 'city'],
      [{ tenantId: WILLOW.cityId, cityId: WILLOW.cityId, unitId: 10, actor: 'zhao' }, 'city'],
    ] as const) {
      const tried = await as(
        wrong,
        async (trx) => ({
          read: await trx.selectFrom('biz.draft').select('text').where('tenant_id', '=', WILLOW.tenantId).execute(),
          changed: await trx
            .updateTable('biz.draft')
            .set({ text: '{}' })
            .where('tenant_id', '=', WILLOW.tenantId)
            .executeTakeFirstOrThrow(),
          deleted: await deleteDraft(trx, ZHAO, { about: CASE, act: 'dispatch' }),
        }),
        role,
      );
      expect([wrong.actor, tried.read, tried.changed.numUpdatedRows, tried.deleted]).toEqual([
        wrong.actor,
        [],
        0n,
        false,
      ]);
    }
    expect(await wordsOf(ZHAO)).toEqual(['mine']);
  });

  test('cannot be written under the login of another', async () => {
    await expect(
      as(QIAN, (trx) => putDraft(trx, systemDeps, ZHAO, { about: 'new', act: 'register', tenantId: null, text: {} })),
    ).rejects.toMatchObject({ code: '42501' });
  });

  test('of more than 16 KB, and the hundred-and-first, are refused in a sentence; the ones there can still be replaced', async () => {
    await expect(put(ZHAO, 'x'.repeat(16 * 1024))).rejects.toMatchObject({ code: 'QUOTA-DRAFT-SIZE' });
    await put(ZHAO, '井'.repeat(5_000));
    for (let one = 1; one < 100; one += 1) await put(ZHAO, 'one of many', `new-${one}`);
    await expect(put(ZHAO, 'one more', 'new')).rejects.toMatchObject({ code: 'QUOTA-DRAFTS' });
    await put(ZHAO, 'again', 'new-7');
    await put(QIAN, 'another person', 'new');
  });

  test('is forgotten 30 days after its last change', async () => {
    await put(ZHAO, 'old', 'new', at('2026-10-01T00:00:00Z'));
    await put(ZHAO, 'young', CASE, at('2026-10-02T00:00:00Z'));
    const swept = await as(WILLOW, (trx) => forgetDrafts(trx, at('2026-10-31T12:00:00Z'), WILLOW), 'rollup');
    expect(swept).toBe(1);
    expect(await wordsOf(ZHAO)).toEqual(['young']);
  });
});
