import fc from 'fast-check';
import { it } from 'vitest';
import { WALK, walk } from '../../../test/lifecycle/walk.ts';

it('10,000 walks of their own way keep what must hold', () => {
  fc.assert(
    fc.property(WALK, (steps) => void walk(steps)),
    { numRuns: 10_000, endOnFailure: true },
  );
}, 1_800_000);
