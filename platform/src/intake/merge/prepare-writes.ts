import { instant, message, type Message } from '../../kernel/message.ts';
import { caseWrite, changeOf, type CaseWrite } from '../../cases/record/case-write.ts';
import type { Cut } from '../../cases/record/cut.ts';
import type { LockedCase } from '../../cases/record/lock-cases.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Decision } from './decide.ts';
import { shown, type Finding } from '../findings/finding.ts';
import type { FindingCode, Severity } from '../findings/severities.ts';
import type { MappedRow } from '../rules/map-row.ts';
import { clockFindings, type ClockFinding } from './clock-findings.ts';
import type { MergeRun } from './merge-chunk.ts';
import { unsaidFields } from './unsaid-fields.ts';

/** A row that is written, and what becomes of its case. */
export interface RowWrite {
  readonly row: MappedRow;
  readonly write: CaseWrite;
}

export interface Writes {
  readonly rows: readonly RowWrite[];
  /** Refusals and remarks that only the merge could make. */
  readonly findings: readonly Finding[];
}

/** Pure but for ids: what a chunk writes, in row order. `locked` are the cases to be updated. */
export function prepareWrites(
  deps: Deps,
  cut: Cut,
  { calendar, severityOf }: Pick<MergeRun, 'calendar' | 'severityOf'>,
  decisions: readonly Decision[],
  locked: ReadonlyMap<string, LockedCase>,
): Writes {
  const rows: RowWrite[] = [];
  const findings: Finding[] = [];
  for (const decision of decisions) {
    const { row, caseId, outcome } = decision;
    const report = (code: FindingCode, details: Partial<ClockFinding> = {}) => {
      const severity = severityOf(code);
      if (severity !== 'off') findings.push(findingOf(decision, code, severity, details));
    };
    if (decision.refusedBy !== null) report(decision.refusedBy);
    if (row === null || caseId === null || (outcome !== 'created' && outcome !== 'updated')) continue;
    const known = locked.get(caseId);
    const change = changeOf(known, row.picture, unsaidFields(known, row), cut);
    const write = caseWrite(deps, cut, calendar, { ...{ caseId, person: row.person, rowNo: row.rowNo }, ...change });
    rows.push({ row, write });
    for (const { code, ...details } of clockFindings(write, change.projected, calendar.zone)) report(code, details);
    if (write.events.some((event) => event.late)) report('PERIOD-LATE', { expected: openFrom(cut) });
  }
  return { rows, findings };
}

/** From when on nothing is frozen yet. */
const openFrom = ({ closed }: Cut): Message =>
  message('expected.from', { at: instant(Math.max(...closed.map(({ to }) => to.getTime()))) });

function findingOf(
  { rowNo, externalId }: Decision,
  code: FindingCode,
  severity: Severity,
  { field = null, received = null, expected = null }: Omit<Partial<Finding>, 'code'>,
): Finding {
  return { rowNo, code, severity, field, received, expected, externalId: externalId && shown(externalId) };
}
