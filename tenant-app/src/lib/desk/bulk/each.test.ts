import { expect, it } from 'vitest';
import { each } from './each.ts';

it('works every item once, in order, and never more than so many together', async () => {
  const [begun, ends]: [number[], (() => void)[]] = [[], []];
  const all = each([1, 2, 3, 4], 2, (item) => {
    begun.push(item);
    return new Promise((end) => ends.push(end));
  });
  expect(begun).toEqual([1, 2]);
  ends[1]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(begun).toEqual([1, 2, 3]);
  ends[0]?.();
  ends[2]?.();
  await new Promise((done) => setTimeout(done));
  ends[3]?.();
  await all;
  expect(begun).toEqual([1, 2, 3, 4]);
});
