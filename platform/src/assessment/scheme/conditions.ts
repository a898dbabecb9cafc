import type { CaseFact } from '../../cases/fact.ts';
import type { Condition, ConditionName, Counter } from './counters.ts';

/** What no counter looks at: it is not read for counting. */
export const UNCOUNTED = ['kind', 'classId', 'sourceCode', 'reportedAt'] as const satisfies (keyof CaseFact)[];

/** What the counters look at: one row of biz.case_fact. */
export interface CountedFact extends Omit<CaseFact, (typeof UNCOUNTED)[number]> {
  readonly caseId: string;
}

interface Meaning {
  readonly memory: (fact: CountedFact, asOf: Date) => boolean;
  /** Over alias `f` of biz.case_fact and `$asOf`; never null. */
  readonly sql: string;
}

/** A closed case without a disposal time was disposed by its closing at the latest. */
const disposalEnd = (fact: CountedFact): Date | null => fact.disposedAt ?? fact.closedAt;
const isBy = (instant: Date | null, limit: Date | null): boolean =>
  instant !== null && limit !== null && instant <= limit;
const isOverdue = (fact: CountedFact, asOf: Date): boolean => fact.dueAt !== null && fact.dueAt < asOf;

/** Neither resumed, disposed nor closed since it was suspended. */
function isSuspended(fact: CountedFact): boolean {
  const { suspendedAt, resumedAt, disposedAt, closedAt } = fact;
  const since = (instant: Date | null): boolean => instant !== null && suspendedAt !== null && instant >= suspendedAt;
  return suspendedAt !== null && closedAt === null && !since(resumedAt) && !since(disposedAt);
}

const SUSPENDED =
  '(f.suspended_at is not null and f.closed_at is null and (f.resumed_at is null or f.resumed_at < f.suspended_at) ' +
  'and (f.disposed_at is null or f.disposed_at < f.suspended_at))';
const OVERDUE = '(f.due_at is not null and f.due_at < $asOf)';
const DISPOSED = '(f.disposed_at is not null or f.closed_at is not null)';

/** The one place where a condition is given its meaning, in memory and in SQL; tested equal on random facts. */
const MEANINGS: Readonly<Record<ConditionName, Meaning>> = {
  void: { memory: (f) => f.voidedAt !== null, sql: 'f.voided_at is not null' },
  self_handled: { memory: (f) => f.selfHandled, sql: 'f.self_handled' },
  patrol: { memory: (f) => f.sourceGroup === 'patrol', sql: "f.source_group = 'patrol'" },
  filed: { memory: (f) => f.filedAt !== null, sql: 'f.filed_at is not null' },
  refused: { memory: (f) => f.refusedAt !== null, sql: 'f.refused_at is not null' },
  dispatched: { memory: (f) => f.dispatchedAt !== null, sql: 'f.dispatched_at is not null' },
  disposed: { memory: (f) => disposalEnd(f) !== null, sql: DISPOSED },
  disposed_in_time: {
    memory: (f) => isBy(disposalEnd(f), f.dueAt),
    sql: 'coalesce(coalesce(f.disposed_at, f.closed_at) <= f.due_at, false)',
  },
  closed: { memory: (f) => f.closedAt !== null, sql: 'f.closed_at is not null' },
  closed_in_time: { memory: (f) => isBy(f.closedAt, f.dueAt), sql: 'coalesce(f.closed_at <= f.due_at, false)' },
  timed: { memory: (f) => f.dueAt !== null, sql: 'f.due_at is not null' },
  overdue: { memory: isOverdue, sql: OVERDUE },
  disposed_or_overdue: {
    memory: (f, asOf) => disposalEnd(f) !== null || isOverdue(f, asOf),
    sql: `(${DISPOSED} or ${OVERDUE})`,
  },
  suspended: { memory: isSuspended, sql: SUSPENDED },
  ever_suspended: { memory: (f) => f.suspendedAt !== null, sql: 'f.suspended_at is not null' },
  reworked: { memory: (f) => f.reworkCount > 0, sql: 'f.rework_count > 0' },
  extended: { memory: (f) => f.extensionCount > 0, sql: 'f.extension_count > 0' },
  without_cell: { memory: (f) => f.cellId === null, sql: 'f.cell_id is null' },
};

function meaningOf(condition: Condition): { readonly negated: boolean; readonly meaning: Meaning } {
  const negated = condition.startsWith('not ');
  return { negated, meaning: MEANINGS[(negated ? condition.slice(4) : condition) as ConditionName] };
}

/** Whether a counter counts a case, as the case stood at `asOf`. */
export function counts(counter: Counter, fact: CountedFact, asOf: Date): boolean {
  return counter.all.every((condition) => {
    const { negated, meaning } = meaningOf(condition);
    return meaning.memory(fact, asOf) !== negated;
  });
}

/** The number a counter takes from a case it counts. */
export function amount(counter: Counter, fact: CountedFact): number {
  if (counter.sum === undefined) return 1;
  return counter.sum === 'rework_count' ? fact.reworkCount : fact.extensionCount;
}

/** The same as an aggregate in SQL over alias `f`; `asOf` is an SQL expression for the instant of evaluation. */
export function aggregateSql(counter: Counter, asOf: string): string {
  const filter = whereSql(counter, asOf);
  return counter.sum === undefined
    ? `count(*) filter (where ${filter})`
    : `coalesce(sum(f.${counter.sum}) filter (where ${filter}), 0)`;
}

/** The condition of a counter in SQL over alias `f`. */
export function whereSql(counter: Counter, asOf: string): string {
  return counter.all
    .map((condition) => {
      const { negated, meaning } = meaningOf(condition);
      const sql = meaning.sql.replaceAll('$asOf', () => asOf);
      return negated ? `not (${sql})` : `(${sql})`;
    })
    .join(' and ');
}
