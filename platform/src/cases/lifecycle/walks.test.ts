import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WALK, walk } from '../../../test/lifecycle/walk.ts';
import { ACT_NAMES } from './acts.ts';
import { MAKING_COMMANDS } from './commands.ts';

it('500 walks keep what must hold, and come by every act', () => {
  const done = new Set<string>();
  const walks = fc.property(WALK, (steps) => {
    for (const { choice } of walk(steps)) if (choice !== null) done.add(choice.act);
  });
  fc.assert(walks, { numRuns: 500, seed: 9, unbiased: true, endOnFailure: true });
  expect(ACT_NAMES.filter((act) => !(act in MAKING_COMMANDS) && !done.has(act))).toEqual([]);
}, 120_000);
