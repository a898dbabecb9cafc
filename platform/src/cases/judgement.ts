import type { CasePicture } from './fields.ts';

/**
 * What is judged of a case by the clock: the one meaning of overdue, in time, suspended, void …, as a table that is read in
 * memory and in SQL alike (property-tested equal on a real database). Lists, pages, counters and scores all ask here.
 */

/** What is judged: instants of a case or of its fact. */
export interface JudgedCase extends Pick<
  CasePicture,
  'selfHandled' | 'disposedAt' | 'closedAt' | 'refusedAt' | 'voidedAt' | 'suspendedAt' | 'resumedAt'
> {
  /** Our disposal deadline; null without a rule, before the clock starts, and while a suspension goes on. */
  readonly dueAt: Date | null;
}

/** A condition with its one meaning, in both languages. */
export interface Meaning<T> {
  readonly memory: (one: T, asOf: Date) => boolean;
  /** Over `$f`, the alias of biz.case or biz.case_fact, and `$asOf`; never null. */
  readonly sql: string;
}

/** A closed case without a disposal time was disposed by its closing at the latest. */
const disposalEnd = (one: JudgedCase): Date | null => one.disposedAt ?? one.closedAt;
const isBy = (instant: Date | null, deadline: Date | null): boolean =>
  instant !== null && deadline !== null && instant <= deadline;
const isSince = (instant: Date | null, from: Date): boolean => instant !== null && instant >= from;

function isSuspended({ suspendedAt, resumedAt, disposedAt, closedAt }: JudgedCase): boolean {
  return (
    suspendedAt !== null && closedAt === null && !isSince(resumedAt, suspendedAt) && !isSince(disposedAt, suspendedAt)
  );
}
const SUSPENDED =
  '($f.suspended_at is not null and $f.closed_at is null ' +
  'and ($f.resumed_at is null or $f.resumed_at < $f.suspended_at) ' +
  'and ($f.disposed_at is null or $f.disposed_at < $f.suspended_at))';

/** The conditions every judgement is made of. */
const CONDITIONS = {
  void: { memory: (c) => c.voidedAt !== null, sql: '$f.voided_at is not null' },
  refused: { memory: (c) => c.refusedAt !== null, sql: '$f.refused_at is not null' },
  self_handled: { memory: (c) => c.selfHandled, sql: '$f.self_handled' },
  closed: { memory: (c) => c.closedAt !== null, sql: '$f.closed_at is not null' },
  closed_in_time: { memory: (c) => isBy(c.closedAt, c.dueAt), sql: 'coalesce($f.closed_at <= $f.due_at, false)' },
  disposed: {
    memory: (c) => disposalEnd(c) !== null,
    sql: '($f.disposed_at is not null or $f.closed_at is not null)',
  },
  disposed_in_time: {
    memory: (c) => isBy(disposalEnd(c), c.dueAt),
    sql: 'coalesce(coalesce($f.disposed_at, $f.closed_at) <= $f.due_at, false)',
  },
  /** Has a deadline. */
  timed: { memory: (c) => c.dueAt !== null, sql: '$f.due_at is not null' },
  due_passed: {
    memory: (c, asOf) => c.dueAt !== null && c.dueAt < asOf,
    sql: '($f.due_at is not null and $f.due_at < $asOf)',
  },
  /** Neither resumed, disposed nor closed since it was suspended. */
  suspended: { memory: isSuspended, sql: SUSPENDED },
  /** Suspended before the deadline: one that began after it leaves the deadline, and the overrun, where it was. */
  clock_stands: { memory: (c) => isSuspended(c) && c.dueAt === null, sql: `(${SUSPENDED} and $f.due_at is null)` },
} satisfies Record<string, Meaning<JudgedCase>>;

export type ClockCondition = keyof typeof CONDITIONS;
export const CLOCK_CONDITIONS: Readonly<Record<ClockCondition, Meaning<JudgedCase>>> = CONDITIONS;

/**
 * What the clock says of a case; the first row that holds is the verdict. Void, refused and self-handled cases are out of
 * every figure about time (evaluation.md §4), so they are never overdue.
 */
const VERDICT_TABLE = [
  ['void', ['void']],
  ['refused', ['refused']],
  ['self_handled', ['self_handled']],
  ['in_time', ['disposed_in_time']],
  ['late', ['timed', 'disposed']],
  ['overdue', ['due_passed']],
  ['running', ['timed']],
  ['suspended', ['clock_stands']],
  ['no_deadline', []],
] as const satisfies readonly (readonly [string, readonly ClockCondition[]])[];

/**
 * in_time, late: disposal ended by the deadline, or after it. overdue, running: not ended, deadline passed, or still ahead.
 * suspended: the clock stands and so there is no deadline now. no_deadline: no rule gave a limit, or the clock never started.
 */
export type Verdict = (typeof VERDICT_TABLE)[number][0];
export const VERDICTS: readonly Verdict[] = VERDICT_TABLE.map(([verdict]) => verdict);

/** The verdict on a case at an instant. */
export function verdictOf(one: JudgedCase, asOf: Date): Verdict {
  for (const [verdict, conditions] of VERDICT_TABLE) {
    if (conditions.every((name: ClockCondition) => CLOCK_CONDITIONS[name].memory(one, asOf))) return verdict;
  }
  throw new Error('the last row of the table holds for every case');
}

/** How long a case is, or was, over its deadline at an instant, milliseconds; null for one that is in time or has none. */
export function overrunOf(one: JudgedCase, asOf: Date): number | null {
  const verdict = verdictOf(one, asOf);
  if (one.dueAt === null || (verdict !== 'overdue' && verdict !== 'late')) return null;
  const end = verdict === 'late' ? (disposalEnd(one) ?? asOf) : asOf;
  return end.getTime() - one.dueAt.getTime();
}

/** The SQL of a meaning over an alias of biz.case or biz.case_fact; `asOf` is an SQL expression for the instant. */
export function meaningSql({ sql }: Pick<Meaning<never>, 'sql'>, alias: string, asOf: string): string {
  return sql.replaceAll('$f', () => alias).replaceAll('$asOf', () => asOf);
}

/** The verdict as an SQL expression of type text; arguments as in `meaningSql`. */
export function verdictSql(alias: string, asOf: string): string {
  const rows = VERDICT_TABLE.map(([verdict, conditions]) => {
    const all = conditions.map((name) => meaningSql(CLOCK_CONDITIONS[name], alias, asOf)).join(' and ');
    return all === '' ? `else '${verdict}'` : `when ${all} then '${verdict}'`;
  });
  return `case ${rows.join(' ')} end`;
}
