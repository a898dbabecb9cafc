import { CASE_FIELDS, type CaseFieldName, type CheckedRow } from '@liangji/platform';
import { localTime } from './local-time.ts';
import { padded } from './summary.ts';

const UNITS: Readonly<Record<string, string>> = {
  urgent_hour: '紧急工作时 urgent working hours',
  working_hour: '工作时 working hours',
  urgent_day: '紧急工作日 urgent working days',
  working_day: '工作日 working days',
  clock_hour: '小时 hours',
  calendar_day: '日 days',
};

/** Fields that a person reads better in other words than the stored ones: names instead of ids of ours. */
const WORDED: Partial<Record<CaseFieldName, (row: CheckedRow) => string | null>> = {
  classId: ({ className }) => className,
  kind: ({ picture }) => (picture.kind === 'component' ? '部件 component' : '事件 event'),
  sourceGroup: ({ picture }) => (picture.sourceGroup === 'patrol' ? '巡查 patrol' : '公众 public'),
  ruleId: ({ condition }) => condition,
  limitUnit: ({ picture }) => UNITS[picture.limitUnit ?? ''] ?? null,
};

/** A case as a person checks it: times of the zone, nothing that is empty. */
export function pictureLines(row: CheckedRow, zone: string): string[] {
  return (Object.keys(CASE_FIELDS) as CaseFieldName[]).flatMap((name) => {
    const { label } = CASE_FIELDS[name];
    const worded = WORDED[name];
    const text = worded === undefined ? plain(row, name, zone) : worded(row);
    return text === null ? [] : [`${padded(`${label.zh} ${label.en}`, 28)}${text}`];
  });
}

function plain({ picture }: CheckedRow, name: CaseFieldName, zone: string): string | null {
  const value = picture[name];
  if (value === null || value === CASE_FIELDS[name].empty) return null;
  if (value instanceof Date) return localTime(value, zone);
  if (typeof value === 'boolean') return value ? '是 yes' : '否 no';
  return CASE_FIELDS[name].type === 'float8' ? Number(value).toFixed(6) : String(value);
}
