import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { standingDeps } from '../assessment/cases.ts';
import { foldedBuckets, recountedBuckets } from '../assessment/buckets.ts';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { BODIES } from './memory.ts';
import { COLUMNS, type Column } from './situations.ts';
import { actorOf, makeSquad, setMode, settleCommands } from './two-commands.ts';
import { uploaded } from './uploaded.ts';
import { KEPT, squadOf, START, taskLine, WALK, walk, type Choice, type Walk } from './walk.ts';
import { asOwner, inTenant } from '../../src/database/transaction.ts';
import { foldTenant } from '../../src/assessment/counting/fold.ts';
import { actingOf, type Actor } from '../../src/identity/actor.ts';
import type { Photo } from '../../src/cases/media/media-types.ts';
import { rebuildTenant } from '../../src/cases/record/rebuild.ts';
import { strangeMoves } from '../../src/cases/record/strange-moves.ts';
import { refreshCases } from '../../src/cases/record/refresh-cases.ts';
import { actOnCase, type Target } from '../../src/cases/lifecycle/act-on-case.ts';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import { runClerk } from '../../src/cases/lifecycle/clerk.ts';
import { registerCase } from '../../src/cases/lifecycle/register-case.ts';
import type { Performer } from '../../src/cases/lifecycle/standing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('walks', settleCommands);
  const bodies = BODIES.filter(({ kind }) => kind !== 'centre');
  for (const { unitId, homeId } of bodies) await makeSquad(database, homeId, unitId, squadOf(unitId));
});
afterAll(() => database.drop());

const deps = standingDeps(START);
const WILLOW = { tenantId: 2, cityId: 1, unitId: 20, actor: 'test' };
const USAGE: Partial<Record<ActName, Photo['usage']>> = {
  ...{ answer_verify: 'verify', answer_check: 'check', feed_back: 'after' },
};

function actor({ tenantId, unitId, post, personId }: Performer): Actor {
  const { kind } = BODIES.find((one) => one.unitId === unitId)!;
  const person = actorOf(
    tenantId as 1 | 2,
    unitId,
    kind,
    post === 'machine' ? 'department' : post,
    Number(personId?.at(-1) ?? 1),
  );
  return post === 'machine' ? { ...person, kind: 'machine', post: null, personId: null } : person;
}

async function register({ column, act, group }: Walk): Promise<string> {
  const { mode, supervision } = COLUMNS[column];
  await setMode(database, 2, mode);
  const desk = supervision === 'city' ? actorOf(1, 10, 'centre', 'acceptor') : actorOf(2, 20, 'centre', 'acceptor');
  const usages = act === 'self_handle' ? (['before', 'after'] as const) : [];
  const photos = await Promise.all(usages.map((usage) => uploaded(database, desk, usage, deps.clock.now())));
  const { caseId } = await inTenant(database, desk.pool, actingOf(desk), (trx) =>
    registerCase(trx, deps, desk, act, {
      ...{ tenantId: 2, source: group === 'public' ? 'hotline' : 'patrol', kind: 'event', classId: 1 },
      ...{ words: '路口有垃圾', address: '滨江路 1 号', photos },
    }),
  );
  return caseId;
}

async function perform(caseId: string, { who, act, kind, unitId, nth }: Choice, given: object): Promise<void> {
  const me = actor(who);
  const target: Target = await asOwner(database, async (trx) => {
    if (kind === null) {
      const row = await trx.selectFrom('biz.case').select('version').where('id', '=', caseId).executeTakeFirstOrThrow();
      return { tenantId: 2, caseId, version: row.version };
    }
    const tasks = await trx
      .selectFrom('biz.assignment')
      .select('id')
      .where('case_id', '=', caseId)
      .where('unit_id', '=', unitId)
      .where('kind', '=', kind)
      .orderBy('asked_at')
      .orderBy('id')
      .execute();
    return { tenantId: 2, taskId: tasks[nth]!.id };
  });
  const usage = USAGE[act];
  const photos = usage === undefined ? [] : [await uploaded(database, me, usage, deps.clock.now())];
  await inTenant(database, me.pool, actingOf(me), (trx) => actOnCase(trx, deps, me, act, target, { ...given, photos }));
}

const standing = (caseId: string) =>
  asOwner(database, async (trx) => {
    const row = await trx.selectFrom('biz.case').select(KEPT).where('id', '=', caseId).executeTakeFirstOrThrow();
    const tasks = await trx
      .selectFrom('biz.assignment')
      .select(['kind', 'unit_id', 'state'])
      .where('case_id', '=', caseId)
      .where('kind', '<>', 'notice')
      .execute();
    return { ...row, tasks: tasks.map(({ kind, unit_id: unit, state }) => taskLine(kind, unit, state)).sort() };
  });

/** Some walks are the same each time; which others, the seed says, which stands beside whatever fails. */
const SEED = randomInt(1_000_000);

it('walks through the real acts stand step by step as those in memory, and are rebuilt without a difference', async () => {
  const walks = [...fc.sample(WALK, { numRuns: 25, seed: 4 }), ...fc.sample(WALK, { numRuns: 10, seed: SEED })];
  for (const [index, one] of walks.entries()) {
    const label = `walk ${index} (seed ${SEED} from the 25th on)`;
    deps.moveTo(START);
    const caseId = await register(one);
    while (await refreshCases(database, deps, WILLOW));
    for (const { at, choice, given, after } of walk(one)) {
      deps.moveTo(at);
      if (choice === null) await runClerk(database, deps, WILLOW);
      else {
        await perform(caseId, choice, given).catch((cause: unknown) => {
          throw new Error(`${label}: ${choice.act} of ${choice.who.unitId} failed`, { cause });
        });
      }
      while (await refreshCases(database, deps, WILLOW));
      const step = { column: one.column as Column, act: choice?.act ?? 'clerk' };
      expect({ ...step, ...(await standing(caseId)) }, label).toEqual({
        ...step,
        ...after,
      });
    }
  }
  while ((await foldTenant(database, WILLOW)).more);
  expect(await foldedBuckets(database, WILLOW)).toEqual(await recountedBuckets(database, WILLOW));
  expect(await strangeMoves(database, WILLOW)).toEqual([]);
  // Case, fact and turns of each.
  expect(await rebuildTenant(database, deps, WILLOW, { write: false })).toEqual({
    cases: walks.length,
    differences: [],
  });
}, 600_000);
