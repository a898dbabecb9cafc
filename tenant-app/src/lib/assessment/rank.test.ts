import { expect, test } from 'vitest';
import { rankText } from './rank.ts';

test('a rank is shown with the size of its group, in the word of the group', () => {
  expect(rankText({ rank: 5, rankOf: 5 }, 'county')).toBe('第 5 名（共 5 个区县）');
  expect(rankText({ rank: 1, rankOf: 2 }, 'zone')).toBe('第 1 名（共 2 个功能区）');
});
