import { setTimeout as wait } from 'node:timers/promises';
import type { Person } from './person.ts';

const PATIENCE_MS = 60_000;
/** So long unchanged, a score has followed all acts before. */
const SETTLED_MS = 3_000;
const AGAIN_MS = 250;
/** How soon a case that is closed must be in the score. */
const SOON_MS = 5_000;

/** Whose score, and of which case. */
export interface Scored {
  /** Evaluates the counties. */
  readonly assessor: Person;
  readonly cityId: number;
  readonly tenantId: number;
  /** Instant at which the disposal of the case was or is due. */
  readonly dueAt: string;
}

/** What a county has in a provisional ranking. Cases closed, and closed in time, as the rates of its score count them. */
interface Standing {
  readonly score: string;
  readonly closed: number;
  readonly inTime: number;
}

/**
 * Reads the provisional score of the county in the open period that holds the day on which the case is due. What it gives is
 * called once the case was closed, in time, by a command: it waits until the score counts one case more and one in time more
 * (scheme liangji-region-1: 结案率, 按期结案率), and throws where that takes more than five seconds. Null where no period is open.
 */
export async function watchScore(of: Scored): Promise<((closedAt: number) => Promise<string>) | null> {
  const period = await openPeriodOf(of);
  if (period === null) return null;
  const before = await settled(of, period.id);
  return async (closedAt) => {
    for (;;) {
      const { score, closed, inTime } = await standingOf(of, period.id);
      const milliseconds = Date.now() - closedAt;
      if (closed === before.closed + 1 && inTime === before.inTime + 1) {
        if (milliseconds > SOON_MS) throw new Error(`the score followed after ${milliseconds} ms`);
        const counts = `结案 closed ${before.closed} → ${closed}，按期 in time ${before.inTime} → ${inTime}`;
        return `成绩 score ${period.label} ${before.score} → ${score}（${counts}，${milliseconds} ms）`;
      }
      if (milliseconds > PATIENCE_MS) {
        throw new Error(
          `one case more in ${JSON.stringify(before)} was expected, found ${JSON.stringify({ closed, inTime })}`,
        );
      }
      await wait(AGAIN_MS);
    }
  };
}

interface Period {
  readonly id: string;
  readonly label: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly state: string;
}

async function openPeriodOf({ assessor, cityId, dueAt }: Scored): Promise<Period | null> {
  const { periods } = await assessor.read<{ periods: { nodes: Period[] } }>('CityPeriods', { cityId });
  const day = civilDay(Date.parse(dueAt));
  return periods.nodes.find(({ state, fromDay, toDay }) => state === 'open' && fromDay <= day && day < toDay) ?? null;
}

/** In Suining, eight hours before UTC all year. */
export const civilDay = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

async function settled(of: Scored, periodId: string): Promise<Standing> {
  for (;;) {
    const standing = await standingOf(of, periodId);
    await wait(SETTLED_MS);
    const again = await standingOf(of, periodId);
    if (again.closed === standing.closed && again.inTime === standing.inTime) return again;
  }
}

async function standingOf({ assessor, cityId, tenantId }: Scored, periodId: string): Promise<Standing> {
  const { results } = await assessor.read<{
    results: { tenantId: number; score: string | null; indicators: { name: string; numerator: string | null }[] }[];
  }>('CityRanking', { cityId, periodId });
  const result = results.find((one) => one.tenantId === tenantId);
  const numerator = (name: string): number =>
    Number(result?.indicators.find((one) => one.name === name)?.numerator?.replaceAll(/\D/g, '') ?? 0);
  return {
    score: result?.score ?? '无 none',
    closed: numerator('closing_points'),
    inTime: numerator('on_time_closing_points'),
  };
}
