import type { WorkCalendar } from '../../calendars/calendar.ts';
import type { Deps } from '../../kernel/deps.ts';
import { caseRow } from '../case-row.ts';
import { pictureOf } from '../picture.ts';
import { makeProjection, type Known, type Projection } from '../project.ts';
import type { ActedCase, ActEventRow, ActWrite } from '../record/record-act.ts';
import type { CaseState } from '../stage.ts';
import type { ActEvent, Outcome } from './outcome.ts';
import type { ReadCase } from './as-read.ts';
import { leadHomeOf, type Standing } from './standing.ts';

/** From which the tenant of a body is known. */
type Homes = Pick<Standing, 'bodies' | 'tenantId'>;

/** Whether the reader sees the case from its beginning; a body does not. */
export const readsAll = ({ events }: Pick<ReadCase, 'events'>): boolean => events[0]?.kind === 'reported';

/**
 * The case after the events of an act: projected from all its events, under a calendar; for a body, which goes on from the
 * row, without one. Pure.
 */
export function afterAct(
  deps: Pick<Deps, 'ids'>,
  calendar: WorkCalendar | null,
  { row, events, standing }: ReadCase,
  outcome: Outcome,
  now: Date,
): Pick<ActWrite, 'acted' | 'events'> {
  // One act makes one version, however many events it has.
  const version = outcome.events.some(({ isMove }) => isMove) ? standing.version + 1 : standing.version;
  const numbered = outcome.events.map((event) => eventRow(deps, standing, event, event.isMove ? version : null, now));
  if (row === null || version === standing.version) return { acted: null, events: numbered };
  const projection = calendar === null ? makeProjection(knownOf(row)) : replayed(events);
  for (const event of numbered) projection.apply(event);
  return { acted: actedCase(standing, projection, calendar), events: numbered };
}

/** The case without its last hand-over, which `recalled` names. Pure. */
export function afterRecall(
  calendar: WorkCalendar,
  { events, standing }: Pick<ReadCase, 'events' | 'standing'>,
  recalled: ActEventRow,
): ActedCase {
  const projection = replayed(events);
  projection.apply(recalled);
  return actedCase(standing, projection, calendar);
}

function replayed(events: ReadCase['events']): Projection {
  const projection = makeProjection();
  for (const event of events) projection.apply(event);
  return projection;
}

/** Without a calendar the clocks are left to who reads all events. */
export const actedCase = (
  standing: Homes & { readonly caseId: string },
  projection: Projection,
  calendar: WorkCalendar | null,
): ActedCase => ({
  ...{ caseId: standing.caseId, version: projection.version, picture: projection.picture, state: projection.state },
  ...{ baton: projection.baton, row: calendar === null ? null : caseRow(calendar, projection) },
  leadHomeId: leadHomeOf(standing, projection.picture.leadUnitId),
});

const knownOf = (row: NonNullable<ReadCase['row']>): Known => ({
  ...{ picture: pictureOf(row), state: row.state as CaseState, version: row.version },
  baton: {
    ...{ caseNo: row.case_no, holderId: row.holder_id, holderUnitId: row.holder_unit_id, urgent: row.urgent },
    ...{ modeFrom: row.mode_from?.toISOString() ?? null },
    ...{ supervisionUnitId: row.supervision_unit_id, commandUnitId: row.command_unit_id },
  },
});

export const eventRow = (
  { ids }: Pick<Deps, 'ids'>,
  homes: Homes,
  event: ActEvent,
  version: number | null,
  now: Date,
): ActEventRow => ({
  ...{ id: ids.next(), kind: event.kind, occurredAt: event.at ?? now, amends: null, version },
  ...{ leadUnitId: event.leadUnitId, data: event.data, taskId: event.taskId },
  leadHomeId: leadHomeOf(homes, event.leadUnitId),
});
