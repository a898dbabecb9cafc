import { expect, it } from 'vitest';
import { systemDeps } from './deps.ts';

it('ids are uuid v7 of now, each above the one before, however many are made in a millisecond', () => {
  const before = Date.now();
  const ids = Array.from({ length: 5_000 }, () => systemDeps.ids.next());
  const millisecondsOf = (id: string) => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(millisecondsOf(ids[0]!)).toBeGreaterThanOrEqual(before);
  expect(millisecondsOf(ids.at(-1)!)).toBeLessThanOrEqual(Date.now() + 1);
});
