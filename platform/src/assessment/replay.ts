import type { Acting, Database, Trx } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { Problem } from '../kernel/problem.ts';
import { readCalendar } from '../calendars/read-calendar.ts';
import { periodHash } from './close-period.ts';
import type { CountedFact } from './scheme/conditions.ts';
import { basesOf, matters, type ListedFigures } from './counting/figures.ts';
import { readPeriod, readPeriodMembers, type Member, type Period } from './period/periods.ts';
import { regionResult } from './period/region-result.ts';
import { rebuildFacts } from './counting/rebuild-facts.ts';
import { requireCity } from '../identity/require-city.ts';
import { wholePeriod } from './period/window.ts';
import { memberResult } from './result/member-result.ts';
import type { Pinned } from './result/result.ts';
import { readScheme, type StoredScheme } from './scheme/schemes.ts';

export interface ReplayedMember {
  readonly tenantId: number;
  readonly name: string;
  readonly storedHash: string;
  readonly replayedHash: string;
  readonly isEqual: boolean;
  readonly storedScore: string | null;
  readonly replayedScore: string | null;
  /** Counters whose cases differ, with both counts; empty when equal. */
  readonly differences: readonly { readonly counter: string; readonly stored: number; readonly replayed: number }[];
}

export interface Replay {
  readonly label: string;
  readonly isEqual: boolean;
  readonly storedHash: string | null;
  readonly replayedHash: string;
  readonly members: readonly ReplayedMember[];
}

/**
 * Computes a closed period again from the events up to the epoch each county was frozen in, under the pinned scheme and calendar,
 * each in the group it was frozen in.
 * Stored figures are read only to compare. PERIOD-NOT-CLOSED for a period still open, PERIOD-UNKNOWN for an unknown label.
 */
export async function replayPeriod(database: Database, city: Acting, label: string): Promise<Replay> {
  requireCity(city);
  const { period, members } = await inTenant(database, 'rollup', city, async (trx) => {
    const period = await readPeriod(trx, city.cityId, label);
    return { period, members: await readPeriodMembers(trx, city, period) };
  });
  if (period.state !== 'closed') throw new Problem('PERIOD-NOT-CLOSED', { label });
  const replayed: ReplayedMember[] = [];
  for (const member of members) {
    const one = await inTenant(database, 'rollup', member, (trx) => replayMember(trx, period, member));
    if (one !== null) replayed.push(one);
  }
  const hash = periodHash(
    period,
    replayed.map(({ tenantId, replayedHash }) => ({ tenantId, hash: replayedHash })),
  );
  const isEqual = hash === period.hash && replayed.every((member) => member.isEqual);
  return { label, isEqual, storedHash: period.hash, replayedHash: hash, members: replayed };
}

/** null for a county that joined after the closing. */
async function replayMember(trx: Trx, period: Period, member: Member): Promise<ReplayedMember | null> {
  const frozen = await trx
    .selectFrom('biz.result')
    .select(['snapshot', 'pinned', 'cut_at', 'epoch', 'hash', 'score', 'document'])
    .where('tenant_id', '=', member.tenantId)
    .where('period_id', '=', period.id)
    .where(regionResult)
    .where('is_frozen', '=', true)
    .executeTakeFirst();
  if (frozen === undefined) return null;
  const pinned = frozen.pinned as unknown as Pinned;
  const stored = await readScheme(trx, member.cityId, pinned.scheme.id, pinned.scheme.version);
  if (stored.hash !== pinned.scheme.hash) throw lost(`${stored.id}@${stored.version}`);
  const versions = { stored, pinned, cutAt: frozen.cut_at };
  const facts = await replayFacts(trx, period, member, versions, frozen.epoch);
  const { document, lists, hash } = await memberResult(trx, period, member, versions, facts);
  const isEqual = hash === frozen.hash;
  return {
    tenantId: member.tenantId,
    name: member.name,
    storedHash: frozen.hash,
    replayedHash: hash,
    isEqual,
    storedScore: frozen.score,
    replayedScore: document.score?.printed ?? null,
    differences: isEqual ? [] : await compareLists(trx, period, member, frozen.snapshot, lists),
  };
}

/** The facts that matter to the scheme, made again from the events of an epoch and earlier ones. */
async function replayFacts(
  trx: Trx,
  period: Period,
  member: Member,
  { stored, pinned }: { readonly stored: StoredScheme; readonly pinned: Pinned },
  epoch: number,
): Promise<CountedFact[]> {
  const calendar = await readCalendar(trx, pinned.calendar.id, pinned.calendar.version);
  if (calendar === undefined) throw lost(`${pinned.calendar.id}@${pinned.calendar.version}`);
  const window = wholePeriod(period);
  const bases = basesOf(stored.scheme);
  const facts: CountedFact[] = [];
  for await (const fact of rebuildFacts(trx, member.tenantId, calendar, epoch)) {
    if (matters(stored.scheme, bases, fact, window)) facts.push(fact);
  }
  return facts;
}

/** Counters whose stored cases, in the snapshot that is in force, are not those counted again. */
async function compareLists(
  trx: Trx,
  period: Period,
  member: Member,
  snapshot: number,
  replayed: ListedFigures['lists'],
): Promise<ReplayedMember['differences']> {
  const stored = await trx
    .selectFrom('biz.result_list')
    .select(['counter', 'case_ids'])
    .where('tenant_id', '=', member.tenantId)
    .where('period_id', '=', period.id)
    .where('snapshot', '=', snapshot)
    .where('object_kind', '=', 'region')
    .execute();
  return stored.flatMap(({ counter, case_ids }) => {
    const again = replayed[counter as keyof typeof replayed] ?? [];
    if (case_ids.join() === again.join()) return [];
    return [{ counter, stored: case_ids.length, replayed: again.length }];
  });
}

/** Of a closed period nothing may be missing: somebody changed the database by hand. */
const lost = (version: string): Problem => new Problem('PERIOD-PINNED-LOST', { version });
