import { message } from '../../kernel/message.ts';
import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { dayNumberOf } from '../../calendars/zone.ts';
import { requireCity } from '../../identity/require-city.ts';
import { readScheme } from '../scheme/schemes.ts';

export interface Period {
  readonly id: string;
  /** What people call it, unique in a city: "2026-10". */
  readonly label: string;
  /** Periods of one series do not overlap; those of several may: week, ten_days, month, year or a name of one's own. */
  readonly series: string;
  readonly fromDay: string;
  /** Excluded. */
  readonly toDay: string;
  readonly schemeId: string;
  readonly schemeVersion: number;
  /** Of the latest snapshot. */
  readonly state: 'open' | 'closing' | 'closed';
  /** The latest one, from 1: opening a period again makes the next. */
  readonly snapshot: number;
  /** The snapshot in force: the latest that was closed; null before the first closing. */
  readonly published: number | null;
  /** Why the latest snapshot was opened; null for the first. */
  readonly reason: string | null;
  /** Of the snapshot in force. */
  readonly closedAt: Date | null;
  readonly hash: string | null;
}

/** The snapshot whose figures are shown: the one in force, the running one before any was published. */
export const shownSnapshot = ({ snapshot, published }: Pick<Period, 'snapshot' | 'published'>): number =>
  published ?? snapshot;

export type PeriodPlan = Pick<Period, 'label' | 'series' | 'fromDay' | 'toDay' | 'schemeId' | 'schemeVersion'>;

/** A county or zone that is scored. */
export interface Member extends Acting {
  readonly slug: string;
  readonly name: string;
  readonly group: string;
  readonly timeZone: string;
  readonly configVersion: number;
}

/**
 * Opens a period of a city. The same plan again returns the period that is there; another plan under the same label is
 * PERIOD-EXISTS, one that overlaps a period of its series PERIOD-OVERLAPS. The scheme must be stored (SCHEME-MISSING)
 * and must have a group for every county and zone (SYS-INPUT).
 */
export async function openPeriod(database: Database, deps: Deps, city: Acting, plan: PeriodPlan): Promise<Period> {
  requireCity(city);
  checkDays(plan);
  requireSeries(plan.series);
  return inTenant(database, 'city', city, async (trx) => {
    const { scheme } = await readScheme(trx, city.cityId, plan.schemeId, plan.schemeVersion);
    const groups = new Set(scheme.document.groups.map((group) => group.key));
    const homeless = (await readMembers(trx, city)).find((member) => !groups.has(member.group));
    if (homeless !== undefined) {
      throw new Problem('SYS-INPUT', {
        reason: message('period.no-group', { scheme: plan.schemeId, group: homeless.group }),
      });
    }
    await lockPeriods(trx, city);
    await requireFreeDays(trx, city.cityId, plan);
    const written = await trx
      .insertInto('biz.period')
      .values({
        tenant_id: city.tenantId,
        city_id: city.cityId,
        id: deps.ids.next(),
        label: plan.label,
        series: plan.series,
        from_day: plan.fromDay,
        to_day: plan.toDay,
        scheme_id: plan.schemeId,
        scheme_version: plan.schemeVersion,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'label']).doNothing())
      .returning('id')
      .execute();
    if (written.length > 0) {
      await openSnapshot(trx, deps, city, { periodId: written[0]!.id, snapshot: 1, reason: null });
    }
    const period = await readPeriod(trx, city.cityId, plan.label);
    if (written.length > 0) {
      await writeAudit(trx, deps, city, { action: 'period.open', subject: plan.label, data: { ...plan } });
    } else if (Object.entries(plan).some(([key, value]) => period[key as keyof PeriodPlan] !== value)) {
      throw new Problem('PERIOD-EXISTS', { label: plan.label });
    }
    return period;
  });
}

/** First key of the advisory lock under which periods of a city are opened, closed and filled in; the second is the city. */
const PERIODS_LOCK = 734_005;

/** One of these after another in a city, until the transaction ends. */
export async function lockPeriods(trx: Trx, city: Pick<Acting, 'cityId'>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${PERIODS_LOCK}::int, ${city.cityId}::int)`.execute(trx);
}

/** Begins a snapshot of a period. For role city. */
export async function openSnapshot(
  trx: Trx,
  { clock }: Deps,
  city: Acting,
  {
    periodId,
    snapshot,
    reason,
  }: { readonly periodId: string; readonly snapshot: number; readonly reason: string | null },
): Promise<void> {
  await trx
    .insertInto('biz.period_snapshot')
    .values({
      ...{ tenant_id: city.tenantId, city_id: city.cityId, period_id: periodId, snapshot, reason },
      ...{ opened_at: clock.now(), opened_by: city.actor },
    })
    .execute();
}

async function requireFreeDays(trx: Trx, cityId: number, plan: PeriodPlan): Promise<void> {
  const taken = (await readPeriods(trx, cityId)).find(
    (period) =>
      period.label !== plan.label &&
      period.series === plan.series &&
      period.fromDay < plan.toDay &&
      period.toDay > plan.fromDay,
  );
  if (taken === undefined) return;
  const { label, series } = plan;
  throw new Problem('PERIOD-OVERLAPS', { label, series, other: `${taken.label} (${taken.fromDay} – ${taken.toDay})` });
}

/** SYS-INPUT for a name that no series can have. */
export function requireSeries(series: string): void {
  if (/^[a-z][a-z0-9_-]{0,31}$/.test(series)) return;
  throw new Problem('SYS-INPUT', { reason: message('period.series', { series: series.slice(0, 64) }) });
}

/** What can be stored and read by people. */
export const isShown = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

function checkDays({ label, fromDay, toDay }: PeriodPlan): void {
  try {
    if (label.trim() === '' || !isShown(label) || dayNumberOf(fromDay) >= dayNumberOf(toDay))
      throw new RangeError('from before to');
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Problem('SYS-INPUT', { reason: message('period.days', { label, from: fromDay, to: toDay }) }, { cause });
  }
}

const COLUMNS = ['id', 'label', 'series', 'from_day', 'to_day', 'scheme_id', 'scheme_version'] as const;

/** The period of a city by its label; PERIOD-UNKNOWN names those there are. */
export async function readPeriod(trx: Trx, cityId: number, label: string): Promise<Period> {
  const periods = await readPeriods(trx, cityId);
  const period = periods.find((each) => each.label === label);
  if (period === undefined) {
    const known = periods.map((each) => each.label).join(', ') || '-';
    throw new Problem('PERIOD-UNKNOWN', { label: label.slice(0, 64), known });
  }
  return period;
}

/** The periods of a city, latest first. */
export async function readPeriods(trx: Trx, cityId: number): Promise<Period[]> {
  const rows = await trx
    .selectFrom('biz.period')
    .select([...COLUMNS])
    .where('tenant_id', '=', cityId)
    .orderBy('from_day', 'desc')
    .orderBy('id')
    .execute();
  const snapshots = await trx
    .selectFrom('biz.period_snapshot')
    .select(['period_id', 'snapshot', 'state', 'reason', 'closed_at', 'hash'])
    .where('tenant_id', '=', cityId)
    .orderBy('snapshot', 'desc')
    .execute();
  const byPeriod = Map.groupBy(snapshots, (each) => each.period_id);
  return rows.flatMap((row) => {
    const own = byPeriod.get(row.id) ?? [];
    const latest = own[0];
    if (latest === undefined) return [];
    const published = own.find(({ state }) => state === 'closed');
    return [
      {
        id: row.id,
        label: row.label,
        series: row.series,
        fromDay: row.from_day,
        toDay: row.to_day,
        schemeId: row.scheme_id,
        schemeVersion: row.scheme_version,
        state: latest.state as Period['state'],
        snapshot: latest.snapshot,
        published: published?.snapshot ?? null,
        reason: latest.reason,
        closedAt: published?.closed_at ?? null,
        hash: published?.hash ?? null,
      },
    ];
  });
}

/** The counties and zones of a city that are scored today, by tenant id. */
export function readMembers(trx: Trx, city: Acting): Promise<Member[]> {
  return readGrouped(trx, city, new Map());
}

/**
 * The members of a period, by tenant id: those it froze, in the group they were frozen in, whatever group they are in
 * today; beside them, as their results are still to come, whoever is scored today. For role rollup or city.
 */
export async function readPeriodMembers(trx: Trx, city: Acting, period: Pick<Period, 'id'>): Promise<Member[]> {
  const frozen = await trx
    .selectFrom('biz.result')
    .select(['tenant_id', 'rank_group'])
    .where('city_id', '=', city.cityId)
    .where('period_id', '=', period.id)
    .where('object_kind', '=', 'region')
    .where('is_frozen', '=', true)
    .orderBy('snapshot')
    .execute();
  return readGrouped(trx, city, new Map(frozen.map((row) => [row.tenant_id, row.rank_group])));
}

/** Tenants in their group of today, or in the one given for them; without those in none. */
async function readGrouped(trx: Trx, city: Acting, given: ReadonlyMap<number, string | null>): Promise<Member[]> {
  const rows = await trx
    .selectFrom('biz.tenant')
    .select(['tenant_id', 'slug', 'name', 'rank_group', 'time_zone', 'config_version'])
    .where('city_id', '=', city.cityId)
    .where('kind', '<>', 'city')
    .orderBy('tenant_id')
    .execute();
  return rows.flatMap((row) => {
    const group = given.get(row.tenant_id) ?? row.rank_group;
    if (group === null) return [];
    return [
      {
        tenantId: row.tenant_id,
        cityId: city.cityId,
        actor: city.actor,
        slug: row.slug,
        name: row.name,
        group,
        timeZone: row.time_zone,
        configVersion: row.config_version,
      },
    ];
  });
}
