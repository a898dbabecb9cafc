import type { CheckedRow } from '@liangji/platform';
import { localTime } from './local-time.ts';
import { padded } from './summary.ts';

type Picture = CheckedRow['picture'];

/** Instants of a picture with their names, in the order in which they happen. */
const INSTANTS: readonly (readonly [keyof Picture, string])[] = [
  ['reportedAt', '上报 reported'],
  ['filedAt', '立案 filed'],
  ['dispatchedAt', '派遣 dispatched'],
  ['disposedAt', '处置 disposed'],
  ['suspendedAt', '挂账 suspended'],
  ['resumedAt', '恢复 resumed'],
  ['closedAt', '结案 closed'],
  ['refusedAt', '不予受理 refused'],
  ['voidedAt', '作废 void'],
  ['claimedDueAt', '对方时限 claimed due'],
];

const UNITS: Readonly<Record<string, string>> = {
  urgent_hour: '紧急工作时 urgent working hours',
  working_hour: '工作时 working hours',
  urgent_day: '紧急工作日 urgent working days',
  working_day: '工作日 working days',
  clock_hour: '小时 hours',
  calendar_day: '日 days',
};

/** A case as a person checks it: names instead of ids of ours, times of the zone, nothing that is empty. */
export function pictureLines({ picture, className, condition }: CheckedRow, zone: string): string[] {
  const { longitude, latitude, originalX, originalY, originalCrs, limitValue, limitUnit } = picture;
  const kind = picture.kind === 'component' ? '部件 component' : '事件 event';
  const group = picture.sourceGroup === 'patrol' ? '巡查 patrol' : '公众 public';
  const told: [string, string | number | null][] = [
    ['类型 kind', kind],
    ['类别 class', className],
    ['立案条件 condition', condition],
    ['时限 limit', limitValue === null ? null : `${limitValue} ${UNITS[limitUnit ?? ''] ?? ''}`],
    ['来源 source', `${picture.sourceCode} (${group})`],
    ['地址 address', picture.address],
    ['描述 description', picture.description],
    ['位置 WGS-84', longitude === null ? null : `${longitude.toFixed(6)}, ${latitude?.toFixed(6)}`],
    ['位置原值 as sent', originalX === null ? null : `${originalX}, ${originalY} (${originalCrs})`],
    ['处置单位 unit', picture.unitName],
    ...INSTANTS.map(([field, name]): [string, string | null] => {
      const at = picture[field];
      return [name, at instanceof Date ? localTime(at, zone) : null];
    }),
    ['结案类型 closing', picture.closingType],
    ['自行处置 self-handled', picture.selfHandled ? '是 yes' : null],
    ['返工 reworks', picture.reworkCount || null],
    ['延期 extensions', picture.extensionCount || null],
    [
      '对方判超期 claimed overdue',
      picture.claimedOverdue === null ? null : picture.claimedOverdue ? '是 yes' : '否 no',
    ],
  ];
  return told.flatMap(([name, value]) => (value === null ? [] : [`${padded(name, 28)}${value}`]));
}
