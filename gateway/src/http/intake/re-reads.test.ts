import { expect, test } from 'vitest';
import { MOST_RE_READS, reRead, reReadLines } from './re-reads.ts';

const [OURS, THEIRS] = [1, 2];
const never = new Promise<never>(() => undefined);

test('one tenant cannot have more than a few files read again at once, and takes nothing from another', async () => {
  let finish: () => void = () => undefined;
  const first = reRead(OURS, () => new Promise<void>((done) => (finish = done)));
  for (let count = 1; count < MOST_RE_READS; count++) void reRead(OURS, () => never);
  await expect(reRead(OURS, () => never)).rejects.toMatchObject({ code: 'QUOTA-REQUESTS' });
  await expect(reReadLines(OURS, (async function* () {})()).next()).rejects.toMatchObject({ code: 'QUOTA-REQUESTS' });
  expect(await reRead(THEIRS, async () => 'read')).toBe('read');
  finish();
  await first;
  expect(await reRead(OURS, async () => 'read')).toBe('read');
});

test('a place is given back by a reading that fails and by a reader that goes away', async () => {
  for (let count = 0; count < 2 * MOST_RE_READS; count++) {
    await expect(reRead(THEIRS, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    const lines = reReadLines(
      THEIRS,
      (async function* () {
        yield 'a';
        yield 'b';
      })(),
    );
    expect((await lines.next()).value).toBe('a');
    await lines.return(undefined);
  }
});
