import type { WorkCalendar } from '../calendars/calendar.ts';
import { dueAt, isProvisional } from '../calendars/due-at.ts';
import { limitMs, type Limit } from '../calendars/limit.ts';
import { pausesOf, type Pause, type PauseReason } from '../calendars/pause.ts';
import { STEP_KINDS } from './fields.ts';
import { ENDS_OF_SUSPENSION, stepOf, type Occurrence } from './occurrences.ts';

/** Approved extensions that count; each adds the limit once more (workflow.md §4). */
export const MAX_EXTENSIONS = 2;

export interface CountedPause {
  /** Of a suspension asked for before the deadline and granted after it: when it was asked for. */
  readonly from: Date;
  readonly to: Date | null;
  readonly reason: PauseReason;
  /** False for one that began after the deadline: it lifts no overrun. */
  readonly counts: boolean;
}

export interface Extension {
  /** When it was asked for, else when it was granted. */
  readonly at: Date;
  readonly effect: 'added' | 'after_deadline' | 'third';
}

/** The disposal clock of one unit: from the dispatch to the end of its work, sent back and suspended as often as it was. */
export interface Turn {
  readonly startedAt: Date;
  readonly startedBy: 'dispatched' | 'filed';
  /** The body whose work it times; null where none is known. */
  readonly leadUnitId: number | null;
  readonly limit: Limit | null;
  /** End of the work, null while it goes on. */
  readonly endedAt: Date | null;
  readonly endedBy: Occurrence['kind'] | null;
  readonly pauses: readonly CountedPause[];
  readonly extensions: readonly Extension[];
  /** Null without a limit, and while a suspension that counts goes on. */
  readonly dueAt: Date | null;
  readonly dueProvisional: boolean;
  /** Wall time of the pauses that count and have ended. */
  readonly pauseMs: number;
  /** Time of the limit's own clock that extensions added. */
  readonly extensionMs: number;
}

/** One after another; the last is the one that is judged. Empty before the clock starts. */
export type Clock = readonly Turn[];

/**
 * The disposal clock of a case (workflow.md §4, §5): starts at dispatch, or at filing where a source keeps no dispatch times
 * (a case filed at a desk waits for its dispatch under the clock of that step); its limit is the one fixed by the act that
 * starts it, else that of the case; it
 * ends when the unit passes on. The same unit goes on where it stopped when a case comes back to it, another one starts
 * anew. Time of suspensions is added to the limit, and so is one limit for each of at most two extensions; what was asked
 * for after the deadline changes nothing. What was asked for before it and granted after it lifts the overrun: the clock of a
 * suspension then stands from the asking. Nothing counts that happens after the case was refused or is void.
 */
export function clockOf(occurrences: readonly Occurrence[], limit: Limit | null, calendar: WorkCalendar): Clock {
  // What acts did at one instant happened in the order of their versions; of what senders report, in that of the steps.
  const isOfActs = occurrences.every(({ act }) => act !== null);
  const all = occurrences
    .filter((one): one is Happened => one.at !== null)
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (isOfActs ? 0 : rankOf(a.kind) - rankOf(b.kind)));
  const over = all.findIndex(({ kind }) => OVER.has(kind));
  const happened = over < 0 ? all : all.slice(0, over + 1);
  const suspensions = suspensionsIn(happened);
  return turnsIn(happened).map((work, index, turns) => {
    const next = turns[index + 1]?.startedAt;
    // What had ended before is of the work of another body.
    const own = suspensions.filter(
      ({ from, to }) => (next === undefined || from < next) && (to === null || to > work.startedAt),
    );
    return turnOf(work, own, limit, calendar);
  });
}

type Happened = Occurrence & { readonly at: Date };

const rankOf = (kind: Occurrence['kind']): number => {
  const step = stepOf(kind);
  return step === null ? -1 : STEP_KINDS.indexOf(step);
};

/** After these nothing of a case is counted. */
const OVER: ReadonlySet<Occurrence['kind']> = new Set(['refused', 'voided', 'moved', 'merged']);

/**
 * Each ends when the case is resumed, else with disposal or closing; one that had ended, but whose end was put elsewhere, when
 * the case began again; all of them when it is suspended again.
 */
function suspensionsIn(happened: readonly Happened[]): Granted[] {
  if (!happened.some(({ kind }) => kind === 'suspended')) return [];
  return happened.flatMap((one, index) => {
    if (one.kind !== 'suspended') return [];
    const next = happened.findIndex((later, n) => n > index && later.kind === 'suspended' && later.at > one.at);
    const again = happened[next];
    const after = happened.slice(index + 1, next < 0 ? undefined : next);
    const end = ENDS_OF_SUSPENSION.flatMap((kind) => after.find((later) => later.kind === kind) ?? [])[0];
    const begun = one.isBehind ? after.find(({ kind }) => kind === 'dispatched' || kind === 'reworked') : undefined;
    return [{ from: one.at, to: (end ?? begun ?? again)?.at ?? null, askedAt: one.askedAt }];
  });
}

/** A pause, with when it was asked for where it was. */
interface Granted extends Pause {
  readonly askedAt: Date | null;
}

/** A turn before its deadline is known. */
interface Work extends Pick<Turn, 'startedAt' | 'startedBy'> {
  /** As fixed by the dispatch; null where the case has the only one. */
  readonly ownLimit: Limit | null;
  leadUnitId: number | null;
  endedAt: Date | null;
  endedBy: Occurrence['kind'] | null;
  /** Times between an end that was not accepted and the next dispatch to the same unit. */
  readonly waits: Pause[];
  readonly extended: Happened[];
}

/** What stops a clock that no disposal has stopped. */
const STOPS: ReadonlySet<Occurrence['kind']> = new Set([...OVER, 'closed', 'returned']);

function turnsIn(happened: readonly Happened[]): Work[] {
  const turns: Work[] = [];
  const isDispatched = happened.some((one) => one.kind === 'dispatched');
  const begin = ({ at: startedAt, leadUnitId, act }: Happened, startedBy: Work['startedBy']) =>
    turns.push({
      ...{ startedAt, startedBy, leadUnitId, ownLimit: act?.limit ?? null },
      ...{ endedAt: null, endedBy: null, waits: [], extended: [] },
    });
  for (const one of happened) {
    const { kind, at, toAnother } = one;
    const turn = turns.at(-1);
    if (kind === 'dispatched' || kind === 'reworked') {
      if (turn === undefined || toAnother) begin(one, 'dispatched');
      else {
        turn.leadUnitId = one.leadUnitId ?? turn.leadUnitId;
        if (turn.endedAt === null) continue;
        turn.waits.push({ from: turn.endedAt, to: at, reason: 'awaiting_dispatch' });
        turn.endedAt = turn.endedBy = null;
      }
    } else if (kind === 'filed') {
      if (turn === undefined && !isDispatched && one.act === null) begin(one, 'filed');
    } else if (turn === undefined) continue;
    else if (kind === 'disposed' || (STOPS.has(kind) && turn.endedAt === null)) {
      turn.endedAt = at;
      turn.endedBy = kind;
    } else if (kind === 'extended') turn.extended.push(one);
  }
  return turns;
}

function turnOf(work: Work, suspensions: readonly Granted[], common: Limit | null, calendar: WorkCalendar): Turn {
  const { startedAt, startedBy, leadUnitId, endedAt, endedBy, waits, extended } = work;
  const limit = work.ownLimit ?? common;
  const pauses: Pause[] = [...suspensions.filter(({ askedAt }) => askedAt === null), ...waits];
  const extensions: Extension[] = [];
  let added = 0;
  const dueNow = (): Date | null => (limit === null ? null : dueAt(calendar, startedAt, limit, pauses, added));
  const grants = [
    ...suspensions.flatMap((pause) => (pause.askedAt === null ? [] : { ...pause, at: pause.from, pause })),
    ...extended.map(({ at, askedAt }) => ({ at, askedAt, pause: null })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, askedAt, pause } of grants) {
    const asked = askedAt ?? at;
    const due = dueNow();
    const isOverrun = (time: Date): boolean => due !== null && time >= due;
    if (pause !== null) pauses.push(isOverrun(at) && !isOverrun(asked) ? { ...pause, from: asked } : pause);
    else if (added === MAX_EXTENSIONS) extensions.push({ at: asked, effect: 'third' });
    else if (isOverrun(asked)) extensions.push({ at: asked, effect: 'after_deadline' });
    else {
      added++;
      extensions.push({ at: asked, effect: 'added' });
    }
  }
  return {
    startedAt,
    startedBy,
    leadUnitId,
    limit,
    endedAt,
    endedBy,
    extensions,
    extensionMs: limit === null ? 0 : added * limitMs(calendar, limit),
    ...countedUntil(dueNow(), calendar, startedAt, limit, pauses),
  };
}

/** A deadline, whether it may still move, and the pauses with how far they count. */
export function countedUntil(
  due: Date | null,
  calendar: WorkCalendar,
  startedAt: Date,
  limit: Limit | null,
  pauses: readonly Pause[],
): Pick<Turn, 'dueAt' | 'dueProvisional' | 'pauses' | 'pauseMs'> {
  const isLate = (from: Date): boolean => due !== null && from >= due;
  const counted = pauses.filter(({ from, to }) => to !== null && !isLate(from));
  return {
    dueAt: due,
    dueProvisional: limit !== null && due !== null && isProvisional(calendar, startedAt, due, limit.unit),
    pauses: pauses.map(({ from, to, reason = 'suspended' }) => ({ from, to, reason, counts: !isLate(from) })),
    pauseMs: pausesOf(counted, startedAt.getTime()).reduce((sum, { from, to }) => sum + to - from, 0),
  };
}
