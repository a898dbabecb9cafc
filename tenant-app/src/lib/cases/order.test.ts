import { describe, expect, it } from 'vitest';
import { readFilters } from './filters.ts';
import { orderOf } from './order.ts';

const order = (query: string) => orderOf(readFilters(new URLSearchParams(query)), '/city/cases');

describe('the headings of a case list', () => {
  it('say how it is ordered, and lead to the other way round and to the first page', () => {
    expect(order('stage=filed&page=4&after=ZW5k')).toEqual({
      reported: { sorted: 'descending', href: '/city/cases?stage=filed&sort=reported_up' },
      due: { sorted: 'none', href: '/city/cases?stage=filed&sort=due' },
      over: { sorted: 'none', href: '/city/cases?stage=filed&overdue=1&sort=due' },
    });
  });

  it('put the longest overdue first by the earliest deadline of those overdue', () => {
    const { due, over } = order('overdue=1&sort=due');
    expect(due).toEqual({ sorted: 'ascending', href: '/city/cases?overdue=1&sort=due_down' });
    expect(over).toEqual({ sorted: 'descending', href: '/city/cases?overdue=1&sort=due_down' });
    expect(order('overdue=0&sort=due').over.sorted).toBe('none');
  });
});
