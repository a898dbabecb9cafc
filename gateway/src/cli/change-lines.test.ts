import { expect, test } from 'vitest';
import { changeLines } from './change-lines.ts';

const NOTHING = {
  slug: 'willow',
  name: '柳县',
  timeZone: 'Asia/Shanghai',
  tenantId: 2,
  cityId: 1,
  changes: [],
  secrets: [],
};

test('what the file does not name is counted, and the first ten are named', () => {
  const keys = Array.from({ length: 11 }, (_, n) => `p${n + 1}`);
  expect(changeLines({ ...NOTHING, unnamed: [{ part: 'person', keys }] })).toEqual([
    '柳县 willow: 无变化 unchanged',
    '  = 人员 person: 在库而文件未列 11 个，保持不变 11 in the database and not in the file, left as they are: p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, …',
  ]);
});

test("an instant is shown by the clock of the tenant, whatever the terminal's", () => {
  const to = [null, new Date('2026-10-31T16:00:00Z')] as const;
  const change = { act: 'end', part: 'post', key: 'li worker@works', fields: { to } } as const;
  expect(changeLines({ ...NOTHING, changes: [change], unnamed: [] })[1]).toBe(
    '  - 岗位 post li worker@works: to - → 2026-11-01 00:00:00',
  );
});
