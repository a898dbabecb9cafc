import type { Actor, InTwo } from '@liangji/platform';
import type { z } from 'zod';
import type { CasesExport } from '../../openapi/exports.ts';
import {
  aboutOf,
  allPages,
  columnsFor,
  countyOf,
  momentOf,
  pageOf,
  ROWS_A_PAGE,
  whose,
  type Asking,
  type Connection,
} from './asking.ts';
import type { Cell, Column, ExportedList } from './exported-list.ts';
import { wordOf, WORDS } from './words.ts';

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
export type ReadCases = (
  actor: Actor,
) => (asked: {
  readonly tenantId: number | null;
  readonly cityId: number | null;
  readonly first: number;
  readonly after: string | null;
  readonly sort: string | null;
  readonly filters: Readonly<Record<string, unknown>>;
}) => Promise<Connection>;

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
const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

const COLUMNS: readonly Column<ListedCase>[] = [
  { title: WORDS.case_number, width: 26, of: ({ caseNo }) => caseNo },
  { title: WORDS.external_id, width: 22, of: ({ sources }) => sources[0]?.externalId ?? null },
  { title: WORDS.stage, width: 12, of: ({ stage }) => wordOf('stage', stage) },
  { title: WORDS.case_class, width: 18, of: (one) => one.class?.className ?? WORDS.class_unknown },
  { title: WORDS.case_source_group, width: 12, of: ({ sourceGroup }) => wordOf('source', sourceGroup) },
  { title: WORDS.case_unit, width: 24, of: ({ unitName }) => unitName },
  { title: WORDS.case_address, width: 40, of: ({ address }) => address },
  { title: WORDS.event_reported, width: 18, of: ({ reportedAt }) => dateOf(reportedAt) },
  { title: WORDS.deadline, width: 18, of: ({ dueAt }) => dateOf(dueAt) },
  { title: WORDS.time_limit, width: 12, of: ({ verdict }) => VERDICTS[verdict] ?? verdict },
  { title: WORDS.days_over, width: 12, of: ({ daysOver }) => daysOver },
];

const countyName = ({ tenant }: ListedCase): InTwo | null =>
  tenant === null ? null : { zh: tenant.name, en: tenant.nameEn };

/** The cases of a county, or of all counties of a city, as their list shows them. */
export function exportedCases(asking: Asking, asked: Asked, readCases: ReadCases): ExportedList<ListedCase> {
  const { tenantId, stage, sort = null, language: _, ...filters } = asked;
  const county = countyOf(asking, tenantId);
  const reach = { tenantId: county, cityId: county === null ? asking.actor.cityId : null };
  const narrowed = { ...filters, stages: stage === undefined ? undefined : [stage] };
  const read = readCases(asking.actor);
  return {
    name: WORDS.nav_cases,
    marks: [whose(asking, tenantId), asked.overdueAt === undefined ? null : WORDS.overdue],
    about: aboutOf(asking, tenantId, filtersInWords(asking, asked)),
    columns: columnsFor(asking, countyName, COLUMNS),
    rows: allPages(async (after: string | null) =>
      pageOf<ListedCase>(await read({ ...reach, first: ROWS_A_PAGE, after, sort, filters: narrowed })),
    ),
  };
}

function filtersInWords(asking: Asking, asked: Asked): (readonly [InTwo, Cell])[] {
  const { number, text, stage, classId, sourceGroup, unitName, overdueAt, notOverdueAt } = asked;
  const overdue = overdueAt === undefined ? (notOverdueAt === undefined ? null : WORDS.overdue_no) : WORDS.overdue;
  return [
    [WORDS.case_number, number ?? null],
    [WORDS.case_text, text ?? null],
    [WORDS.stage, stage === undefined ? null : wordOf('stage', stage)],
    [WORDS.case_class, classId === 0 ? WORDS.no_class : (classId ?? null)],
    [WORDS.case_source_group, sourceGroup === undefined ? null : wordOf('source', sourceGroup)],
    [WORDS.case_unit, unitName ?? null],
    [WORDS.time_limit, overdue],
    [WORDS.deadline, momentOf(asking, asked.dueBefore, '< ')],
    [WORDS.reported_from, momentOf(asking, asked.reportedFrom)],
    [WORDS.reported_to, momentOf(asking, asked.reportedBefore, '< ')],
    [WORDS.sort_by, wordOf('sort', asked.sort ?? 'reported')],
  ];
}
