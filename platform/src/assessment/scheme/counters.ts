import type { ClockCondition } from '../../cases/judgement.ts';
import type { Basis, SchemeDocument } from './scheme-document.ts';

/**
 * The basic counters (evaluation.md §3): each is a conjunction of conditions on one case, or a number of it, so that every
 * figure can list its cases. Written as data: the recount in SQL and the replay in memory are made from this one table.
 */

/** Conditions on a fact. Meanings: conditions.ts, once for SQL and once for memory. */
export type ConditionName =
  | ClockCondition
  | 'patrol'
  | 'filed'
  | 'dispatched'
  | 'disposed_or_due_passed'
  | 'disposed_or_due_or_held'
  | 'without_limit'
  | 'ever_suspended'
  | 'reworked'
  | 'extended'
  | 'without_cell';
export type Condition = ConditionName | `not ${ConditionName}`;

export interface Counter {
  readonly zh: string;
  readonly en: string;
  readonly all: readonly Condition[];
  /** Number summed instead of 1. */
  readonly sum?: 'rework_count' | 'extension_count';
  /** True where the answer changes by the clock alone (a deadline passes). */
  readonly byClock?: true;
}

/** Void, refused and self-handled cases are kept out of every counter but their own (fixed, evaluation.md §4). */
const LIVE = ['not void', 'not refused', 'not self_handled'] as const;
/** Cases without a rule have no deadline: counted apart as no_deadline_num, never in a ratio about time. Nor are those whose clock stands. */
const TIMED = [...LIVE, 'timed'] as const;

const counter = (zh: string, en: string, ...all: Condition[]): Counter => ({ zh, en, all });

/** Counters whose meaning does not depend on a scheme. */
const FIXED = {
  report_num: counter('上报数', 'Reported', 'not self_handled'),
  patrol_report_num: counter('监督员上报数', 'Reported by collectors', 'patrol', 'not self_handled'),
  public_report_num: counter('公众举报数', 'Reported by the public', 'not patrol', 'not self_handled'),
  valid_report_num: counter('有效上报数', 'Valid reports', 'filed', ...LIVE),
  valid_patrol_report_num: counter('监督员有效上报数', 'Valid reports by collectors', 'filed', 'patrol', ...LIVE),
  valid_public_report_num: counter('公众有效举报数', 'Valid reports by the public', 'filed', 'not patrol', ...LIVE),
  inst_num: counter('立案数', 'Filed', 'filed', ...LIVE),
  public_verified_inst_num: counter(
    '监督举报核实数',
    'Public reports verified and filed',
    'filed',
    'not patrol',
    ...LIVE,
  ),
  no_cell_inst_num: counter('无单元网格立案数', 'Filed without a grid cell', 'filed', 'without_cell', ...LIVE),
  not_inst_num: counter('不予立案数', 'Refused', 'refused', 'not void', 'not self_handled'),
  to_inst_num: counter('待立案数', 'Waiting for filing', 'not filed', 'not closed', ...LIVE),
  cancel_num: counter('作废数', 'Void', 'void', 'not self_handled'),
  dispatch_num: counter('派遣数', 'Dispatched', 'dispatched', ...LIVE),
  need_dispatch_num: counter('应派遣数', 'Due for dispatch', 'filed', ...LIVE),
  no_deadline_num: counter('无时限案卷数', 'Filed without a deadline', 'filed', 'without_limit', ...LIVE),
  need_dispose_num: counter('应处置数', 'Due for disposal', 'dispatched', ...TIMED),
  dispose_num: counter('处置数', 'Disposed', 'disposed', 'dispatched', ...TIMED),
  intime_dispose_num: counter('按期处置数', 'Disposed in time', 'disposed_in_time', 'dispatched', ...TIMED),
  overtime_dispose_num: counter(
    '超期处置数',
    'Disposed late',
    'disposed',
    'not disposed_in_time',
    'dispatched',
    ...TIMED,
  ),
  to_dispose_num: counter('待处置数', 'Waiting for disposal', 'not disposed', 'dispatched', ...TIMED),
  overtime_to_dispose_num: {
    ...counter('超期未处置数', 'Overdue, not disposed', 'not disposed', 'due_passed', 'dispatched', ...TIMED),
    byClock: true,
  },
  archive_num: counter('结案数', 'Closed', 'closed', ...TIMED),
  overtime_to_archive_num: {
    ...counter('超期未结案数', 'Overdue, not closed', 'not closed', 'due_passed', ...TIMED),
    byClock: true,
  },
  rework_num: counter('返工数', 'Reworked', 'reworked', ...TIMED),
  multi_rework_num: { ...counter('返工次数', 'Times reworked', 'reworked', ...TIMED), sum: 'rework_count' },
  postpone_num: counter('延期数', 'Extended', 'extended', ...TIMED),
  multi_postpone_num: { ...counter('延期次数', 'Times extended', 'extended', ...TIMED), sum: 'extension_count' },
  hang_num: counter('挂账数', 'Suspended now', 'suspended', ...LIVE),
  his_hang_num: counter('历史挂账数', 'Ever suspended', 'ever_suspended', ...LIVE),
  patrol_deal_report_num: counter('自行处置上报数', 'Self-handled', 'self_handled', 'not void'),
  patrol_deal_archive_num: counter('自行处置结案数', 'Self-handled and closed', 'self_handled', 'closed', 'not void'),
} as const satisfies Record<string, Counter>;

/** With those whose clock stands: they belong to the day of the deadline they had. */
const LIMITED = [...LIVE, 'not without_limit'] as const;

type NeedArchive = SchemeDocument['need_archive']['reading'];

/** The readings of 应结案数 found in practice (evaluation.md §3), suspended cases left out. */
const NEED_ARCHIVE: Readonly<Record<NeedArchive, Counter>> = {
  /** EGS, UMP department page: disposal ended + not disposed with deadline passed. */
  disposed_or_overdue: { ...counter('应结案数', 'Due for closing', 'disposed_or_due_passed', ...TIMED), byClock: true },
  /** YC: disposal ended. UMP's "closed + waiting for closing" comes to the same on these facts. */
  disposed: counter('应结案数', 'Due for closing', 'disposed', ...TIMED),
  /** 运城 report: deadline inside the cycle. */
  due: counter('应结案数', 'Due for closing', ...TIMED),
};

/** The same with suspended cases kept, once the day of the deadline they had is over. */
const NEED_ARCHIVE_KEPT: Readonly<Record<NeedArchive, Counter>> = {
  disposed_or_overdue: {
    ...counter('应结案数', 'Due for closing', 'disposed_or_due_or_held', ...LIMITED),
    byClock: true,
  },
  disposed: counter('应结案数', 'Due for closing', 'disposed', ...LIMITED),
  due: counter('应结案数', 'Due for closing', ...LIMITED),
};

const IN_TIME = {
  disposal_deadline: 'disposed_in_time',
  closing_time: 'closed_in_time',
} as const satisfies Record<SchemeDocument['in_time']['judged_by'], ConditionName>;

/** Counters whose meaning a scheme chooses. */
const CHOSEN = ['need_archive_num', 'intime_archive_num', 'overtime_archive_num'] as const;

export type CounterName = keyof typeof FIXED | (typeof CHOSEN)[number];

/** Every counter a formula may name. */
export const COUNTER_NAMES: readonly CounterName[] = [...(Object.keys(FIXED) as (keyof typeof FIXED)[]), ...CHOSEN];

export const isCounterName = (name: string): name is CounterName => (COUNTER_NAMES as readonly string[]).includes(name);

type Readings = Pick<SchemeDocument, 'need_archive' | 'in_time' | 'suspended'>;

/** Identifier of a counter inside a bucket: the name, with the scheme's reading where there is a choice. */
export function bucketKey(name: CounterName, readings: Readings): string {
  if (name === 'need_archive_num') return `${name}.${readings.need_archive.reading}.${readings.suspended.cases}`;
  if (name === 'intime_archive_num' || name === 'overtime_archive_num') return `${name}.${readings.in_time.judged_by}`;
  return name;
}

/** Identifier of the part of a counter that may be backlog: the same cases, still open. */
export function backlogKey(name: BacklogCounter, readings: Readings): string {
  const key = bucketKey(name, readings);
  return name === 'need_archive_num' ? `${key}.open` : key;
}

function needArchiveCounters(): [string, Counter][] {
  return Object.entries(NEED_ARCHIVE).flatMap(([reading, base]) => {
    const all = {
      kept: NEED_ARCHIVE_KEPT[reading as NeedArchive],
      left_out: { ...base, all: [...base.all, 'not clock_stands' as const] },
    };
    return Object.entries(all).flatMap(([suspended, counter]): [string, Counter][] => [
      [`need_archive_num.${reading}.${suspended}`, counter],
      [`need_archive_num.${reading}.${suspended}.open`, { ...counter, all: [...counter.all, 'not closed'] }],
    ]);
  });
}

/** Every identifier a bucket holds: the fixed counters and each reading of the chosen ones. */
export const BUCKET_COUNTERS: Readonly<Record<string, Counter>> = {
  ...FIXED,
  ...Object.fromEntries(needArchiveCounters()),
  ...Object.fromEntries(
    Object.entries(IN_TIME).flatMap(([judge, inTime]) => [
      [`intime_archive_num.${judge}`, counter('按期结案数', 'Closed in time', 'closed', inTime, ...TIMED)],
      [`overtime_archive_num.${judge}`, counter('超期结案数', 'Closed late', 'closed', `not ${inTime}`, ...TIMED)],
    ]),
  ),
};

/** The counters kept per unit grid cell; only these may be judged cell by cell. */
export const CELL_COUNTERS: readonly CounterName[] = ['report_num', 'valid_report_num', 'inst_num', 'archive_num'];

/** The counter a name means under the readings of a scheme. */
export function counterOf(name: CounterName, readings: Readings): Counter {
  return BUCKET_COUNTERS[bucketKey(name, readings)]!;
}

/** The instant by whose civil day a case belongs to a period for this counter. */
export function basisOf(name: CounterName, scheme: Pick<SchemeDocument, 'belonging'>): Basis {
  return scheme.belonging.except[name] ?? scheme.belonging.date;
}

/** Counters that also take in the backlog, where the scheme keeps it: cases due before the period and still open. */
export const BACKLOG_COUNTERS = [
  'need_archive_num',
  'overtime_to_archive_num',
] as const satisfies readonly CounterName[];
export type BacklogCounter = (typeof BACKLOG_COUNTERS)[number];

export const takesBacklog = (name: CounterName): name is BacklogCounter =>
  (BACKLOG_COUNTERS as readonly string[]).includes(name);
