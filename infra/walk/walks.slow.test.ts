import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { walkOneOne } from './one-one.ts';
import { PRODUCT_URL as ORIGIN } from './environment.ts';
import { walkOneTwo } from './one-two.ts';
import { civilDay } from './score.ts';

const WALK_MS = 300_000;
const LIANGJI = fileURLToPath(new URL('../../gateway/bin/liangji.mjs', import.meta.url));
const WEEK_MS = 7 * 86_400_000;

/** What a walk prints, and how often the score moved in it. */
function heard() {
  const lines: string[] = [];
  const print = (line: string): void => {
    lines.push(line);
    console.log(line);
  };
  return { print, scores: () => lines.filter((line) => /结案 closed \d+ → \d+/.test(line)).length };
}

describe.skipIf(ORIGIN === '')('a case through real HTTP, as all people concerned', () => {
  beforeAll(async () => {
    // At the end of a month a case of today is due in the next one, which nobody has opened yet.
    const [today, ahead] = [civilDay(Date.now()), civilDay(Date.now() + WEEK_MS)];
    if (today.slice(0, 7) === ahead.slice(0, 7)) return;
    const days = ['--series', 'walk-hops', '--from', today, '--to', ahead];
    await promisify(execFile)(process.execPath, [LIANGJI, 'period', 'open', 'HOPS', ...days]);
  }, WALK_MS);

  it(
    'goes from the call to closed, and into the score of its county, where one desk supervises and commands',
    { timeout: WALK_MS },
    async () => {
      const { print, scores } = heard();
      await walkOneOne(ORIGIN, print);
      expect(scores()).toBe(1);
    },
  );

  it(
    'goes down to a county, up to a body of the city and back, and counts when it is closed',
    { timeout: WALK_MS },
    async () => {
      const { print, scores } = heard();
      await walkOneTwo(ORIGIN, print);
      expect(scores()).toBe(2);
    },
  );
});
