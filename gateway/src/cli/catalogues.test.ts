import type { CalendarChange, CatalogueChange } from '@liangji/platform';
import { expect, it } from 'vitest';
import { changeLines } from './calendar.ts';
import { limitLines } from './catalogues.ts';

const willow = { tenantId: 2, cityId: 1, actor: 'willow' };

it('a plan of case rules says limit by limit what changes, who keeps the old ones, and that closed periods stay', () => {
  const rule = { className: '上水井盖', condition: '盖体丢失', limitUnit: 'urgent_hour' };
  const change = {
    limits: [{ before: { ...rule, limitValue: '2' }, after: { ...rule, limitValue: '1' } }],
    added: 3,
    keeping: [{ slug: 'willow', cases: 12 }],
  } as unknown as CatalogueChange;
  expect(limitLines(change)).toEqual([
    '  新增立案条件 new rules: 3',
    '  上水井盖 盖体丢失: 2 urgent_hour → 1 urgent_hour',
    '  载入后开始计时的案卷按新时限 cases whose clock starts after loading have the new limits',
    '  willow: 12 件未结案卷已开始计时，保留原时限 open cases keep the limit they started with',
    '  已定稿的周期不变 closed periods stay as they are',
  ]);
  expect(limitLines({ limits: [], added: 0, keeping: [] })).toEqual(['  时限无变化 limits unchanged']);
});

it('a plan of a calendar says tenant by tenant what moves, and what closed periods have counted', () => {
  const change: CalendarChange = { tenant: willow, slug: 'willow', moved: 4, late: 1, inTime: 2, frozen: 0 };
  expect(changeLines([change, { ...change, slug: 'reed', frozen: 7 }])).toEqual([
    '  willow: 4 件时限变化 deadlines move, 1 件变为超期 become late, 2 件不再超期 no longer',
    '  reed: 4 件时限变化 deadlines move, 1 件变为超期 become late, 2 件不再超期 no longer' +
      '；7 件已计入定稿，成绩不变 counted in closed periods, whose figures stay',
    '  已定稿的周期不变 closed periods stay as they are',
  ]);
  expect(changeLines([])).toEqual(['  日历无变化 unchanged']);
});
