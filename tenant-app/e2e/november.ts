/**
 * A small file of November 2026 as the platform of 安居区 exports it (see its mapping in the sample): cases filed and
 * closed in time, and one row nobody can read. Numbers are new with every run, so that a walk can be repeated.
 */
export interface NovemberFile {
  name: string;
  bytes: Buffer;
  /** Number of the first case in the sender's system. */
  firstNumber: string;
  good: number;
  bad: number;
}

const GOOD = 12;

export function novemberFile(run: string): NovemberFile {
  const number = (index: number): string => `AJ-WALK-${run}-${String(index).padStart(3, '0')}`;
  const rows = Array.from({ length: GOOD }, (_, index) => row(number(index + 1), index));
  rows.push({ ...row(number(GOOD + 1), GOOD), smallCode: '9999' }); // a class no catalogue has
  return {
    name: `anju-walk-${run}.ndjson`,
    bytes: Buffer.from(rows.map((one) => `${JSON.stringify(one)}\n`).join('')),
    firstNumber: number(1),
    good: GOOD,
    bad: 1,
  };
}

function row(caseCode: string, index: number): Record<string, unknown> {
  const at = (hour: number, minute: number): string => `2026-11-10T${two(hour)}:${two(minute)}:00+08:00`;
  return {
    caseCode,
    caseKind: 'event',
    smallCode: '0110',
    conditionDesc: '公共场所有未入容器的生活垃圾',
    sourceType: index % 4 === 0 ? 'public' : 'collector',
    caseDesc: '暴露垃圾：公共场所有未入容器的生活垃圾',
    address: `明月路${index + 1}号附近`,
    lng: 105.468773,
    lat: 30.312821,
    handleDept: '安居区环境卫生所',
    reportTime: at(8, index),
    registerTime: at(8, index + 15),
    dispatchTime: at(8, index + 20),
    deadline: '2026-11-11T12:00:00+08:00',
    handleFinishTime: at(9, index),
    closeTime: at(10, index),
    status: 'closed',
    selfHandle: '0',
    reworkCount: 0,
    delayCount: 0,
    version: 1794300000 + index,
  };
}

const two = (value: number): string => String(value).padStart(2, '0');
