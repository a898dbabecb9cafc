import type { WorkCalendar } from '../../calendars/calendar.ts';
import { civilDay } from '../../calendars/zone.ts';
import type { CaseEvent } from '../../cases/events.ts';
import { factOf, isDueProvisional, type CaseFact } from '../../cases/fact.ts';
import { stageOf } from '../../cases/stage.ts';
import { stepsBetween } from '../../cases/steps.ts';
import type { CasePicture } from '../../cases/fields.ts';
import type { Stage } from '../../cases/types.ts';
import type { Deps } from '../../kernel/deps.ts';
import { tileOf } from '../../geography/tile.ts';
import type { Decision } from './decide.ts';
import { shown, type Finding } from '../findings/finding.ts';
import type { Lease } from '../batch/lease.ts';
import type { MappedRow } from '../rules/map-row.ts';

/** A case to be written whole: its new picture, what follows from it, and the events that led there. */
export interface CaseWrite {
  readonly caseId: string;
  readonly row: MappedRow;
  readonly picture: CasePicture;
  readonly stage: Stage;
  readonly tile: number | null;
  readonly fact: CaseFact;
  readonly dueProvisional: boolean;
  readonly events: readonly (CaseEvent & { readonly id: string; readonly late: boolean })[];
}

export interface Writes {
  readonly created: readonly CaseWrite[];
  readonly updated: readonly CaseWrite[];
  /** Refusals and remarks that only the merge could make. */
  readonly findings: readonly Finding[];
}

export const isEmpty = ({ created, updated }: Writes): boolean => created.length + updated.length === 0;

export interface PrepareContext {
  readonly lease: Lease;
  readonly calendar: WorkCalendar;
  readonly recordedAt: Date;
  /** End of the latest closed period; earlier days are late. */
  readonly closedToDay: string | null;
  readonly deps: Deps;
}

/** Pure but for ids: what a chunk writes, in row order (events of one chunk are ordered by their ids). */
export function prepareWrites(
  context: PrepareContext,
  decisions: readonly Decision[],
  pictures: ReadonlyMap<string, CasePicture>,
): Writes {
  const created: CaseWrite[] = [];
  const updated: CaseWrite[] = [];
  const findings: Finding[] = [];
  for (const decision of decisions) {
    const { row, caseId, outcome } = decision;
    if (decision.refusedBy !== null) findings.push(findingOf(decision, decision.refusedBy, 'error'));
    if (row === null || caseId === null || (outcome !== 'created' && outcome !== 'updated')) continue;
    const write = caseWrite(context, caseId, row, pictures.get(caseId) ?? null);
    (outcome === 'created' ? created : updated).push(write);
    if (write.events.some((event) => event.late)) findings.push(findingOf(decision, 'PERIOD-LATE', 'warning', context));
  }
  return { created, updated, findings };
}

function caseWrite(context: PrepareContext, caseId: string, row: MappedRow, old: CasePicture | null): CaseWrite {
  const picture = old === null ? row.picture : keepAbsent(row, old);
  const fact = factOf(picture, context.calendar);
  const { longitude, latitude } = picture;
  const events = stepsBetween(old, picture, context.recordedAt).map((event) => ({
    ...event,
    id: context.deps.ids.next(),
    late: isLate(context, event, fact),
  }));
  return {
    caseId,
    row,
    picture,
    stage: stageOf(picture),
    tile: longitude === null || latitude === null ? null : tileOf(longitude, latitude),
    fact,
    dueProvisional: isDueProvisional(picture, fact.dueAt, context.calendar),
    events,
  };
}

/** Absent = leave: fields whose columns the row lacks keep what is stored. */
function keepAbsent({ picture, absent }: MappedRow, old: CasePicture): CasePicture {
  if (absent.length === 0) return picture;
  const kept: CasePicture = { ...picture };
  for (const field of absent) Object.assign(kept, { [field]: old[field] });
  return kept;
}

/** A step that happened in a closed period, or a correction of a case reported in one. */
function isLate({ closedToDay, calendar }: PrepareContext, event: CaseEvent, fact: CaseFact): boolean {
  if (closedToDay === null) return false;
  return (event.kind === 'corrected' ? fact.reportedDay : civilDay(event.occurredAt, calendar.zone)) < closedToDay;
}

function findingOf(
  { rowNo, externalId }: Decision,
  code: Finding['code'],
  severity: Finding['severity'],
  context?: PrepareContext,
): Finding {
  const expected = context?.closedToDay ? `≥ ${context.closedToDay}` : null;
  return { rowNo, code, severity, field: null, received: null, expected, externalId: externalId && shown(externalId) };
}
