import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WALK, walk } from '../../../test/lifecycle/walk.ts';
import { ACT_NAMES, type ActName } from './acts.ts';
import { MAKING_COMMANDS } from './commands.ts';

/** The rarest act, 派协办 after the dispatch, comes about ninety times. */
const OFTEN = 50;

it('10,000 walks keep what must hold, and come by every act many times', () => {
  const done = new Map<ActName, number>();
  const walks = fc.property(WALK, (steps) => {
    for (const { choice } of walk(steps)) if (choice !== null) done.set(choice.act, (done.get(choice.act) ?? 0) + 1);
  });
  fc.assert(walks, { numRuns: 10_000, seed: 2026, unbiased: true, endOnFailure: true });
  const onCases = ACT_NAMES.filter((act) => !(act in MAKING_COMMANDS));
  expect(onCases.filter((act) => (done.get(act) ?? 0) < OFTEN).map((act) => [act, done.get(act) ?? 0])).toEqual([]);
}, 1_800_000);
