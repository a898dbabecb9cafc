import { describe, expect, it } from 'vitest';
import { WILLOW_MAPPING } from '../../../test/intake/county.ts';
import { columnsOfField } from './columns.ts';
import { parseMapping } from './document.ts';

const mapping = parseMapping({
  ...WILLOW_MAPPING,
  class: { column: ['大类', '小类'], join: '', kind: { column: '类型', values: { 部件: 'component' } } },
  claim: { due: { column: '截止' }, overdue: { column: '超期', true: ['是'], false: ['否'] } },
});

describe('the columns behind a field', () => {
  it.each([
    ['externalId', ['编号']],
    ['class', ['大类', '小类']],
    ['kind', ['类型']],
    ['place', ['经度', '纬度']],
    ['reported', ['上报时间']],
    ['void', ['作废时间']],
    ['claimedDue', ['截止']],
    ['claimedOverdue', ['超期']],
  ])('of %s are those of the sender', (field, columns) => {
    expect(columnsOfField(mapping, field)).toEqual(columns);
  });
  it('are none where the mapping has none, and a column of the sender is itself', () => {
    expect(columnsOfField(mapping, 'status')).toEqual([]);
    expect(columnsOfField(mapping, 'refused')).toEqual([]);
    for (const column of ['打印次数', '__proto__', 'constructor']) {
      expect(columnsOfField(mapping, column)).toEqual([column]);
    }
  });
});
