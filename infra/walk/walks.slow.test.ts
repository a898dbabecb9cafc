import { describe, it } from 'vitest';
import { walkOneOne } from './one-one.ts';
import { PRODUCT_URL as ORIGIN } from './environment.ts';
import { walkOneTwo } from './one-two.ts';

const WALK_MS = 300_000;

describe.skipIf(ORIGIN === '')('a case through real HTTP, as all people concerned', () => {
  it(
    'goes from the call to closed, and into the score of its county, where one desk supervises and commands',
    { timeout: WALK_MS },
    async () => {
      await walkOneOne(ORIGIN, console.log);
    },
  );

  it(
    'goes down to a county, up to a body of the city and back, and counts when it is closed',
    { timeout: WALK_MS },
    async () => {
      await walkOneTwo(ORIGIN, console.log);
    },
  );
});
