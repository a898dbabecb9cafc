import { describe, expect, it } from 'vitest';
import { walkOneOne } from './one-one.ts';
import { PRODUCT_URL as ORIGIN } from './environment.ts';
import { walkOneTwo } from './one-two.ts';
import { closeAndWatchScore } from './score.ts';

const WALK_MS = 300_000;

describe.skipIf(ORIGIN === '')('a case through real HTTP, as all people concerned', () => {
  it('goes from the call to closed where one desk supervises and commands', { timeout: WALK_MS }, async () => {
    await walkOneOne(ORIGIN, console.log);
  });

  it('goes down to a county, and from a county up to a body of the city and back', { timeout: WALK_MS }, async () => {
    await walkOneTwo(ORIGIN, console.log);
  });

  it('moves the provisional score of its county when it is closed at a desk', { timeout: WALK_MS }, async () => {
    const moved = await closeAndWatchScore(ORIGIN);
    console.log(moved);
    expect(moved, 'a case that waits to be closed').not.toBeNull();
    expect(moved!.milliseconds).toBeLessThan(5_000);
  });
});
