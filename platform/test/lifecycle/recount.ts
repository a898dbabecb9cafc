import type { EventRow } from '../../src/cases/lifecycle/read-rows.ts';

/** What assessment counts of a case, as somebody would add it up who has only its events and a calendar on the wall. */
export interface Recount {
  reportedAt: Date;
  filedAt: Date | null;
  dispatchedAt: Date | null;
  disposedAt: Date | null;
  suspendedAt: Date | null;
  resumedAt: Date | null;
  closedAt: Date | null;
  refusedAt: Date | null;
  voidedAt: Date | null;
  leadUnitId: number | null;
  selfHandled: boolean;
  reworkCount: number;
  extensionCount: number;
  everSuspended: boolean;
  dueAt: Date | null;
  /** `dueAt`, while it stands the deadline it had before (platform/docs/decisions/0061). */
  heldDueAt: Date | null;
  pauseMs: number;
  extensionMs: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Every disposal of the walks has four working hours. */
const LIMIT = 4 * HOUR;
/** Nobody works on a weekend; there is no holiday from 12 October to the end of 2026, nor a make-up day. Beyond nobody walks. */
const isWorked = (midnight: number): boolean => ![0, 6].includes(new Date(midnight + 8 * HOUR).getUTCDay());
/** Of a day: 8–12 and 14–18. */
const PERIODS = [8, 14].map((from) => [from * HOUR, (from + 4) * HOUR] as const);
const ZONE = 8 * HOUR;

interface Span {
  readonly from: number;
  to: number;
}

/** The instant at which so much working time has passed since a start, spans left out; null where that never comes. */
function after(start: number, working: number, left: readonly Span[]): number | null {
  let rest = working;
  for (let midnight = Math.floor((start + ZONE) / DAY) * DAY - ZONE; ; midnight += DAY) {
    if (midnight > start + 200 * DAY) throw new Error('no end in sight');
    if (left.some(({ from, to }) => to === Infinity && from < midnight)) return null;
    if (!isWorked(midnight)) continue;
    for (const [from, to] of PERIODS) {
      let pieces = [{ from: Math.max(start, midnight + from), to: midnight + to }];
      for (const span of left) pieces = pieces.flatMap((piece) => without(piece, span));
      for (const piece of pieces.filter((one) => one.to > one.from)) {
        if (piece.to - piece.from >= rest) return piece.from + rest;
        rest -= piece.to - piece.from;
      }
    }
  }
}
const without = (piece: Span, span: Span): Span[] => [
  { from: piece.from, to: Math.min(piece.to, Math.max(piece.from, span.from)) },
  { from: Math.max(piece.from, Math.min(piece.to, span.to)), to: piece.to },
];

/** The disposal of one body. */
interface Work {
  readonly unitId: number | null;
  readonly startedAt: number;
  endedAt: number | null;
  /** Time that does not count: suspensions, and while the case was elsewhere between two works of the same body. */
  readonly left: Span[];
  extensions: number;
}
const dueOf = ({ startedAt, left, extensions }: Work): number | null =>
  after(startedAt, LIMIT * (1 + extensions), left);

const HAND_OVERS = new Set([
  ...['filed', 'file_returned', 'sent_down', 'passed_up', 'dispatched', 'returned', 'disposed', 'reworked'],
]);

/** Adds a case up, event by event in the order of its acts (workflow.md §3–§5). */
export function recount(events: readonly EventRow[]): Recount {
  const undone = new Set(events.filter(({ kind }) => kind === 'recalled').map(({ amends }) => amends));
  const versions = new Set(events.filter(({ id }) => undone.has(id)).map(({ version }) => version));
  const fact: Recount = {
    ...{ reportedAt: new Date(NaN), filedAt: null, dispatchedAt: null, disposedAt: null, suspendedAt: null },
    ...{ resumedAt: null, closedAt: null, refusedAt: null, voidedAt: null, leadUnitId: null },
    ...{ selfHandled: false, reworkCount: 0, extensionCount: 0, everSuspended: false, dueAt: null, pauseMs: 0 },
    ...{ heldDueAt: null, extensionMs: 0 },
  };
  let work: Work | null = null;
  let asked: { what: string; at: number } | null = null;
  let isSuspended = false;

  const goOn = (unitId: number | null, at: number): void => {
    fact.disposedAt = null;
    // What was suspended and has ended belongs to the work before.
    if (!isSuspended) fact.suspendedAt = fact.resumedAt = null;
    if (work !== null && work.unitId === unitId) {
      if (work.endedAt !== null) work.left.push({ from: work.endedAt, to: at });
      work.endedAt = null;
    } else work = { unitId, startedAt: at, endedAt: null, left: [], extensions: 0 };
  };
  const stop = (at: number): void => {
    if (work === null) return;
    for (const span of work.left) if (span.to === Infinity) span.to = at;
    work.endedAt ??= at;
  };

  for (const { id, kind, version, occurred_at: on, data } of events) {
    if (undone.has(id) || (HAND_OVERS.has(kind) && versions.has(version))) continue;
    const { act, leadUnitId, request, granted } = data as Record<string, unknown>;
    const at = on.getTime();
    switch (kind) {
      case 'reported':
        fact.reportedAt = on;
        break;
      case 'registered':
        fact.selfHandled = act === 'self_handle';
        break;
      case 'file_returned':
        if (act === 'to_normal_flow') fact.selfHandled = false;
        break;
      case 'filed':
        fact.filedAt = on;
        break;
      case 'dispatched':
        fact.dispatchedAt = on;
        fact.leadUnitId = leadUnitId as number;
        goOn(fact.leadUnitId, at);
        break;
      case 'disposed':
        fact.disposedAt = on;
        stop(at);
        break;
      case 'reworked':
        fact.reworkCount += 1;
        fact.closedAt = null;
        goOn(fact.leadUnitId, at);
        break;
      case 'returned':
        fact.leadUnitId = null;
        stop(at);
        break;
      case 'extended': {
        fact.extensionCount += 1;
        const due: number | null = dueOf(work!);
        if (due === null || asked!.at < due) work!.extensions += 1;
        break;
      }
      case 'suspended': {
        const due: number | null = dueOf(work!);
        const lifts = due !== null && at >= due && asked!.at < due;
        work!.left.push({ from: lifts ? asked!.at : at, to: Infinity });
        fact.suspendedAt = on;
        fact.resumedAt = null;
        fact.everSuspended = isSuspended = true;
        break;
      }
      case 'resumed':
        fact.resumedAt = on;
        isSuspended = false;
        for (const span of work!.left) if (span.to === Infinity) span.to = at;
        break;
      case 'closed':
        fact.closedAt = on;
        isSuspended = false; // closed by force meanwhile
        stop(at);
        break;
      case 'refused':
        fact.refusedAt = on;
        break;
      case 'voided':
        fact.voidedAt = on;
        stop(at);
        break;
    }
    if (/^(extension|return|suspension|void)_asked$/.test(kind)) asked = { what: kind.replace('_asked', ''), at };
    else if (kind === 'decided' && granted === false && request === asked?.what) asked = null;
  }
  if (work !== null) {
    const last: Work = work;
    const due = dueOf(last);
    fact.dueAt = due === null ? null : new Date(due);
    const held = due ?? dueOf({ ...last, left: last.left.filter(({ to }) => to !== Infinity) });
    fact.heldDueAt = held === null ? null : new Date(held);
    fact.extensionMs = last.extensions * LIMIT;
    fact.pauseMs = lengthOf(last.left.filter(({ from, to }) => to !== Infinity && (due === null || from < due)));
  }
  return fact;
}

/** Time that spans cover; where two overlap it counts once. */
function lengthOf(spans: readonly Span[]): number {
  let [sum, end] = [0, -Infinity];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return sum;
}
