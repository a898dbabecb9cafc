import { setTimeout as wait } from 'node:timers/promises';
import { signIn, type Person } from './person.ts';

const PATIENCE_MS = 60_000;
/** So long unchanged, a score has followed all acts before. */
const SETTLED_MS = 3_000;
const AGAIN_MS = 250;

export interface Moved {
  readonly dueDay: string;
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
 * The shift leader of 蓬溪县 closes a case that waits for it, and the county’s provisional score moves. It is the one whose
 * disposal is due last in an open period: a case that is closed counts at once, also before its day is over. Null where none waits.
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
  const due = await Promise.all(queue.nodes.map((node) => dueOf(shiftLeader, node)));
  const latestFirst = queue.nodes
    .flatMap((node, at) => (due[at] === null ? [] : [{ ...node, dueAt: due[at]! }]))
    .sort((a, b) => b.dueAt - a.dueAt);
  for (const { tenantId, id: caseId, version, dueAt } of latestFirst) {
    const periodId = await openPeriodOf(city, civilDay(dueAt));
    if (periodId === null) continue;
    const before = await settledScore(city, periodId, tenantId);
    const answer = await shiftLeader.command('cases.close', { tenantId, caseId, version });
    if ('refused' in answer) throw new Error(JSON.stringify(answer.refused));
    return { dueDay: civilDay(dueAt), before, ...(await movedFrom(city, periodId, tenantId, before)) };
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

async function dueOf(person: Person, { tenantId, id }: Node): Promise<number | null> {
  const { case: seen } = await person.read<{ case: { dueAt: string | null } }>('DeskCase', { tenantId, id });
  return seen.dueAt === null ? null : Date.parse(seen.dueAt);
}

/** The open period that holds the day on which a disposal was or is due. */
async function openPeriodOf(city: Person, day: string): Promise<string | null> {
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
