import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/intake/draft.ts';

const read = (more: Parameters<typeof contextOf>[0]) =>
  contextOf(more).mapping.columnsRead.map(({ anyOf, isNeeded }) => `${anyOf.join('|')}${isNeeded ? '!' : ''}`);

describe('the columns that a mapping reads', () => {
  it('are each named once, the county, the status and the closing as needed', () => {
    expect(
      read({
        county: { column: 'county', is: ['1'] },
        times: { reported: 'reported', closed: { column: ['closed', 'ended'] } },
        status: {
          column: 'status',
          values: { a: { stage: 'void', at: 'closed' }, b: { stage: 'void', at: 'changed' } },
        },
        class: { column: ['big', 'small'], join: '' },
        address: { value: 'nowhere' },
        place: { x: 'x', y: { column: 'y' }, crs: 'WGS84' },
      }),
    ).toEqual([
      'county!',
      'closed|ended!',
      'status!',
      'reported',
      'id',
      'source',
      'big',
      'small',
      'x',
      'y',
      'closed',
      'changed',
    ]);
  });
});
