import { expect, test } from 'vitest';
import { readAll, type Page } from './read-all.ts';

const PAGES: Record<string, Page<string>> = {
  first: { nodes: ['January', 'February'], pageInfo: { hasNextPage: true, endCursor: 'second' } },
  second: { nodes: ['March'], pageInfo: { hasNextPage: true, endCursor: 'third' } },
  third: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
};

test('a list is read to its end, each page from the last row of the one before', async () => {
  const asked: (string | null)[] = [];
  const rows = await readAll(async (after) => {
    asked.push(after);
    return PAGES[after ?? 'first']!;
  });
  expect(rows).toEqual(['January', 'February', 'March']);
  expect(asked).toEqual([null, 'second', 'third']);
});
