import { wallText, type Actor, type InTwo } from '@liangji/platform';
import type { z } from 'zod';
import type { CasesExport } from '../../openapi/exports.ts';
import { CASE_WORDS as WORDS } from './case-words.ts';
import type { Cell, Column, ExportedList } from './exported-list.ts';

type Asked = z.infer<typeof CasesExport>;

/** A case as the list `caseTable` of GraphQL answers it. */
interface ListedCase {
  readonly caseNo: string;
  readonly stage: string;
  readonly sourceGroup: string;
  readonly address: string | null;
  readonly unitName: string | null;
  readonly reportedAt: string;
  readonly dueAt: string | null;
  readonly verdict: string;
  readonly daysOver: number | null;
  readonly class: { readonly className: string } | null;
  readonly tenant: { readonly name: string; readonly nameEn: string } | null;
  readonly sources: readonly { readonly externalId: string }[];
}

/** Reads a page of that list as whoever asks: the same rows that a screen gets. */
export type ReadCases = (asked: {
  readonly tenantId: number | null;
  readonly cityId: number | null;
  readonly first: number;
  readonly after: string | null;
  readonly sort: string | null;
  readonly filters: Readonly<Record<string, unknown>>;
}) => Promise<{
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}>;

const ROWS_A_PAGE = 1_000;

const wordOf = (kind: string, key: string): InTwo | string =>
  (WORDS as Readonly<Record<string, InTwo>>)[`${kind}_${key}`] ?? key;
const VERDICTS: Readonly<Record<string, InTwo>> = {
  in_time: WORDS.on_time,
  late: WORDS.verdict_late,
  overdue: WORDS.overdue,
  running: WORDS.verdict_running,
  suspended: WORDS.verdict_suspended,
  no_deadline: WORDS.no_deadline,
  self_handled: WORDS.case_self_handled,
  refused: WORDS.stage_refused,
  void: WORDS.stage_void,
};
const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const COUNTY: Column<ListedCase> = {
  title: WORDS.region,
  width: 16,
  of: ({ tenant }) => (tenant === null ? null : { zh: tenant.name, en: tenant.nameEn }),
};
const COLUMNS: readonly Column<ListedCase>[] = [
  { title: WORDS.case_number, width: 26, of: ({ caseNo }) => caseNo },
  { title: WORDS.external_id, width: 22, of: ({ sources }) => sources[0]?.externalId ?? null },
  { title: WORDS.stage, width: 12, of: ({ stage }) => wordOf('stage', stage) },
  { title: WORDS.case_class, width: 18, of: (one) => one.class?.className ?? WORDS.class_unknown },
  { title: WORDS.case_source_group, width: 12, of: ({ sourceGroup }) => wordOf('source', sourceGroup) },
  { title: WORDS.case_unit, width: 24, of: ({ unitName }) => unitName },
  { title: WORDS.case_address, width: 40, of: ({ address }) => address },
  { title: WORDS.event_reported, width: 18, of: ({ reportedAt }) => momentOf(reportedAt) },
  { title: WORDS.deadline, width: 18, of: ({ dueAt }) => momentOf(dueAt) },
  { title: WORDS.time_limit, width: 12, of: ({ verdict }) => VERDICTS[verdict] ?? verdict },
  { title: WORDS.days_over, width: 12, of: ({ daysOver }) => daysOver },
];

/** The cases of a county, or of all counties of a city, as their list shows them. */
export function exportedCases(
  actor: Actor,
  asked: Asked,
  read: ReadCases,
  name: InTwo | null,
): ExportedList<ListedCase> {
  const { tenantId, stage, sort = null, language: _, ...filters } = asked;
  const isCity = actor.pool === 'city';
  const county = tenantId ?? (isCity ? null : actor.tenantId);
  const reach = { tenantId: county, cityId: county === null ? actor.cityId : null };
  const narrowed = { ...filters, stages: stage === undefined ? undefined : [stage] };

  async function* rows(): AsyncGenerator<ListedCase> {
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await read({ ...reach, first: ROWS_A_PAGE, after, sort, filters: narrowed });
      yield* nodes as unknown as readonly ListedCase[];
      if (!pageInfo.hasNextPage) return;
      after = pageInfo.endCursor;
    }
  }
  return {
    name: WORDS.nav_cases,
    marks: [name, asked.overdueAt === undefined ? null : WORDS.overdue],
    about: [[WORDS.region, name], ...aboutOf(asked, actor.tenant.timeZone)],
    columns: isCity ? [COUNTY, ...COLUMNS] : COLUMNS,
    rows: rows(),
  };
}

/** The filters in words, those that are given. */
function aboutOf(asked: Asked, zone: string): (readonly [InTwo, Cell])[] {
  const { number, text, stage, classId, sourceGroup, unitName, overdueAt, notOverdueAt, dueBefore } = asked;
  const moment = (value: string | undefined): Cell => (value === undefined ? null : wallText(new Date(value), zone));
  const overdue = overdueAt === undefined ? (notOverdueAt === undefined ? null : WORDS.overdue_no) : WORDS.overdue;
  const lines: [InTwo, Cell][] = [
    [WORDS.case_number, number ?? null],
    [WORDS.case_text, text ?? null],
    [WORDS.stage, stage === undefined ? null : wordOf('stage', stage)],
    [WORDS.case_class, classId === 0 ? WORDS.no_class : (classId ?? null)],
    [WORDS.case_source_group, sourceGroup === undefined ? null : wordOf('source', sourceGroup)],
    [WORDS.case_unit, unitName ?? null],
    [WORDS.time_limit, overdue],
    [WORDS.deadline, dueBefore === undefined ? null : `< ${String(moment(dueBefore))}`],
    [WORDS.reported_from, moment(asked.reportedFrom)],
    [WORDS.reported_to, asked.reportedBefore === undefined ? null : `< ${String(moment(asked.reportedBefore))}`],
    [WORDS.sort_by, wordOf('sort', asked.sort ?? 'reported')],
  ];
  return lines.filter(([, value]) => value !== null);
}
