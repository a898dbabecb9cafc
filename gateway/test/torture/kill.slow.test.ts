import { beforeAll, describe, expect, test } from 'vitest';
import { blowsOf, histogram, type Place } from './blows.ts';
import { readSeeds } from './environment.ts';
import type { End } from './end.ts';
import { runThrough } from './run-through.ts';

const { count, from } = readSeeds();
const seeds = Array.from({ length: count }, (_, index) => from + index);
const struck: Place[] = [];
let undisturbed: End;

beforeAll(async () => {
  undisturbed = await runThrough([]);
});

describe('gateway and worker killed with −9', { timeout: 240_000 }, () => {
  test('an undisturbed upload has rows of every fate', () => {
    expect(undisturbed.report).toMatchObject({ state: 'completed_with_rejects', rows: 9000, doneRows: 9000 });
    const { outcomes } = undisturbed.report as { outcomes: Record<string, number> };
    for (const fate of ['created', 'updated', 'unchanged', 'superseded', 'rejected']) {
      expect(outcomes[fate], fate).toBeGreaterThan(50);
    }
  });

  test.each(seeds)('cannot change the end: seed %i', async (seed) => {
    const end = await runThrough(blowsOf(seed));
    struck.push(...end.struck);
    expect(end.report).toEqual(undisturbed.report);
    expect(end.tables).toEqual(undisturbed.tables);
  });

  describe('with outcomes in a transaction of their own', () => {
    const blow = { on: 'worker', at: 'committed, not acknowledged', depth: 0 } as const;
    test('no blow, no difference', async () => {
      const end = await runThrough([], './sabotaged-worker.ts');
      expect([end.report, end.tables]).toEqual([undisturbed.report, undisturbed.tables]);
    });
    test('a blow between the two is found out by report and tables', async () => {
      const end = await runThrough([blow], './sabotaged-worker.ts');
      expect(end.struck).toEqual([blow.at]);
      expect(end.report).not.toEqual(undisturbed.report);
      expect(end.tables).not.toEqual(undisturbed.tables);
      expect(end.tables['biz.case']).toBe(undisturbed.tables['biz.case']); // the cases are right, the report lies
    });
  });

  test('were struck at every place', () => {
    console.log(histogram(struck));
    for (const place of ['receive', 'between chunks', 'inside the merge', 'committed, not acknowledged'] as const) {
      expect(struck, place).toContain(place);
    }
  });
});
