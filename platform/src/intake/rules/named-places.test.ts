import { describe, expect, it } from 'vitest';
import { check } from '../../../test/intake/draft.ts';
import { seq } from './combine.ts';
import { namedPlaces } from './named-places.ts';
import { place } from './place.ts';

const MAPPING = {
  place: { x: 'x', y: 'y', crs: 'WGS84' as const },
  cell: 'cell',
  street: { column: 'street', values: { '河东{*}': '999901002' } },
  community: 'community',
};
const run = (cells: Record<string, string>) =>
  check(seq(place, namedPlaces), { x: '', y: '', cell: '', street: '', community: '', ...cells }, MAPPING);
const INSIDE = { x: '105.51', y: '30.5' };

describe('the cell a row names', () => {
  it.each([
    [{ ...INSIDE, cell: '999901001001001' }, 7, []],
    [{ ...INSIDE, cell: '' }, 7, []],
    [{ ...INSIDE, cell: '999901001001002' }, 7, ['GEO-CELL-DIFFERS']],
    [{ ...INSIDE, cell: '999901001009999' }, 7, ['GEO-CELL-UNKNOWN']],
    [{ cell: '999901001001002' }, 8, []],
    [{ cell: '９９９９０１００１００１００２' }, 8, []],
    [{ cell: '999901001009999' }, null, ['GEO-CELL-UNKNOWN']],
    [{ x: '0', y: '0', cell: '999901001001002' }, 8, ['GEO-ZERO']],
    [{}, null, ['GEO-MISSING']],
  ])('%j is in cell %s', (cells, cellId, codes) => {
    const { draft, codes: found } = run(cells);
    expect([draft.picture.cellId, found]).toEqual([cellId, codes]);
  });
  it('says in which areas a case without a position lies', () => {
    expect(run({ cell: '999901001001001' }).draft.picture).toMatchObject({ streetId: 11, communityId: 12 });
  });
});

describe('the areas a row names', () => {
  it('are recognised by name, code and the words of the mapping', () => {
    expect(run({ street: '柳岸 街道' }).draft.picture.streetId).toBe(11);
    expect(run({ street: '999901001' }).draft.picture.streetId).toBe(11);
    expect(run({ street: '河东街道办事处' }).draft.picture.streetId).toBe(15);
  });
  it('count before those of the point, with a warning', () => {
    const { draft, codes } = run({ ...INSIDE, street: '河东', community: '南街社区' });
    expect(draft.picture).toMatchObject({ cellId: 7, streetId: 15, communityId: 16 });
    expect(codes).toEqual(['GEO-AREA-DIFFERS', 'GEO-AREA-DIFFERS']);
    expect([...draft.namesPlaces]).toEqual(['streetId', 'communityId']);
  });
  it('of one name are distinguished by their street, else not known', () => {
    expect(run({ community: '南街社区' })).toMatchObject({ codes: ['GEO-MISSING', 'MAP-AREA-UNKNOWN'] });
    expect(run({ street: '柳岸街道', community: '南街社区' }).draft.picture.communityId).toBe(12);
    expect(run({ ...INSIDE, community: '北街社区' })).toMatchObject({
      ...{ codes: ['MAP-AREA-UNKNOWN'], draft: { picture: { communityId: 12 } } },
    });
  });
  it('are left as they were where the row has no such columns', () => {
    const { draft } = check(namedPlaces, {}, { cell: 'cell', street: 'street' });
    expect([...draft.absent]).toEqual(['cellId', 'streetId']);
  });
});
