import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { WILLOW } from '../../../test/people.ts';
import type { CasePicture } from '../../cases/fields.ts';
import { inTenant } from '../../database/transaction.ts';
import { figuresFromBuckets } from './count-buckets.ts';
import { countFact, readFacts } from './count-facts.ts';
import { readGrid } from './grid.ts';
import { checkScheme } from '../scheme/check-scheme.ts';
import type { Scheme } from '../scheme/compile-scheme.ts';
import { COUNTER_NAMES } from '../scheme/counters.ts';
import { figuresOf } from './figures.ts';
import { foldTenant } from './fold.ts';
import { shippedSchemes } from '../scheme/shipped-schemes.ts';
import { foldedBuckets, recountedBuckets } from '../../../test/assessment/buckets.ts';
import { local, record, picture, prepareRiverton, standingDeps } from '../../../test/assessment/cases.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-11-20 09:00'));
/** The cases of willow. */
const known = new Set<string>();

beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
});
afterAll(() => database.drop());

const minute = (from: string, days: number): fc.Arbitrary<Date> =>
  fc.integer({ min: 0, max: days * 1440 }).map((minutes) => new Date(local(from).getTime() + minutes * 60_000));
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { freq: 3 });
/** Any picture an upload may paint: dates, classes, cells and sources move freely, steps may be missing or disordered. */
const anyPicture: fc.Arbitrary<CasePicture> = fc
  .record({
    classId: maybe(fc.integer({ min: 1, max: 3 })),
    cellId: maybe(fc.integer({ min: 1, max: 6 })),
    sourceGroup: fc.constantFrom('patrol', 'public'),
    limitValue: maybe(fc.constantFrom('1', '4', '8')),
    limitUnit: fc.constantFrom('working_hour', 'working_day', 'urgent_hour'),
    reportedAt: minute('2026-09-20 00:00', 50),
    filedAt: maybe(minute('2026-09-20 00:00', 50)),
    dispatchedAt: maybe(minute('2026-09-20 00:00', 50)),
    disposedAt: maybe(minute('2026-09-20 00:00', 50)),
    closedAt: maybe(minute('2026-09-20 00:00', 50)),
    refusedAt: fc.option(minute('2026-09-20 00:00', 50), { freq: 1 }).map((at) => at),
    voidedAt: fc.boolean().chain((isVoid) => (isVoid ? maybe(minute('2026-09-20 00:00', 50)) : fc.constant(null))),
    suspendedAt: fc.boolean().chain((is) => (is ? maybe(minute('2026-09-20 00:00', 50)) : fc.constant(null))),
    resumedAt: maybe(minute('2026-09-20 00:00', 50)),
    selfHandled: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    reworkCount: fc.integer({ min: 0, max: 2 }),
    extensionCount: fc.integer({ min: 0, max: 2 }),
  })
  .map((fields) => picture(fields as Partial<CasePicture>));

/** Uploads: each touches a case already there (by its place in the list) or brings a new one. */
const uploads = fc.array(fc.record({ which: fc.integer({ min: 0, max: 30 }), next: anyPicture }), {
  minLength: 1,
  maxLength: 12,
});

async function upload(batch: { which: number; next: CasePicture }[]): Promise<void> {
  for (const { which, next } of batch) {
    const id = [...known][which] ?? randomUUID();
    await record(database, deps, WILLOW, id, next);
    known.add(id);
  }
}

const fold = async (): Promise<void> => {
  while ((await foldTenant(database, WILLOW)).more);
};

function schemeOf(id: string, change: (document: any) => void = () => undefined): Scheme {
  const document = structuredClone(shippedSchemes().find((each) => (each as { id: string }).id === id));
  change(document);
  const checked = checkScheme(document);
  if (!checked.ok) throw new Error(JSON.stringify(checked.reasons));
  return checked.scheme;
}

/** Every counter there is, each named in a formula. */
const everything = (document: any): void => {
  for (const name of COUNTER_NAMES) {
    const title = { zh: name, en: name };
    document.definitions[`see_${name}`] = { kind: 'formula', title, formula: name, print: 'count' };
  }
};
const schemes: [string, Scheme][] = [
  ['liangji-region-1', schemeOf('liangji-region-1', everything)],
  ['yuncheng-2026', schemeOf('yuncheng-2026', everything)],
  [
    'cases by report, disposed, closing time, suspended kept',
    schemeOf('liangji-region-1', (document) => {
      everything(document);
      document.belonging = { date: 'reported', except: {} };
      document.backlog.kept = false;
      document.need_archive.reading = 'disposed';
      document.in_time.judged_by = 'closing_time';
      document.suspended.cases = 'kept';
    }),
  ],
  [
    'cases by closing, overdue counted by the clock',
    schemeOf('liangji-region-1', (document) => {
      everything(document);
      document.belonging = { date: 'filed', except: { archive_num: 'closed' } };
      document.backlog.kept = false;
    }),
  ],
];
/** October seen after its end, and seen on its 20th in the morning. */
const views = [
  { asOf: local('2026-11-20 09:00'), window: { fromDay: '2026-10-01', toDay: '2026-11-01', dueToDay: '2026-11-01' } },
  { asOf: local('2026-10-20 09:00'), window: { fromDay: '2026-10-01', toDay: '2026-11-01', dueToDay: '2026-10-20' } },
];

describe('after any uploads that move dates, classes and cells', () => {
  it('folding equals a full recount, bucket by bucket, and buckets, SQL and memory count the same', async () => {
    await fc.assert(
      fc.asyncProperty(uploads, async (batch) => {
        await upload(batch);
        await fold();
        expect(await foldedBuckets(database, WILLOW)).toEqual(await recountedBuckets(database, WILLOW));
        for (const [name, scheme] of schemes) {
          for (const { asOf, window } of views) {
            await inTenant(database, 'rollup', WILLOW, async (trx) => {
              const facts = await readFacts(trx, WILLOW.tenantId, scheme, window);
              const grid = await readGrid(trx, WILLOW.tenantId, window, 2);
              const { lists, ...figures } = figuresOf(scheme, window, facts, grid, asOf, 2);
              expect(await figuresFromBuckets(trx, WILLOW.tenantId, scheme, window, grid, asOf), name).toEqual(figures);
              for (const counter of scheme.counters) {
                const count = await countFact(trx, WILLOW.tenantId, scheme, counter, window, asOf);
                expect(count, `${name} ${counter}`).toBe(figures.counters[counter]);
                if (!counter.startsWith('multi_')) expect(lists[counter]).toHaveLength(count);
              }
            });
          }
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('two folds at once leave what one leaves', async () => {
    await upload(fc.sample(uploads, { numRuns: 6, seed: 7 }).flat());
    await Promise.all([fold(), fold(), fold()]);
    expect(await foldedBuckets(database, WILLOW)).toEqual(await recountedBuckets(database, WILLOW));
  });

  it('an emptied set of marks has nothing to fold', async () => {
    expect(await foldTenant(database, WILLOW)).toEqual({ buckets: 0, more: false });
  });
});
