import { expect, test } from 'vitest';
import { makeTurns } from './turns.ts';

const [OURS, THEIRS] = [1, 2];

test('a tenant has a few turns at a time and the rest in order; another tenant waits for none of them', async () => {
  const turns = makeTurns(2, 10);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map(async (number) => {
    const end = await turns.begin(OURS);
    begun.push(number);
    ends.push(end);
  });
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1]);
  (await turns.begin(THEIRS))();
  ends[0]!();
  ends[0]!(); // a second time counts for nothing
  await new Promise(setImmediate);
  expect(begun).toEqual([0, 1, 2]);
  ends[1]!();
  ends[2]!();
  await Promise.all(all);
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('whoever would wait behind too many is refused, and takes the turn of nobody', async () => {
  const turns = makeTurns(1, 1);
  const end = await turns.begin(OURS);
  const second = turns.begin(OURS);
  await expect(turns.begin(OURS)).rejects.toMatchObject({ code: 'QUOTA-REQUESTS' });
  end();
  (await second)();
  (await turns.begin(OURS))();
});
