import { stateCouncilCalendar } from '../../../calendars/state-council.ts';
import { dueAt } from '../../../calendars/due-at.ts';
import { makeCatalogues } from '../../../catalogues/catalogues.ts';
import { readCataloguePack } from '../../../catalogues/read-pack.ts';
import type { Position } from '../../../geography/crs.ts';
import { boundsOf, contains } from '../../../geography/outline.ts';
import type { Outline } from '../../../geography/outline.ts';
import type { TenantManifest } from '../../manifest/manifest.ts';
import type { Profile } from './profiles.ts';
import { randomOf } from './random.ts';
import type { Random } from './random.ts';
import type { Step, Story } from './story.ts';
import { SUBJECTS } from './subjects.ts';
import { present } from '../../../kernel/present.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Midnight of 1 October 2026 in Asia/Shanghai. */
const MONTH_START = Date.UTC(2026, 8, 30, 16);
/** The counties exported their month at this moment; what happened later is not in it. */
export const EXPORTED_AT = new Date(Date.UTC(2026, 10, 2, 1));

const STREETS = ['滨江路', '明月路', '兴园路', '渠河路', '和平路', '育才路', '遂州路', '德水路', '凯旋路', '香林路'];

const catalogues = makeCatalogues(readCataloguePack());
const calendar = stateCouncilCalendar();
const WHEEL = SUBJECTS.flatMap(([ruleId, weight, duty]) => {
  const rule = present(catalogues.ruleById(ruleId), `rule ${ruleId}`);
  const row = present(rule.classId === null ? null : catalogues.classById(rule.classId), `class of rule ${ruleId}`);
  return Array.from({ length: weight }, () => ({ rule, duty, row }));
});

/** The county's October 2026: `profile.cases` stories in order of report, the same on every machine. */
export function makeStories(manifest: TenantManifest, profile: Profile): Story[] {
  const random = randomOf(`${manifest.slug} 2026-10`);
  const reports = Array.from({ length: profile.cases }, () => reportTime(random, profile)).sort((a, b) => a - b);
  return reports.map((reported, index) => makeStory(random, manifest, profile, index + 1, reported));
}

function makeStory(
  random: Random,
  manifest: TenantManifest,
  profile: Profile,
  number: number,
  reported: number,
): Story {
  const { rule, duty, row } = random.pick(WHEEL);
  const isPublic = random.chance(profile.publicReports);
  const { steps, due } = makeSteps(random, profile, rule, reported, isPublic);
  const seen = Object.fromEntries(Object.entries(steps).filter(([, at]) => at <= EXPORTED_AT)) as Story['steps'];
  return {
    number,
    kind: row.kind,
    classCode: row.code,
    className: row.name,
    rule,
    duty,
    source: isPublic
      ? random.pick(['hotline', 'hotline', 'web', 'leader'])
      : random.pick(['collector', 'collector', 'video']),
    position: makePosition(random, manifest),
    address: `${random.pick(STREETS)}${random.int(1, 260)}号${random.pick(['附近', '门口', '对面', '东侧'])}`,
    steps: seen,
    due: seen.dispatched ? due : null,
    rework: seen.closed && random.chance(profile.rework) ? 1 : 0,
    extensions: seen.disposed && random.chance(0.04) ? 1 : 0,
    selfHandled: !isPublic && random.chance(0.03),
    // Made-up people on numbers of an exchange that does not exist.
    reporter: isPublic
      ? {
          name: `市民${random.pick([...'甲乙丙丁戊己庚辛'])}`,
          phone: `0825-0000${String(random.int(0, 999)).padStart(3, '0')}`,
        }
      : null,
    changed: new Date(Math.max(...Object.values(seen).map((at) => at.getTime()))),
  };
}

/** Most reports by day; never on a silent day. */
function reportTime(random: Random, { silent }: Profile): number {
  let day = random.int(1, 31);
  while (silent.includes(day)) day = random.int(1, 31);
  const hour = random.chance(0.9) ? 7 + random.next() * 12 : random.next() * 24;
  return toSecond(MONTH_START + (day - 1) * DAY + hour * HOUR);
}

function makeSteps(
  random: Random,
  profile: Profile,
  rule: Story['rule'],
  reported: number,
  isPublic: boolean,
): { steps: Partial<Record<Step, Date>>; due: Date | null } {
  const steps: Partial<Record<Step, Date>> = { reported: new Date(reported) };
  const after = (from: number, shortest: number, longest: number) =>
    toSecond(from + shortest + random.next() * (longest - shortest));
  if (random.chance(isPublic ? 0.06 : 0.01)) {
    steps.refused = new Date(after(reported, 5 * MINUTE, 60 * MINUTE));
    return { steps, due: null };
  }
  const filed = after(reported, 4 * MINUTE, 40 * MINUTE);
  steps.filed = new Date(filed);
  if (random.chance(0.012)) {
    steps.voided = new Date(after(filed, 10 * MINUTE, 5 * HOUR));
    return { steps, due: null };
  }
  const dispatched = after(filed, 3 * MINUTE, 30 * MINUTE);
  steps.dispatched = new Date(dispatched);
  let pause = 0;
  if (random.chance(0.015)) {
    const suspended = after(dispatched, 10 * MINUTE, 60 * MINUTE);
    steps.suspended = new Date(suspended);
    if (random.chance(0.3)) return { steps, due: null };
    pause = (1 + random.int(0, 4)) * DAY;
    steps.resumed = new Date(suspended + pause);
  }
  const pauses = steps.suspended && steps.resumed ? [{ from: steps.suspended, to: steps.resumed }] : [];
  const due = dueAt(calendar, steps.dispatched, { value: rule.limitValue, unit: rule.limitUnit }, pauses);
  if (due === null || random.chance(profile.open)) return { steps, due };
  const allowed = due.getTime() - dispatched - pause;
  const disposed = random.chance(profile.late)
    ? due.getTime() + (0.1 + random.next() * 1.5) * Math.max(allowed, 2 * HOUR)
    : dispatched + pause + (0.15 + random.next() * 0.8) * allowed;
  steps.disposed = new Date(toSecond(Math.max(disposed, (steps.resumed?.getTime() ?? 0) + MINUTE)));
  steps.closed = new Date(after(steps.disposed.getTime(), 20 * MINUTE, 10 * HOUR));
  return { steps, due };
}

/** Nineteen of twenty cases lie in the core, crowding towards a few cells; the rest anywhere in the county. */
function makePosition(random: Random, manifest: TenantManifest): Position {
  const outline = manifest.areas[0]!.outline as Outline;
  if (random.chance(0.95)) {
    const cells = manifest.cells;
    const crowded = Math.floor(cells.length * random.next() ** 1.6);
    const cell = cells[(crowded * 37) % cells.length]!;
    return roundPosition(inBox(random, boundsOf(cell.outline as Outline)));
  }
  for (;;) {
    const position = roundPosition(inBox(random, boundsOf(outline)));
    if (contains(outline, position)) return position;
  }
}

function inBox(random: Random, [west, south, east, north]: readonly [number, number, number, number]): Position {
  return [west + (0.05 + 0.9 * random.next()) * (east - west), south + (0.05 + 0.9 * random.next()) * (north - south)];
}

/** Six decimals, as exports carry (0.1 m). */
export function roundPosition([longitude, latitude]: Position): Position {
  return [Math.round(longitude * 1e6) / 1e6, Math.round(latitude * 1e6) / 1e6];
}

function toSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
