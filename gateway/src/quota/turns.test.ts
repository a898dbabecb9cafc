import { expect, test } from 'vitest';
import { makeTurns } from './turns.ts';

const [OURS, THEIRS] = [1, 2];

/** Until what has its turn has begun. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise(setImmediate);
}

test('a tenant has a few turns at a time and the rest in order; another tenant waits for none of them', async () => {
  const turns = makeTurns(2, 10);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map(async (number) => {
    const end = await turns.begin(OURS);
    begun.push(number);
    ends.push(end);
  });
  await settle();
  expect(begun).toEqual([0, 1]);
  (await turns.begin(THEIRS))();
  ends[0]!();
  ends[0]!(); // a second time counts for nothing
  await settle();
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

test('a tenant of whom some have waited for a second without a break has one turn at a time until nobody waits', async () => {
  let now = 0;
  const turns = makeTurns(3, 10, () => now);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const ask = (number: number): void =>
    void turns.begin(OURS).then((end) => {
      begun.push(number);
      ends[number] = end;
    });
  for (const number of [0, 1, 2, 3, 4, 5]) ask(number);
  await settle();
  now = 999;
  ends[0]!();
  await settle();
  expect(begun).toEqual([0, 1, 2, 3]); // busy, no flood yet
  now = 1_000;
  ends[1]!();
  ends[2]!();
  await settle();
  expect(begun).toEqual([0, 1, 2, 3]); // one of it runs
  (await turns.begin(THEIRS))();
  ends[3]!();
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  ends[4]!();
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]); // nobody waits any more
  ask(6);
  ask(7);
  await settle();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});
