import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { actorOf, settleCommands } from '../../../test/lifecycle/two-commands.ts';
import { uploaded } from '../../../test/lifecycle/uploaded.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { Problem } from '../../kernel/problem.ts';
import type { CasePicture } from '../fields.ts';
import { actOnCase } from './act-on-case.ts';
import type { Acted } from './record-attempt.ts';
import type { ActName } from './acts.ts';
import { runClerk } from './clerk.ts';
import type { Given } from './given.ts';
import type { Offer } from './offers.ts';
import { readOffers } from './read-offers.ts';

// What desks and bodies may do with cases that are known by uploads alone: willow 2 (two commands), reed 3 (one command). The
// department 22 of willow has ended.

const NOW = local('2026-10-12 11:00');
const deps = standingDeps(NOW);
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('uploaded_cases', settleCommands);
  await asOwner(database, (trx) =>
    trx.updateTable('biz.body').set({ to_day: '2026-10-01' }).where('unit_id', '=', 22).execute(),
  );
});
afterAll(() => database.drop());

const at = (time: string): Date => local(`2026-10-12 ${time}`);
const FILED = { reportedAt: at('08:00'), filedAt: at('08:10') };
const DISPATCHED = { ...FILED, dispatchedAt: at('08:20') };
const DISPOSED = { ...DISPATCHED, disposedAt: at('09:00') };
const STATES = {
  collecting: { reportedAt: at('08:00') },
  dispatching: FILED,
  disposing: DISPATCHED,
  suspended: { ...DISPATCHED, suspendedAt: at('08:30') },
  check_sending: DISPOSED,
  closed: { ...DISPOSED, closedAt: at('10:00') },
  refused: { reportedAt: at('08:00'), refusedAt: at('08:30') },
  void: { ...DISPATCHED, voidedAt: at('09:00') },
} as const satisfies Record<string, Partial<CasePicture>>;
type State = keyof typeof STATES;
/** From the dispatch on a row may name a body. */
const WORKED: readonly State[] = ['disposing', 'suspended', 'check_sending', 'closed', 'void'];

interface Case {
  readonly tenantId: 2 | 3;
  readonly caseId: string;
}

async function upload(tenantId: 2 | 3, state: State, leadUnitId: number | null): Promise<Case> {
  const caseId = randomUUID();
  const county = { tenantId, cityId: 1, unitId: tenantId * 10, actor: 'upload' };
  const work = leadUnitId === null ? {} : { leadUnitId, unitName: `department ${leadUnitId}` };
  const limit = { classId: 1, kind: 'event', limitValue: '4', limitUnit: 'working_hour' } as const;
  await record(database, deps, county, caseId, picture({ ...limit, ...STATES[state], ...work }));
  return { tenantId, caseId };
}

const readBar = (actor: Actor, one: Case) =>
  inTenant(database, actor.pool, actingOf(actor), (trx) => readOffers(trx, actor, one, deps.clock.now()));
const refusalOf = async (actor: Actor, one: Case, act: ActName): Promise<string | null | undefined> => {
  const offer = (await readBar(actor, one)).offers.find((each) => each.act === act);
  return offer === undefined ? undefined : (offer.refusal?.code ?? null);
};

/** What somebody would plausibly give to an act of a bar. */
async function givenFor(actor: Actor, { tenantId }: Case, { act, needs }: Offer, lead: number | null): Promise<Given> {
  const usage = needs.includes('photo_before') ? 'before' : needs.includes('photo_after') ? 'after' : null;
  const bodies =
    act === 'ask_verify' || act === 'ask_check' ? [tenantId === 2 ? 23 : 12] : tenantId === 2 ? [21, 23] : [31, 11];
  const unitId = bodies.find((id) => id !== lead)!;
  const values = {
    reason: { reason: '原因' },
    words: { words: '说明' },
    class: { classId: 1 },
    condition: { ruleId: 1 },
    unit: { unitId },
    until: { until: '2026-10-13T11:00:00+08:00' },
    order: { order: 'supervise' },
    level: { level: 'ordinary' },
    satisfaction: { satisfaction: 'satisfied' },
  } satisfies Partial<Record<Offer['needs'][number], Given>>;
  return Object.assign(
    { photos: usage === null ? [] : [await uploaded(database, actor, usage, NOW)] },
    ...needs.map((need) => (need in values ? values[need as keyof typeof values] : {})),
  ) as Given;
}

const ROLLED_BACK = new Error('rolled back');

/** Does an act, and undoes it unless it is to stay. */
async function perform(actor: Actor, one: Case, act: ActName, given: Given, stays = false): Promise<Acted> {
  const { version } = await readBar(actor, one);
  let acted: Acted | undefined;
  await inTenant(database, actor.pool, actingOf(actor), async (trx) => {
    acted = await actOnCase(trx, deps, actor, act, { ...one, version }, given);
    await sql`set constraints all immediate`.execute(trx);
    if (!stays) throw ROLLED_BACK;
  }).catch((error: unknown) => {
    if (error !== ROLLED_BACK) throw error;
  });
  return acted!;
}

const DESK_POSTS = ['acceptor', 'shift_leader', 'dispatcher', 'inspector', 'leader'];
const BODY_POSTS = ['department', 'worker', 'collector'];
const bodies = [
  [1, 10, 'centre'],
  [1, 11, 'utility'],
  [2, 20, 'centre'],
  [2, 21, 'department'],
  [2, 22, 'department'],
  [3, 30, 'centre'],
  [3, 31, 'department'],
] as const;
/** Everybody in every post, and a machine of each body. */
const EVERYBODY: readonly Actor[] = bodies.flatMap(([tenantId, unitId, kind]) => {
  const people = (kind === 'centre' ? DESK_POSTS : BODY_POSTS).map((post) => actorOf(tenantId, unitId, kind, post));
  return [...people, { ...people[0]!, kind: 'machine', personId: null, post: null } as Actor];
});

const LEADS = { 2: [null, 21, 22, 11, 20], 3: [null, 31, 11, 30] } as const;
const ALL = ([2, 3] as const).flatMap((tenantId) =>
  (Object.keys(STATES) as State[]).flatMap((state) =>
    (WORKED.includes(state) ? LEADS[tenantId] : [null]).map((lead) => [tenantId, state, lead] as const),
  ),
);

describe('what is offered on an uploaded case can be done', () => {
  it.each(ALL)('in county %s, %s, worked by %s', async (tenantId, state, lead) => {
    const one = await upload(tenantId, state, lead);
    const done: string[] = [];
    const failed: string[] = [];
    for (const actor of EVERYBODY) {
      const bar = await readBar(actor, one).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'FLOW-CASE-UNKNOWN') return null;
        throw error;
      });
      if (bar === null) continue;
      expect(bar.state).toBe(state);
      for (const offer of bar.offers.filter(({ refusal }) => refusal === null)) {
        const name = `${actor.body.id} ${actor.post?.post ?? 'machine'} ${offer.act}`;
        const given = await givenFor(actor, one, offer, lead);
        const acted = await perform(actor, one, offer.act, given).catch((error: Error) => error);
        if (acted instanceof Error) {
          failed.push(`${name}: ${acted instanceof Problem ? acted.code : acted.message}`);
          continue;
        }
        done.push(offer.act);
        const isNote = acted.version === bar.version;
        if (!isNote || ['supervise', 'ask_verify', 'ask_assist', 'call_back'].includes(offer.act)) continue;
        // Decided for the clerk of who has the case: he can do it too.
        const copy = await upload(tenantId, state, lead);
        await perform(actor, copy, offer.act, given, true);
        await runClerk(database, deps, { tenantId, cityId: 1, actor: 'clerk' });
        const notices = await asOwner(database, (trx) =>
          trx
            .selectFrom('biz.assignment')
            .select(['state', 'answer'])
            .where('case_id', '=', copy.caseId)
            .where('kind', '=', 'notice')
            .execute(),
        );
        if (notices.length !== 1 || notices[0]!.state !== 'confirmed')
          failed.push(`${name}, by the clerk: ${JSON.stringify(notices)}`);
      }
    }
    expect(failed).toEqual([]);
    if (!['closed', 'refused', 'void'].includes(state)) expect(done).toContain('supervise');
  });
});

const rowOf = ({ caseId }: Case) =>
  asOwner(database, (trx) => trx.selectFrom('biz.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow());

describe('an uploaded case that is being worked', () => {
  it('is left by the body that its row names to the system that sends it, in words', async () => {
    const works = actorOf(2, 21, 'department', 'department');
    const one = await upload(2, 'disposing', 21);
    const photos = [await uploaded(database, works, 'after', NOW)];
    for (const [act, given] of [
      ['take', {}],
      ['feed_back', { words: '已清除', photos }],
      ['ask_extension', { reason: '雨天' }],
      ['ask_return', { reason: '非本单位' }],
      ['ask_suspension', { reason: '雨天', until: '2026-10-13T11:00:00+08:00' }],
      ['ask_void', { reason: '重复' }],
    ] as const) {
      expect(await refusalOf(works, one, act), act).toBe('FLOW-NO-LEAD-TASK');
      await expect(perform(works, one, act, given), act).rejects.toMatchObject({ code: 'FLOW-NO-LEAD-TASK' });
    }
    // Whoever is not named learns whose turn it is, as ever.
    expect(await refusalOf(actorOf(2, 20, 'centre', 'dispatcher'), one, 'feed_back')).toBe('FLOW-SIDE');
  });
});

describe('the check of an uploaded case fails', () => {
  const acceptor = actorOf(2, 20, 'centre', 'acceptor');
  it.each([null, 22])('worked by %s: it is dispatched anew, and that body works it here', async (lead) => {
    const one = await upload(2, 'check_sending', lead);
    await perform(acceptor, one, 'fail_check', { reason: '未清' }, true);
    expect(await rowOf(one)).toMatchObject({ state: 'dispatching', holder_unit_id: 20, lead_unit_id: null });
    await perform(actorOf(2, 20, 'centre', 'dispatcher'), one, 'dispatch', { unitId: 21 }, true);
    // Four working hours from eleven: one before noon, and from two to five.
    expect(await rowOf(one)).toMatchObject({ state: 'disposing', holder_unit_id: 21, due_at: at('17:00') });
    const works = actorOf(2, 21, 'department', 'department');
    const photos = [await uploaded(database, works, 'after', NOW)];
    await perform(works, one, 'feed_back', { words: '已清除', photos }, true);
    expect(await rowOf(one)).toMatchObject({ state: 'check_sending', holder_unit_id: 20 });
  });

  it('worked by a body that serves: that one works it again', async () => {
    const one = await upload(2, 'check_sending', 21);
    await perform(acceptor, one, 'fail_check', { reason: '未清' }, true);
    expect(await rowOf(one)).toMatchObject({ state: 'disposing', holder_unit_id: 21, rework_count: 1 });
  });
});

describe('an uploaded case that a county of one command has not filed', () => {
  const acceptor = actorOf(1, 10, 'centre', 'acceptor');
  it('is not accepted or dispatched by the city, which has not got it', async () => {
    const one = await upload(3, 'collecting', null);
    const shiftLeader = actorOf(1, 10, 'centre', 'shift_leader');
    expect(await refusalOf(acceptor, one, 'accept')).toBe('FLOW-ELSEWHERE');
    expect(await refusalOf(shiftLeader, one, 'file_urgent')).toBe('FLOW-ELSEWHERE');
    await expect(perform(acceptor, one, 'accept', { classId: 1, ruleId: 1 })).rejects.toMatchObject({
      code: 'FLOW-ELSEWHERE',
      params: { holder: 'centre 30' },
    });
    const urgent = { classId: 1, ruleId: 1, unitId: 31 };
    await expect(perform(shiftLeader, one, 'file_urgent', urgent)).rejects.toMatchObject({ code: 'FLOW-ELSEWHERE' });
    expect((await rowOf(one)).version).toBe(1);
  });

  it('is refused by it, which takes nothing but a reason: the clerk of the county does it', async () => {
    const one = await upload(3, 'collecting', null);
    await perform(acceptor, one, 'refuse_acceptance', { reason: '不属城管' }, true);
    await runClerk(database, deps, { tenantId: 3, cityId: 1, actor: 'clerk' });
    expect((await rowOf(one)).state).toBe('refused');
  });
});
