import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { asOwner } from '../database/transaction.ts';
import {
  CLOCK_CONDITIONS,
  meaningSql,
  VERDICTS,
  verdictOf,
  verdictSql,
  type ClockCondition,
  type JudgedCase,
} from './judgement.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 9, day));
const nothing: JudgedCase = {
  selfHandled: false,
  disposedAt: null,
  closedAt: null,
  refusedAt: null,
  voidedAt: null,
  suspendedAt: null,
  resumedAt: null,
  dueAt: null,
};
const judged = (fields: Partial<JudgedCase>, day = 20) => verdictOf({ ...nothing, ...fields }, at(day));

describe('the verdict on a case', () => {
  it('is running until the deadline, that instant included, and overdue after it', () => {
    expect(judged({ dueAt: at(20) }, 19)).toBe('running');
    expect(judged({ dueAt: at(20) }, 20)).toBe('running');
    expect(judged({ dueAt: at(20) }, 21)).toBe('overdue');
  });
  it('looks at the end of disposal once there is one, whatever the clock says', () => {
    expect(judged({ dueAt: at(10), disposedAt: at(10) })).toBe('in_time');
    expect(judged({ dueAt: at(10), disposedAt: at(11) }, 5)).toBe('late');
    expect(judged({ dueAt: at(10), disposedAt: at(9), closedAt: at(15) })).toBe('in_time');
  });
  it('takes the closing for the end of disposal where there is no disposal time', () => {
    expect(judged({ dueAt: at(10), closedAt: at(9) })).toBe('in_time');
    expect(judged({ dueAt: at(10), closedAt: at(11) })).toBe('late');
  });
  it('is never overdue for a void, a refused or a self-handled case', () => {
    expect(judged({ dueAt: at(10), voidedAt: at(1) })).toBe('void');
    expect(judged({ dueAt: at(10), refusedAt: at(1) })).toBe('refused');
    expect(judged({ dueAt: at(10), refusedAt: at(1), voidedAt: at(2) })).toBe('void');
    expect(judged({ dueAt: at(10), selfHandled: true })).toBe('self_handled');
  });
  it('is suspended while the clock stands, but overdue where the suspension came after the deadline', () => {
    expect(judged({ suspendedAt: at(5) })).toBe('suspended');
    expect(judged({ suspendedAt: at(5), resumedAt: at(3) })).toBe('suspended');
    expect(judged({ dueAt: at(10), suspendedAt: at(15) })).toBe('overdue');
    expect(judged({ dueAt: at(10), suspendedAt: at(5), resumedAt: at(6) })).toBe('overdue');
  });
  it('says that there is no deadline, not that a case is in time, where no rule gave one', () => {
    expect(judged({})).toBe('no_deadline');
    expect(judged({ closedAt: at(5) })).toBe('no_deadline');
    expect(judged({ disposedAt: at(5), suspendedAt: at(2) })).toBe('no_deadline');
  });
});

describe('in memory and in SQL', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('every condition and every verdict is the same on any case at any instant', async () => {
    // Few days, so that instants meet and the edges of every comparison are tried.
    const day = fc.integer({ min: 1, max: 6 }).map(at);
    const maybe = fc.option(day, { nil: null, freq: 2 });
    const seldom = fc.tuple(fc.integer({ min: 0, max: 9 }), day).map(([n, d]) => (n === 0 ? d : null));
    const one = fc.record({
      selfHandled: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      disposedAt: maybe,
      closedAt: maybe,
      refusedAt: seldom,
      voidedAt: seldom,
      suspendedAt: maybe,
      resumedAt: maybe,
      dueAt: fc.option(day, { nil: null, freq: 5 }),
    }) satisfies fc.Arbitrary<JudgedCase>;
    const names = Object.keys(CLOCK_CONDITIONS) as ClockCondition[];
    const columns = [
      sql.raw(`${verdictSql('f', 'as_of')} as verdict`),
      ...names.map((name) => sql.raw(`${meaningSql(CLOCK_CONDITIONS[name], 'f', 'as_of')} as "${name}"`)),
    ];
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(one, day), { minLength: 50, maxLength: 100 }), async (cases) => {
        const rows = cases.map(([fields, asOf]) => ({ ...fields, asOf }));
        const { rows: found } = await asOwner(database, (trx) =>
          sql<Record<string, unknown>>`
            with given as (
              select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("selfHandled" boolean,
                "disposedAt" timestamptz, "closedAt" timestamptz, "refusedAt" timestamptz, "voidedAt" timestamptz,
                "suspendedAt" timestamptz, "resumedAt" timestamptz, "dueAt" timestamptz, "asOf" timestamptz)
            ), f as (
              select "selfHandled" as self_handled, "disposedAt" as disposed_at, "closedAt" as closed_at,
                "refusedAt" as refused_at, "voidedAt" as voided_at, "suspendedAt" as suspended_at,
                "resumedAt" as resumed_at, "dueAt" as due_at, "asOf" as as_of
              from given
            )
            select ${sql.join(columns)} from f`.execute(trx),
        );
        const expected = cases.map(([fields, asOf]) => ({
          verdict: verdictOf(fields, asOf),
          ...Object.fromEntries(names.map((name) => [name, CLOCK_CONDITIONS[name].memory(fields, asOf)])),
        }));
        for (const { verdict } of expected) seen.add(verdict);
        expect(found).toEqual(expected);
      }),
      { numRuns: 20 },
    );
    expect([...seen].sort()).toEqual([...VERDICTS].sort());
  });
});
