import { expect, test } from 'vitest';
import { isAllInOrder } from './words.ts';

const none = {
  ...{ createdCount: 0, updatedCount: 0, unchangedCount: 0, staleCount: 0, supersededCount: 0 },
  ...{ skippedCount: 0, rejectedCount: 0 },
};

test('all rows are in order only where each was taken or left aside by the mapping, and there was one', () => {
  const all = { ...none, rowCount: 4, createdCount: 1, updatedCount: 1, unchangedCount: 1, skippedCount: 1 };
  expect(isAllInOrder(all)).toBe(true);
  expect(isAllInOrder({ ...all, skippedCount: 0, supersededCount: 1 })).toBe(false);
  expect(isAllInOrder({ ...all, skippedCount: 0, staleCount: 1 })).toBe(false);
  expect(isAllInOrder({ ...all, skippedCount: 0, rejectedCount: 1 })).toBe(false);
  expect(isAllInOrder({ ...none, rowCount: 0 })).toBe(false);
  expect(isAllInOrder({ ...none, rowCount: null })).toBe(false);
});
