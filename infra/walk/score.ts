import { setTimeout as wait } from 'node:timers/promises';
import { signIn, type Person } from './person.ts';

const PATIENCE_MS = 60_000;
/** So long unchanged, a score has followed all acts before. */
const SETTLED_MS = 3_000;
const AGAIN_MS = 250;

export interface Moved {
  readonly before: string;
  readonly after: string;
  readonly milliseconds: number;
}

interface Node {
  readonly tenantId: number;
  readonly id: string;
  readonly version: number;
}

/**
 * The shift leader of 蓬溪县 closes a case that waits for it, and the county’s provisional score moves. It is one whose disposal
 * was due on an earlier day of an open period: deadlines of today count from tomorrow on. Null where none waits.
 */
export async function closeAndWatchScore(origin: string): Promise<Moved | null> {
  const [shiftLeader, city] = await Promise.all([
    signIn(origin, '蓬溪县 · 值班长 shift leader'),
    signIn(origin, '遂宁市 · 综合评价 assessor'),
  ]);
  const { unitId, cityId } = shiftLeader;
  const { queue } = await shiftLeader.read<{ queue: { nodes: Node[] } }>('DeskQueue', {
    ...{ cityId, holderUnitId: unitId, states: ['closing'], first: 50 },
  });
  for (const { tenantId, id: caseId, version } of queue.nodes) {
    const periodId = await openPeriodOf(city, shiftLeader, tenantId, caseId);
    if (periodId === null) continue;
    const before = await settledScore(city, periodId, tenantId);
    const answer = await shiftLeader.command('cases.close', { tenantId, caseId, version });
    if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
    return { before, ...(await movedFrom(city, periodId, tenantId, before)) };
  }
  return null;
}

async function movedFrom(city: Person, periodId: string, tenantId: number, before: string) {
  const closedAt = Date.now();
  for (;;) {
    const after = await scoreOf(city, periodId, tenantId);
    const milliseconds = Date.now() - closedAt;
    if (after !== before) return { after, milliseconds };
    if (milliseconds > PATIENCE_MS) throw new Error(`the score of the county stays ${before}`);
    await wait(AGAIN_MS);
  }
}

/** The open period that holds the day on which the disposal was due, where that day is over. */
async function openPeriodOf(city: Person, person: Person, tenantId: number, id: string): Promise<string | null> {
  const { case: seen } = await person.read<{ case: { dueAt: string } }>('DeskCase', { tenantId, id });
  const day = civilDay(Date.parse(seen.dueAt));
  if (day >= civilDay(Date.now())) return null;
  const { periods } = await city.read<{
    periods: { nodes: { id: string; fromDay: string; toDay: string; state: string }[] };
  }>('CityPeriods', { cityId: city.cityId });
  const open = periods.nodes.find(({ state, fromDay, toDay }) => state === 'open' && fromDay <= day && day < toDay);
  return open?.id ?? null;
}

/** In Suining, eight hours before UTC all year. */
const civilDay = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

async function settledScore(city: Person, periodId: string, tenantId: number): Promise<string> {
  for (;;) {
    const score = await scoreOf(city, periodId, tenantId);
    await wait(SETTLED_MS);
    if ((await scoreOf(city, periodId, tenantId)) === score) return score;
  }
}

async function scoreOf(city: Person, periodId: string, tenantId: number): Promise<string> {
  const { results } = await city.read<{ results: { tenantId: number; score: string | null }[] }>('CityRanking', {
    ...{ cityId: city.cityId, periodId },
  });
  return results.find((result) => result.tenantId === tenantId)?.score ?? 'none';
}
