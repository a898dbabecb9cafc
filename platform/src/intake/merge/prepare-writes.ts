import type { WorkCalendar } from '../../calendars/calendar.ts';
import type { CasePicture } from '../../cases/fields.ts';
import { caseWrite, type CaseWrite } from '../../cases/record/case-write.ts';
import type { LockedCase } from '../../cases/record/lock-cases.ts';
import type { Cut } from '../../cases/record/cut.ts';
import { stepsBetween } from '../../cases/steps.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Decision } from './decide.ts';
import { shown, type Finding } from '../findings/finding.ts';
import type { MappedRow } from '../rules/map-row.ts';

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

/** Pure but for ids: what a chunk writes, in row order. */
export function prepareWrites(
  deps: Deps,
  cut: Cut,
  calendar: WorkCalendar,
  decisions: readonly Decision[],
  locked: ReadonlyMap<string, LockedCase>,
): Writes {
  const rows: RowWrite[] = [];
  const findings: Finding[] = [];
  for (const decision of decisions) {
    const { row, caseId, outcome } = decision;
    if (decision.refusedBy !== null) findings.push(findingOf(decision, decision.refusedBy, 'error', null));
    if (row === null || caseId === null || (outcome !== 'created' && outcome !== 'updated')) continue;
    const old = locked.get(caseId);
    const picture = old === undefined ? row.picture : keepAbsent(row, old.picture);
    const write = caseWrite(deps, cut, calendar, {
      ...{ caseId, expect: old?.version ?? null, picture, person: row.person, rowNo: row.rowNo },
      events: stepsBetween(old?.picture ?? null, picture, cut.recordedAt),
    });
    rows.push({ row, write });
    if (write.events.some((event) => event.late))
      findings.push(findingOf(decision, 'PERIOD-LATE', 'warning', openFrom(cut)));
  }
  return { rows, findings };
}

/** From when on nothing is frozen yet. */
const openFrom = ({ closed }: Cut): string =>
  `≥ ${new Date(Math.max(...closed.map(({ to }) => to.getTime()))).toISOString()}`;

/** Absent = leave: fields whose columns the row lacks keep what is stored. */
function keepAbsent({ picture, absent }: MappedRow, old: CasePicture): CasePicture {
  if (absent.length === 0) return picture;
  const kept: CasePicture = { ...picture };
  for (const field of absent) Object.assign(kept, { [field]: old[field] });
  return kept;
}

function findingOf(
  { rowNo, externalId }: Decision,
  code: Finding['code'],
  severity: Finding['severity'],
  expected: string | null,
): Finding {
  return { rowNo, code, severity, field: null, received: null, expected, externalId: externalId && shown(externalId) };
}
