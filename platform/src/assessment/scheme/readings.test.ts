import { describe, expect, it } from 'vitest';
import { shipped, sound } from '../../../test/assessment/schemes.ts';
import { readingsOf } from './readings.ts';

const region = shipped('liangji-region-1');
const readings = (document: unknown) => readingsOf(sound(document));
const hashes = (document: unknown) => new Map(readings(document).map(({ name, hash }) => [name, hash]));
/** The document with something else under a path. */
function changed(path: string, value: unknown): Record<string, unknown> {
  const document = structuredClone(region);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const at = keys.reduce<Record<string, unknown>>((part, key) => part[key] as Record<string, unknown>, document);
  at[last] = value;
  return document;
}

describe('the readings of the scheme of 遂宁', () => {
  it('are what its document marks as inferred, by their place in it', () => {
    expect(readings(region).map(({ name, title, rule }) => [name, title.zh, rule?.zh])).toEqual([
      ['belonging', '案卷归期', undefined],
      ['suspended', '挂账案卷', undefined],
      ['backlog', '往期积案', undefined],
      ['definitions.public_verified_points', '监督举报率分值', '比率越低，分值越高'],
      ['definitions.filing_points', '立案数分值', undefined],
      ['definitions.without_cell_share', '无单元网格案件占比', '无单元网格立案数 ÷ 立案数'],
      ['definitions.no_deadline_share', '无时限案件占比', '无时限案卷数 ÷ 立案数'],
      ['definitions.total.parts.on_time_closing_points', '按期结案率分值', '权重 40%'],
      ['grades', '等级划分', 'A ≥ 90，B ≥ 75，C ≥ 60，D ≥ 40，E ≥ 0'],
    ]);
  });

  it('bring the note that says what is open', () => {
    const weight = readings(region).find(({ name }) => name.endsWith('on_time_closing_points'));
    expect(weight?.note?.zh).toBe('原文为 10%，各项合计仅 70%；40% 为补足 100% 的推断。');
  });
});

describe('a later version', () => {
  const before = hashes(region);
  const same = (document: unknown): string[] =>
    [...hashes(document)].filter(([name, hash]) => before.get(name) === hash).map(([name]) => name);

  it('reads alike where it only says so in other words, under another number', () => {
    const document = {
      ...changed('backlog.note', { zh: '换一种说法。', en: 'In other words.' }),
      ...{ version: 2, title: { zh: '新名', en: 'renamed' } },
    };
    expect(same(document)).toEqual([...before.keys()]);
  });

  it.each([
    ['backlog.kept', false, 'backlog'],
    ['belonging.except', { inst_num: 'filed' }, 'belonging'],
    ['definitions.public_verified_points.direction', 'higher', 'definitions.public_verified_points'],
    ['definitions.filing_points.steps.1.1.points', '95', 'definitions.filing_points'],
    ['definitions.no_deadline_share.formula', 'no_deadline_num / report_num', 'definitions.no_deadline_share'],
    ['grades.0.from', '95', 'grades'],
  ])('waits again where %s is another rule, and there alone', (path, value, name) => {
    expect([...before.keys()].filter((each) => !same(changed(path, value)).includes(each))).toEqual([name]);
  });

  it('waits for nothing that it marks as read', () => {
    expect(readings(changed('backlog.mark', 'read')).map(({ name }) => name)).not.toContain('backlog');
  });

  it('waits again for a weight, not for the definition that is weighed', () => {
    const parts = structuredClone((region['definitions'] as { total: { parts: { weight: string }[] } }).total.parts);
    parts[0]!.weight = '0.2';
    parts[3]!.weight = '0.3';
    const document = changed('definitions.total.parts', parts);
    expect([...before.keys()].filter((each) => !same(document).includes(each))).toEqual([
      'definitions.total.parts.on_time_closing_points',
    ]);
  });
});
