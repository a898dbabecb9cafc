import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

/** Reads that end when they are let end. */
function reads() {
  const ends: ((fault?: Error) => void)[] = [];
  const read = oneAtATime(
    () => new Promise((done, fail) => ends.push((fault) => (fault === undefined ? done() : fail(fault)))),
  );
  return { ends, read };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));

it('begins no read while one runs, and one for all who asked meanwhile', async () => {
  const { ends, read } = reads();
  const first = read();
  const later = [read(), read()];
  await settle();
  expect(ends).toHaveLength(1);
  ends[0]!();
  await first;
  await settle();
  expect(ends).toHaveLength(2);
  ends[1]!();
  await Promise.all(later);
  void read();
  expect(ends).toHaveLength(3);
});

it('reads again after one that failed, which only those learn who asked for it', async () => {
  const { ends, read } = reads();
  const first = read();
  const second = read();
  ends[0]!(new Error('cut'));
  await expect(first).rejects.toThrow('cut');
  await settle();
  ends[1]!();
  await expect(second).resolves.toBeUndefined();
});
