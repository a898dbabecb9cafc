import { expect, test } from 'vitest';
import { changeLines } from './change-lines.ts';

const NOTHING = { slug: 'willow', name: '柳县', tenantId: 2, cityId: 1, changes: [], secrets: [] };

test('what the file does not name is counted, and the first ten are named', () => {
  const keys = Array.from({ length: 11 }, (_, n) => `p${n + 1}`);
  expect(changeLines({ ...NOTHING, unnamed: [{ part: 'person', keys }] })).toEqual([
    '柳县 willow: 无变化 unchanged',
    '  = 人员 person: 在库而文件未列 11 个，保持不变 11 in the database and not in the file, left as they are: p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, …',
  ]);
});
