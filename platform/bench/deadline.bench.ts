// Our working-time arithmetic against the obvious way: day after day, asking the package chinese-days whether it is worked.
import chineseDays from 'chinese-days';
import { dueAt } from '../src/calendars/due-at.ts';
import { DEFAULT_HOURS, minutesOfDay } from '../src/calendars/hours.ts';
import { isWorkingUnit, limitMs, type Limit } from '../src/calendars/limit.ts';
import { stateCouncilCalendar } from '../src/calendars/state-council.ts';
import { readCataloguePack } from '../src/catalogues/read-pack.ts';
import { median, print, round, say } from './report.ts';

const CLOCKS = 20_000;
const PAIRS = 15;
const GOAL = 5;
const DAY_MS = 86_400_000;
/** Wall clock of Asia/Shanghai minus UTC, all year since 1991. */
const OFFSET_MS = 8 * 3_600_000;
/** Years that both calendars know, less the longest limit. */
const [FIRST, LAST] = [Date.parse('2024-01-01T00:00:00+08:00'), Date.parse('2026-10-01T00:00:00+08:00')];

const calendar = stateCouncilCalendar();
const periods = DEFAULT_HOURS.periods.map(([from, to]) => [minutesOfDay(from) * 60_000, minutesOfDay(to) * 60_000] as const); // prettier-ignore

interface Clock {
  readonly start: Date;
  readonly limit: Limit;
}

/** Starts at any second of those years; limits are the printed ones that count working time, as often as they are printed. */
function sample(): Clock[] {
  const limits = readCataloguePack()
    .rules.filter(({ limitUnit }) => isWorkingUnit(limitUnit))
    .map(({ limitValue, limitUnit }) => ({ value: limitValue, unit: limitUnit }));
  let seed = 20_261_130;
  const next = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  return Array.from({ length: CLOCKS }, () => ({
    start: new Date(FIRST + next((LAST - FIRST) / 1000) * 1000),
    limit: limits[next(limits.length)]!,
  }));
}

/** The earliest instant at which the limit is used up, by a loop over days. */
function dueByDays({ start, limit }: Clock): number {
  let remaining = limitMs(calendar, limit);
  const wall = start.getTime() + OFFSET_MS;
  for (let day = Math.floor(wall / DAY_MS) * DAY_MS; ; day += DAY_MS) {
    if (!chineseDays.isWorkday(new Date(day).toISOString().slice(0, 10))) continue;
    for (const [from, to] of periods) {
      const begin = Math.max(wall, day + from);
      const worked = day + to - begin;
      if (worked <= 0) continue;
      if (remaining <= worked) return begin + remaining - OFFSET_MS;
      remaining -= worked;
    }
  }
}

const ours = ({ start, limit }: Clock): number => dueAt(calendar, start, limit)!.getTime();

/** Deadlines per second, and their sum, so that none is left out. */
function rate(clocks: readonly Clock[], due: (clock: Clock) => number): { perSecond: number; sum: number } {
  const started = performance.now();
  let sum = 0;
  for (const clock of clocks) sum += due(clock) % DAY_MS;
  return { perSecond: (clocks.length * 1000) / (performance.now() - started), sum };
}

const clocks = sample();
const differing = clocks.filter((clock) => ours(clock) !== dueByDays(clock));
if (differing.length > 0)
  throw new Error(`${differing.length} deadlines differ, first: ${JSON.stringify(differing[0])}`);
say(`${CLOCKS} deadlines are equal both ways`);

const runs = Array.from({ length: PAIRS }, (_, run) => {
  const [first, second] = run % 2 === 0 ? [ours, dueByDays] : [dueByDays, ours];
  const [one, two] = [rate(clocks, first), rate(clocks, second)];
  if (one.sum !== two.sum) throw new Error('the deadlines of a run differ');
  const [mine, reference] = run % 2 === 0 ? [one, two] : [two, one];
  return { mine: mine.perSecond, reference: reference.perSecond, ratio: mine.perSecond / reference.perSecond };
});
const ratio = median(runs.map((run) => run.ratio));
print({
  bench: 'deadline',
  ratio,
  goal: `>= ${GOAL}`,
  met: ratio >= GOAL,
  reference: 'the same deadlines by a loop over days with chinese-days',
  figures: {
    deadlines: CLOCKS,
    per_second: Math.round(median(runs.map(({ mine }) => mine))),
    reference_per_second: Math.round(median(runs.map(({ reference }) => reference))),
    ratios: runs.map((run) => round(run.ratio)),
    from: new Date(FIRST).toISOString(),
    to: new Date(LAST).toISOString(),
  },
});
