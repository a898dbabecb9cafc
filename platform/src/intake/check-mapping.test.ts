import { describe, expect, it } from 'vitest';
import { Problem } from '../kernel/problem.ts';
import { checkMapping } from './check-mapping.ts';
import { bytesOf, csvOf, NOW, WILLOW_MAPPING, willowRow } from '../../test/intake/county.ts';

const rows = [willowRow('A1', { 备注: 'x' }), willowRow('', { 备注: '' }), willowRow('A3', { 备注: '', 小类: 'UFO' })];
const check = (maxRows?: number) => checkMapping(() => bytesOf(csvOf(rows)), WILLOW_MAPPING, NOW, maxRows);

describe('checking a mapping', () => {
  it('reports what it would make of the rows, without a server', async () => {
    const report = await check();
    expect(report).toMatchObject({ encoding: 'utf-8', rows: 3, accepted: 1, rejected: 2, unknownColumns: ['备注'] });
    expect(report.findings.map((f) => [f.code, f.count])).toEqual([
      ['KEY-ID-MISSING', 1],
      ['MAP-CLASS-UNKNOWN', 1],
    ]);
    expect(report.examples).toMatchObject([
      {
        rowNo: 1,
        externalId: 'A1',
        picture: { address: '柳岸路 1 号', cellId: null },
        className: 'event:0110 暴露垃圾',
      },
    ]);
    expect(report.findings[1]).toMatchObject({
      columns: ['小类'],
      examples: [{ received: 'UFO', expects: { zh: 'GB/T 30428.2-2013 中的类别' } }],
    });
  });
  it('looks only at the first rows', async () => {
    expect(await check(1)).toMatchObject({ rows: 1, rejected: 0 });
  });
  it('names every fault of a document', async () => {
    const broken = { ...WILLOW_MAPPING, dates: ['noon'], catalogue: 'gbt1' };
    const error: unknown = await checkMapping(() => bytesOf(''), broken, NOW).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Problem);
    expect(String(error)).toMatch(/dates\.0.*catalogue|catalogue.*dates\.0/);
  });
});
