import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { Problem } from '../kernel/problem.ts';
import { readCalendar } from '../calendars/read-calendar.ts';
import type { CountedFact } from './scheme/conditions.ts';
import { basesOf, matters } from './counting/figures.ts';
import { readGrid } from './counting/grid.ts';
import { lateAmong, mayBeLate } from './counting/late.ts';
import { readPeriod, readPeriodMembers, readPeriods, type Member, type Period } from './period/periods.ts';
import { rebuildFacts } from './counting/rebuild-facts.ts';
import { requireCity } from '../identity/require-city.ts';
import { wholePeriod } from './period/window.ts';
import { sumsOf } from './result/complete-groups.ts';
import { elsewhereIn } from './result/elsewhere.ts';
import { memberResult, type MemberResult } from './result/member-result.ts';
import { periodHash } from './result/period-hash.ts';
import { rank } from './result/rank.ts';
import { readInputs, type EnteredInputs } from './result/read-inputs.ts';
import { columnsOf, rulesOf, type Pinned } from './result/result.ts';
import { alteredIn, differing, readStoredResult, type StoredResult } from './result/stored-result.ts';
import { readScheme, type StoredScheme } from './scheme/schemes.ts';

export interface ReplayedMember {
  readonly tenantId: number;
  readonly name: string;
  readonly storedHash: string;
  readonly replayedHash: string;
  readonly isEqual: boolean;
  readonly storedScore: string | null;
  readonly replayedScore: string | null;
  /** What is stored otherwise than it comes out: columns, `rank`, `document`, `hash`; empty when equal. */
  readonly altered: readonly string[];
  /** Counters whose cases differ, with both counts; empty when equal. */
  readonly differences: readonly { readonly counter: string; readonly stored: number; readonly replayed: number }[];
}

export interface Replay {
  readonly label: string;
  readonly snapshot: number;
  readonly isEqual: boolean;
  readonly storedHash: string | null;
  readonly replayedHash: string;
  readonly members: readonly ReplayedMember[];
}

/**
 * Computes the snapshot in force of a period again from the events up to the epoch each county was frozen in, under the pinned
 * scheme, calendar and grid, each in the group it was frozen in, and compares everything that is stored and shown: columns,
 * documents, lists of cases, ranks, hashes. What was entered, and what was taken from other periods, is taken as it was frozen.
 * PERIOD-NOT-CLOSED for a period never closed, PERIOD-UNKNOWN for an unknown label.
 */
export async function replayPeriod(database: Database, city: Acting, label: string): Promise<Replay> {
  requireCity(city);
  const { period, periods, members, scheme } = await inTenant(database, 'rollup', city, async (trx) => {
    const period = await readPeriod(trx, city.cityId, label);
    const { scheme } = await readScheme(trx, city.cityId, period.schemeId, period.schemeVersion);
    const periods = await readPeriods(trx, city.cityId);
    return { period, periods, scheme, members: await readPeriodMembers(trx, city, period) };
  });
  const snapshot = period.published;
  if (snapshot === null) throw new Problem('PERIOD-NOT-CLOSED', { label });
  const pairs: Pair[] = [];
  for (const member of members) {
    const pair = await inTenant(database, 'rollup', member, (trx) =>
      replayMember(trx, period, snapshot, member, periods),
    );
    if (pair !== null) pairs.push(pair);
  }
  const ranks = rank(
    pairs.map(({ member, again }) => ({
      ...{ id: member.tenantId, group: again.document.group, score: again.document.score?.exact ?? null },
    })),
    scheme.document.ranks,
  );
  const replayed = pairs.map((pair) => {
    const group = pairs.filter(({ again }) => again.document.group === pair.again.document.group);
    const sums = sumsOf(
      scheme,
      group.map(({ again }) => again.document),
    );
    return compared(pair, period, ranks.get(pair.member.tenantId), sums);
  });
  const hash = periodHash(
    period,
    snapshot,
    pairs.map(({ member: { tenantId }, stored: { pinned }, again }) => {
      const place = ranks.get(tenantId);
      return { tenantId, pinned, hash: again.hash, rank: place?.rank ?? null, rankOf: place?.of ?? null };
    }),
  );
  const isEqual = hash === period.hash && replayed.every((member) => member.isEqual);
  return { label, snapshot, isEqual, storedHash: period.hash, replayedHash: hash, members: replayed };
}

/** What is stored of a member, and what comes out again. */
interface Pair {
  readonly member: Member;
  readonly stored: StoredResult;
  readonly again: MemberResult;
  /** What stands entered beside the result. */
  readonly inputs: EnteredInputs;
}

/** null for a county that joined after the closing. */
async function replayMember(
  trx: Trx,
  period: Period,
  snapshot: number,
  member: Member,
  periods: readonly Period[],
): Promise<Pair | null> {
  const stored = await readStoredResult(trx, member.tenantId, period.id, snapshot);
  if (stored === null) return null;
  const { pinned } = stored;
  const scheme = await readScheme(trx, member.cityId, pinned.scheme.id, pinned.scheme.version);
  if (scheme.hash !== pinned.scheme.hash) throw lost(`${scheme.id}@${scheme.version}`);
  const { window, facts } = await replayFacts(trx, period, member, scheme, stored, periods);
  const grid = await readGrid(trx, member.tenantId, window, rulesOf(pinned));
  const { cutAt, epoch, lastDataAt, document } = stored;
  const elsewhere = elsewhereIn(scheme.scheme, document);
  const versions = { stored: scheme, pinned, window, grid, inputs: document.inputs ?? {}, elsewhere };
  const frozenAs = { tenantId: member.tenantId, group: document.group };
  const again = memberResult(period, frozenAs, { ...versions, cutAt, epoch, lastDataAt, snapshot }, facts);
  const inputs = await readInputs(trx, member.tenantId, { id: period.id, snapshot });
  return { member, stored, again, inputs };
}

/** The facts that matter to the scheme, made again from the events of an epoch and earlier ones, and what of them is late. */
async function replayFacts(
  trx: Trx,
  period: Period,
  member: Member,
  { scheme }: StoredScheme,
  { pinned, epoch }: { readonly pinned: Pinned; readonly epoch: number },
  periods: readonly Period[],
) {
  const { tenantId } = member;
  const calendar = await readCalendar(trx, pinned.calendar.id, pinned.calendar.version);
  if (calendar === undefined) throw lost(`${pinned.calendar.id}@${pinned.calendar.version}`);
  const days = wholePeriod(period);
  const bases = basesOf(scheme);
  const counted = pinned.counted ?? [];
  const isCandidate = mayBeLate(bases, days, counted, periods);
  const facts: CountedFact[] = [];
  for await (const rebuilt of rebuildFacts(trx, tenantId, calendar, epoch)) {
    const fact = rulesOf(pinned) === 1 ? withoutHeldDay(rebuilt) : rebuilt;
    if (matters(scheme, bases, fact, days) || isCandidate(fact)) facts.push(fact);
  }
  const late = await lateAmong(trx, tenantId, bases, days, counted, periods, facts);
  return { facts, window: { ...days, late } };
}

/** Under the first rules a case belonged to no day by its deadline while its clock stood. */
const withoutHeldDay = (fact: CountedFact): CountedFact => (fact.dueAt === null ? { ...fact, dueDay: null } : fact);

function compared(
  { member, stored, again, inputs }: Pair,
  period: Period,
  place: { readonly rank: number; readonly of: number } | undefined,
  sums: Readonly<Record<string, string>>,
): ReplayedMember {
  const names = new Set([...Object.keys(stored.lists), ...Object.keys(again.lists)]);
  const differences = [...names].sort().flatMap((counter) => {
    const [before, after] = [stored.lists[counter] ?? [], again.lists[counter] ?? []];
    const isSame = Object.hasOwn(stored.lists, counter) && before.join() === after.join();
    return isSame ? [] : [{ counter, stored: before.length, replayed: after.length }];
  });
  const ranks = { rank: stored.rank, rankOf: stored.rankOf };
  const altered = new Set([
    ...alteredIn(period, stored),
    ...differing(stored.columns, columnsOf(again.document)),
    ...differing({ document: stored.document }, { document: again.document }),
    ...differing({ inputs: stored.document.inputs ?? {} }, { inputs }),
    ...differing(ranks, { rank: place?.rank ?? null, rankOf: place?.of ?? null }),
    ...(again.hash === stored.hash ? [] : ['hash']),
    ...Object.entries(sums).flatMap(([name, sum]) => (exactOf(again, name) === sum ? [] : [name])),
  ]);
  return {
    ...{ tenantId: member.tenantId, name: member.name, storedHash: stored.hash, replayedHash: again.hash },
    isEqual: altered.size === 0 && differences.length === 0,
    storedScore: stored.columns.score,
    replayedScore: again.document.score?.printed ?? null,
    ...{ altered: [...altered].sort(), differences },
  };
}

function exactOf({ document }: MemberResult, name: string): string | null {
  const value = document.values[name];
  return value?.state === 'value' ? value.exact : null;
}

/** Of a closed period nothing may be missing: somebody changed the database by hand. */
const lost = (version: string): Problem => new Problem('PERIOD-PINNED-LOST', { version });
