import type { CaseFact } from '../../cases/fact.ts';
import { CLOCK_CONDITIONS, meaningSql, type ClockCondition, type Meaning } from '../../cases/judgement.ts';
import type { Condition, ConditionName, Counter } from './counters.ts';

/** What no counter looks at: it is not read for counting. */
export const UNCOUNTED = [
  'kind',
  'classId',
  'sourceCode',
  'reportedAt',
  'pauseMs',
  'extensionMs',
  'calendarId',
  'calendarVersion',
  'seen',
] as const satisfies (keyof CaseFact)[];

/** What the counters look at: one row of biz.case_fact. */
export interface CountedFact extends Omit<CaseFact, (typeof UNCOUNTED)[number]> {
  readonly caseId: string;
}

/** Its clock stands: it has no deadline now, and the day of the one it had. */
const isHeld = (f: CountedFact): boolean => f.dueAt === null && f.dueDay !== null;
const HELD = '($f.due_at is null and $f.due_day is not null)';

/** Conditions about the clock have their meaning from judgement; these are the others. */
const OTHERS: Readonly<Record<Exclude<ConditionName, ClockCondition>, Meaning<CountedFact>>> = {
  patrol: { memory: (f) => f.sourceGroup === 'patrol', sql: "$f.source_group = 'patrol'" },
  filed: { memory: (f) => f.filedAt !== null, sql: '$f.filed_at is not null' },
  dispatched: { memory: (f) => f.dispatchedAt !== null, sql: '$f.dispatched_at is not null' },
  disposed_or_due_or_held: {
    memory: (f, asOf) =>
      CLOCK_CONDITIONS.disposed.memory(f, asOf) || CLOCK_CONDITIONS.due_passed.memory(f, asOf) || isHeld(f),
    sql: `(${CLOCK_CONDITIONS.disposed.sql} or ${CLOCK_CONDITIONS.due_passed.sql} or ${HELD})`,
  },
  disposed_or_due_passed: {
    memory: (f, asOf) => CLOCK_CONDITIONS.disposed.memory(f, asOf) || CLOCK_CONDITIONS.due_passed.memory(f, asOf),
    sql: `(${CLOCK_CONDITIONS.disposed.sql} or ${CLOCK_CONDITIONS.due_passed.sql})`,
  },
  without_limit: { memory: (f) => f.dueDay === null, sql: '$f.due_day is null' },
  ever_suspended: { memory: (f) => f.everSuspended, sql: '$f.ever_suspended' },
  reworked: { memory: (f) => f.reworkCount > 0, sql: '$f.rework_count > 0' },
  extended: { memory: (f) => f.extensionCount > 0, sql: '$f.extension_count > 0' },
  without_cell: { memory: (f) => f.cellId === null, sql: '$f.cell_id is null' },
};

/** The one place where a condition is given its meaning, in memory and in SQL; tested equal on random facts. */
const MEANINGS: Readonly<Record<ConditionName, Meaning<CountedFact>>> = { ...CLOCK_CONDITIONS, ...OTHERS };

function meaningOf(condition: Condition): { readonly negated: boolean; readonly meaning: Meaning<CountedFact> } {
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
      const sql = meaningSql(meaning, 'f', asOf);
      return negated ? `not (${sql})` : `(${sql})`;
    })
    .join(' and ');
}
