import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../test/intake/draft.ts';
import type { MappingInput } from './document.ts';

const read = (address: MappingInput['address'], cells: object, more: Partial<MappingInput> = {}) =>
  contextOf({ address, ...more }).mapping.address?.(cells as Record<string, unknown>);

describe('reading a field', () => {
  it('takes the first filled of several columns, or glues them', () => {
    expect(read({ column: ['a', 'b'] }, { a: ' ', b: 'x' })).toBe('x');
    expect(read({ column: ['a', 'b'], join: ' ' }, { a: '柳岸路', b: '1 号' })).toBe('柳岸路 1 号');
  });
  it('uses constants and defaults', () => {
    expect(read({ value: 'here' }, {})).toBe('here');
    expect(read({ column: 'a', default: 'there' }, { a: '' })).toBe('there');
    expect(read({ column: 'a', default: 'there' }, {})).toBe('there');
  });
  it('distinguishes an empty cell from an absent column', () => {
    expect(read('a', { a: null })).toBe('');
    expect(read('a', { b: 1 })).toBeUndefined();
    expect(read('constructor', {})).toBeUndefined();
  });
  it('reads the mapping’s own words for nothing', () => {
    expect(read('a', { a: 'null' }, { empty: ['NULL', '无'] })).toBe('');
  });
  it('reads words for nothing of its own, and keeps the part that is meant', () => {
    expect(read({ column: 'a', empty: ['-'] }, { a: '－' })).toBe('');
    expect(read({ column: 'a', empty: ['-'] }, { a: 'NULL' }, { empty: ['NULL'] })).toBe('');
    const unit = { column: 'a', cut: '{}（{*}）', default: 'nobody' };
    expect(read(unit, { a: '维护所（路灯班）' })).toBe('维护所');
    expect(read(unit, { a: '维护所' })).toBe('维护所');
    expect(read(unit, { a: '' })).toBe('nobody');
  });
  it('reads a list in a cell: glued, or one of it', () => {
    expect(read({ column: 'a', join: '、' }, { a: ['x', '', ' y '] })).toBe('x、y');
    expect(read('a.1.url', { a: [{}, { url: 'u' }] })).toBe('u');
    expect(read('a', { a: ['x'] })).toBe('["x"]');
  });
  it('reaches into nested JSON, unless a column has the whole name', () => {
    expect(read('place.x', { place: { x: 1.5 } })).toBe('1.5');
    expect(read('place.x', { 'place.x': 2, place: { x: 1.5 } })).toBe('2');
    expect(contextOf({ address: 'place.x' }).mapping.knownColumns.has('place')).toBe(true);
  });
});
