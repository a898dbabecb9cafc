import type { LimitUnit } from '../calendars/limit-units.ts';
import type { SubjectKind } from '../catalogues/types.ts';
import type { DB } from '../database/tables.ts';
import type { StoredField } from '../database/unnest-rows.ts';
import type { Crs } from '../geography/crs.ts';
import type { ClosingType, SourceGroup } from './types.ts';

/**
 * The fields of a case, each named once: its column in biz.case, its value in a picture where nothing happened, whether it
 * is the time of a step, whether assessment counts by it (then biz.case_fact has the column too), and its label.
 *
 * Out of this table come the type of a picture, the columns written and read, the steps of events and of mappings, and what
 * the command line prints. Instants are UTC `Date`s; null = did not happen / not known. The steps stand in the order in
 * which they happen; events of one instant are recorded in it.
 */
export const FIELDS = {
  /** lookup.class id, null when the row could not say (never scored then). */
  classId: field('class_id', 'int4', null as number | null, label('类别', 'class'), { fact: true }),
  kind: field('kind', 'text', 'event' as SubjectKind, label('部件或事件', 'kind'), { fact: true }),
  sourceCode: field('source_code', 'text', '' as string, label('来源', 'source'), { fact: true }),
  sourceGroup: field('source_group', 'text', 'public' as SourceGroup, label('发现渠道', 'channel'), { fact: true }),
  address: field('address', 'text', null as string | null, label('地址', 'address')),
  description: field('description', 'text', null as string | null, label('描述', 'description')),
  /** What came of it, in the words of those who did the work. */
  result: field('result', 'text', null as string | null, label('处置结果', 'result')),
  /** WGS-84 degrees, null when there is no usable position. */
  longitude: field('longitude', 'float8', null as number | null, label('经度', 'longitude')),
  latitude: field('latitude', 'float8', null as number | null, label('纬度', 'latitude')),
  /** As sent, in the source's CRS. */
  originalX: field('original_x', 'text', null as string | null, label('原 X', 'x as sent')),
  originalY: field('original_y', 'text', null as string | null, label('原 Y', 'y as sent')),
  originalCrs: field('original_crs', 'text', null as Crs | null, label('原坐标系', 'CRS as sent')),
  cellId: field('cell_id', 'int4', null as number | null, label('单元网格', 'cell'), { fact: true }),
  /** Areas the place lies in, as we know them: of the cell, else of the point. */
  streetId: field('street_id', 'int4', null as number | null, label('街道', 'street'), { fact: true }),
  communityId: field('community_id', 'int4', null as number | null, label('社区', 'community'), { fact: true }),
  unitName: field('unit_name', 'text', null as string | null, label('处置单位', 'unit')),
  /** Body of the unit that the name means: it reads the case. Null while the case lies at a desk, or for an unknown name. */
  leadUnitId: field('lead_unit_id', 'int4', null as number | null, label('主责', 'lead'), { fact: true }),
  /** lookup.case_rule id the limit was taken from; null = no rule, counted apart. */
  ruleId: field('rule_id', 'int4', null as number | null, label('立案条件', 'condition')),
  /** Multiplier and unit of the limit, printed form kept as text (may be fractional, e.g. "1.5"). */
  limitValue: field('limit_value', 'text', null as string | null, label('时限', 'limit')),
  limitUnit: field('limit_unit', 'text', null as LimitUnit | null, label('时限单位', 'unit of the limit')),
  /** The epoch until the report is known. */
  reportedAt: step('reported_at', 'reported', new Date(0), label('上报', 'reported')),
  filedAt: step('filed_at', 'filed', null as Date | null, label('立案', 'filed')),
  dispatchedAt: step('dispatched_at', 'dispatched', null as Date | null, label('派遣', 'dispatched')),
  disposedAt: step('disposed_at', 'disposed', null as Date | null, label('处置', 'disposed')),
  suspendedAt: step('suspended_at', 'suspended', null as Date | null, label('挂账', 'suspended')),
  resumedAt: step('resumed_at', 'resumed', null as Date | null, label('恢复', 'resumed')),
  /** When the latest approved extension was asked for, else granted. */
  extendedAt: field('extended_at', 'timestamptz', null as Date | null, label('延期时间', 'extended'), {
    step: 'extended',
  }),
  closedAt: step('closed_at', 'closed', null as Date | null, label('结案', 'closed')),
  refusedAt: step('refused_at', 'refused', null as Date | null, label('不予受理', 'refused')),
  voidedAt: step('voided_at', 'voided', null as Date | null, label('作废', 'void')),
  /** Steps whose time is not exact, see `inexact-times.ts`; null when all are. */
  inexactTimes: field('inexact_times', 'text', null as string | null, label('不精确时间', 'inexact times')),
  closingType: field('closing_type', 'text', null as ClosingType | null, label('结案类型', 'closing')),
  selfHandled: field('self_handled', 'bool', false as boolean, label('自行处置', 'self-handled'), { fact: true }),
  reworkCount: field('rework_count', 'int2', 0 as number, label('返工', 'reworks'), { fact: true }),
  extensionCount: field('extension_count', 'int2', 0 as number, label('延期', 'extensions'), { fact: true }),
  /** The sender's claim, never used for scores; shown beside ours. */
  claimedDueAt: field('claimed_due_at', 'timestamptz', null as Date | null, label('区县申报时限', 'claimed due')),
  claimedOverdue: field('claimed_overdue', 'bool', null as boolean | null, label('区县申报超期', 'claimed overdue')),
};

type Table = typeof FIELDS;
export type FieldName = keyof Table;

/** The picture of a case that its events add up to. `projectCase(events)` must rebuild exactly this. */
export type CasePicture = { -readonly [F in FieldName]: Table[F]['empty'] };

type StepField = { [F in FieldName]: Table[F] extends { step: string } ? F : never }[FieldName];
type FactField = { [F in FieldName]: Table[F] extends { fact: true } ? F : never }[FieldName];

/** Steps of a case: what an event may be, what a mapping may name the column of. */
export type StepKind = Table[StepField]['step'];
/** What a fact takes over from a picture. */
export type PictureFact = Readonly<Pick<CasePicture, FactField>>;

/** Fields of a picture in the order of the table. */
export const PICTURE_FIELDS = Object.keys(FIELDS) as FieldName[];
/** Fields that hold an instant. */
export const INSTANT_FIELDS = PICTURE_FIELDS.filter((name) => FIELDS[name].type === 'timestamptz');
/** Fields that a fact takes over. */
export const COUNTED_FIELDS = PICTURE_FIELDS.filter((name): name is FactField => 'fact' in FIELDS[name]);

const steps = Object.entries(FIELDS).flatMap(([name, spec]) => ('step' in spec ? [[spec.step, name] as const] : []));
/** The field of the picture that a step's time goes to. */
export const STEP_FIELD = Object.fromEntries(steps) as { readonly [F in StepField as Table[F]['step']]: F };
export const STEP_KINDS = steps.map(([kind]) => kind) as StepKind[];

interface Label {
  readonly zh: string;
  readonly en: string;
}

function label(zh: string, en: string): Label {
  return { zh, en };
}

function field<T, const More extends { readonly fact?: true; readonly step?: string }>(
  column: keyof DB['biz.case'] & string,
  type: StoredField['type'],
  empty: T,
  name: Label,
  more = {} as More,
) {
  return { column, type, empty, label: name, ...more };
}

/** A field that holds the time of a step. Assessment counts by every one of them. */
function step<Kind extends string, T extends Date | null>(
  column: keyof DB['biz.case'] & string,
  kind: Kind,
  empty: T,
  name: Label,
) {
  return { column, type: 'timestamptz' as const, empty, label: name, step: kind, fact: true as const };
}
