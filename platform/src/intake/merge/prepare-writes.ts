import { wallText } from '../../calendars/zone.ts';
import { caseRow } from '../../cases/case-row.ts';
import { instant, message, type Message } from '../../kernel/message.ts';
import { caseWrite, changeOf, firstCase, type CaseWrite, type Reporter } from '../../cases/record/case-write.ts';
import type { Cut } from '../../cases/record/cut.ts';
import type { LockedCase } from '../../cases/record/lock-cases.ts';
import type { Deps } from '../../kernel/deps.ts';
import { settle, type Decision } from './decide.ts';
import { shown, type Finding } from '../findings/finding.ts';
import type { FindingCode, Severity } from '../findings/severities.ts';
import type { MappedRow } from '../rules/map-row.ts';
import { clockFindings } from './clock-findings.ts';
import type { FirstCases } from './first-cases.ts';
import type { MergeRun } from './merge-run.ts';
import { unsaidFields } from './unsaid-fields.ts';

/** A row that is written, and what becomes of its case. */
export interface RowWrite {
  readonly row: MappedRow;
  readonly write: CaseWrite;
}

/** Cases to be updated, as they are. */
export interface StoredCases {
  readonly locked: ReadonlyMap<string, LockedCase>;
  /** Of rows that name one. */
  readonly reporters: ReadonlyMap<string, Reporter>;
}

export interface Writes {
  /** What becomes of every row after all. */
  readonly decisions: readonly Decision[];
  readonly rows: readonly RowWrite[];
  /** Rows of other content than before that change nothing. */
  readonly same: readonly MappedRow[];
  /** Refusals and remarks that only the merge could make. */
  readonly findings: readonly Finding[];
}

/** Pure but for ids: what a chunk writes, in row order. */
export function prepareWrites(
  deps: Deps,
  cut: Cut,
  { calendar, severityOf, lease }: Pick<MergeRun, 'calendar' | 'severityOf' | 'lease'>,
  decided: readonly Decision[],
  { locked, reporters }: StoredCases,
  firstCases: FirstCases,
): Writes {
  const decisions: Decision[] = [];
  const rows: RowWrite[] = [];
  const same: MappedRow[] = [];
  const findings: Finding[] = [];
  for (const decision of decided) {
    const report = (code: FindingCode, details: Partial<Omit<Finding, 'code'>> = {}) => {
      const severity = severityOf(code);
      if (severity !== 'off') findings.push(findingOf(decision, code, severity, details));
    };
    const { row, caseId, known } = decision;
    if (row === null || caseId === null) {
      decisions.push(decision);
      if (decision.reason !== null) report(decision.reason.code, decision.reason);
      continue;
    }
    const before = locked.get(caseId);
    const isReread = known !== null && (known.isReread || lease.newestWins);
    const isSame = !isReread && row.revision !== null && row.revision === known?.revision;
    const reportedAt = before?.projection.picture.reportedAt;
    const change =
      before === undefined
        ? (firstCases.get(row) ?? firstCase(calendar, row.picture))
        : changeOf(before, row.picture, unsaidFields(before, row, { isReread, isSame }), cut);
    const person = isStored(row.person, reporters.get(caseId)) ? null : row.person;
    const settled = settle(decision, { changes: change.events.length > 0 || person !== null, isSame });
    decisions.push(settled);
    if (settled.outcome === 'unchanged') same.push(row);
    if (settled.reason !== null) report(settled.reason.code, settled.reason);
    if (settled.row === null) continue;
    const after = change.caseRow ?? caseRow(calendar, change.projected);
    const write = caseWrite(deps, cut, after, { ...change, caseId, person, rowNo: row.rowNo });
    rows.push({ row, write });
    if (reportedAt !== undefined && reportedAt.getTime() !== row.picture.reportedAt.getTime()) {
      const received = wallText(row.picture.reportedAt, calendar.zone);
      const expected = message('expected.stored', { at: instant(reportedAt) });
      report('KEY-REPORT-MOVED', { field: 'reported', received, expected });
    }
    for (const { code, ...details } of clockFindings(write, change.projected, calendar.zone)) report(code, details);
    if (write.events.some((event) => event.late)) report('PERIOD-LATE', { expected: openFrom(cut) });
  }
  return { decisions, rows, same, findings };
}

const isStored = (person: Reporter | null, stored: Reporter | undefined): boolean =>
  person?.name === stored?.name && person?.phone === stored?.phone;

/** From when on nothing is frozen yet. */
export const openFrom = ({ closed }: Cut): Message =>
  message('expected.from', { at: instant(Math.max(...closed.map(({ to }) => to.getTime()))) });

function findingOf(
  { rowNo, externalId }: Decision,
  code: FindingCode,
  severity: Severity,
  { field = null, received = null, expected = null }: Omit<Partial<Finding>, 'code'>,
): Finding {
  return { rowNo, code, severity, field, received, expected, externalId: externalId && shown(externalId) };
}
