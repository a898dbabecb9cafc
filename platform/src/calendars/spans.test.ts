import { expect, test } from 'vitest';
import { bySpan } from './spans.ts';

const ROWS = [
  { name: 'old', fromDay: '2026-01-01', toDay: '2026-10-20' },
  { name: 'new', fromDay: '2026-10-20', toDay: null },
  { name: 'always', fromDay: '2025-06-01', toDay: null },
];

test('an instant has the rows of its civil day in the zone, and what follows from them is made once a span', () => {
  const asked: string[] = [];
  const namesAt = bySpan(ROWS, 'Asia/Shanghai', (day) => {
    asked.push(day);
    return ROWS.filter((row) => row.fromDay <= day && (row.toDay === null || row.toDay > day)).map(({ name }) => name);
  });
  expect(asked).toEqual([]);
  // Midnight of 20 October in Shanghai is 16:00 of the 19th in UTC.
  expect(namesAt(new Date('2026-10-19T15:59:59.999Z'))).toEqual(['old', 'always']);
  expect(namesAt(new Date('2026-10-19T16:00:00Z'))).toEqual(['new', 'always']);
  expect(namesAt(new Date('2030-01-01T00:00:00Z'))).toEqual(['new', 'always']);
  expect(namesAt(new Date('2026-03-01T00:00:00Z'))).toEqual(['old', 'always']);
  expect(namesAt(new Date('2025-07-01T00:00:00Z'))).toEqual(['always']);
  expect(namesAt(new Date('2024-01-01T00:00:00Z'))).toEqual([]);
  expect(asked).toEqual(['2026-01-01', '2026-10-20', '2025-06-01', '']);
});

test('without rows everything is one span', () => {
  const made = bySpan([], 'Asia/Shanghai', () => ({}));
  expect(made(new Date(0))).toBe(made(new Date('2026-10-19T16:00:00Z')));
});
