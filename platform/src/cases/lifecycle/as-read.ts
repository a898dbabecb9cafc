import type { ModeDocument } from '../../tenants/mode-document.ts';
import type { CaseEvent } from '../events.ts';
import type { LimitedCase } from '../limit-of-step.ts';
import { isHandOver, standingEvents } from '../recall.ts';
import { inOrder } from '../read-events.ts';
import type { CaseState } from '../stage.ts';
import type { SourceGroup } from '../types.ts';
import type { ActName } from './acts.ts';
import type { CaseRowRead, EventRow } from './read-rows.ts';
import { actingDesk, deskOf } from './serving-desk.ts';
import type { Body, Deed, Giver, Standing, Task } from './standing.ts';

/** A case as its lifecycle reads it, with the events that the reader may see. */
export interface ReadCase {
  readonly standing: Standing;
  /** Null for a body that works a task without seeing the case. */
  readonly row: CaseRowRead | null;
  /** In their order; of a body that works the case only those of its time. */
  readonly events: readonly CaseEvent[];
  /** What decides the limits of its steps. */
  readonly limited: Omit<LimitedCase, 'day'>;
}

/** What was read of a case, as the lifecycle sees it. Pure. */
export function caseAsRead(
  row: CaseRowRead,
  events: readonly EventRow[],
  reported: readonly Deed[],
  tasks: readonly Task[],
  bodies: ReadonlyMap<number, Body>,
  mode: ModeDocument,
): ReadCase {
  const ordered = inOrder(events);
  const done = [...reported, ...deedsOf(events)];
  return {
    row,
    events: ordered,
    limited: { classId: row.class_id, ruleId: row.rule_id, cellId: row.cell_id },
    standing: standingOf(row, tasks, done, bodies, mode, ordered, giverIn(events)),
  };
}

/** What a body knows of the case whose task it works without seeing it. Pure. */
export function taskAsRead(
  task: { readonly tenantId: number; readonly cityId: number; readonly caseId: string } & Pick<Task, 'askerUnitId'>,
  leadUnitId: number | null,
  tasks: readonly Task[],
  bodies: ReadonlyMap<number, Body>,
  mode: ModeDocument,
  limited: ReadCase['limited'],
): ReadCase {
  const { tenantId, cityId, caseId, askerUnitId: asker } = task;
  return {
    ...{ row: null, events: [], limited },
    standing: {
      ...{ tenantId, cityId, caseId, state: null, version: 0 },
      ...{ holderId: tenantId, holderUnitId: asker, supervisionUnitId: asker, commandUnitId: asker },
      ...{ commanderUnitId: asker, cityDeskUnitId: asker, leadUnitId, sourceGroup: 'patrol' },
      ...{
        selfHandled: false,
        reworks: 0,
        extensions: 0,
        dueAt: null,
        disposedAt: null,
        resumeAt: null,
        tasks,
        done: [],
        bodies,
        mode,
      },
      ...{ returned: false, giver: null },
    },
  };
}

const deedsOf = (events: readonly EventRow[]): Deed[] =>
  events.flatMap(({ data, person_id: personId }) => {
    const { act, finding = null } = data as { act?: ActName; finding?: string };
    return act === undefined ? [] : [{ act, personId, finding }];
  });

/** Where a desk that is named was replaced since, the one that serves now stands on its side. */
function standingOf(
  row: CaseRowRead,
  tasks: readonly Task[],
  done: readonly Deed[],
  bodies: ReadonlyMap<number, Body>,
  mode: ModeDocument,
  events: readonly CaseEvent[],
  giver: Giver | null,
): Standing {
  const { tenant_id: tenantId, city_id: cityId, state } = row;
  const acting = (unitId: number): number => actingDesk(bodies, unitId);
  const holderUnitId = acting(row.holder_unit_id);
  const cityDeskUnitId = deskOf(bodies, cityId) ?? holderUnitId;
  const ownDesk = deskOf(bodies, tenantId) ?? holderUnitId;
  const placeOf = (tenant: 'city' | 'own' | 'receiver'): number => (tenant === 'city' ? cityDeskUnitId : ownDesk);
  const commandUnitId = acting(row.command_unit_id ?? placeOf(mode.desks.command.tenant));
  const lead = tasks.findLast(({ kind }) => kind === 'lead');
  return {
    ...{ tenantId, cityId, caseId: row.id, state: state as CaseState, version: row.version },
    ...{ holderId: row.holder_id, holderUnitId, commandUnitId, cityDeskUnitId },
    supervisionUnitId: acting(row.supervision_unit_id ?? placeOf(mode.desks.supervision.tenant)),
    commanderUnitId: state === 'dispatching' ? holderUnitId : acting(lead?.askerUnitId ?? commandUnitId),
    leadUnitId: row.lead_unit_id,
    ...{ sourceGroup: row.source_group as SourceGroup, selfHandled: row.self_handled },
    ...{ reworks: row.rework_count, extensions: row.extension_count },
    ...{ dueAt: row.due_at, disposedAt: row.disposed_at, resumeAt: row.resume_at },
    ...{ tasks, done, bodies, mode },
    returned: isBack(events),
    giver: giver && { ...giver, unitId: acting(giver.unitId) },
  };
}

/**
 * Who made the last move, where that handed the case over; nobody recalls a recall, or what the clerk did for another desk. That
 * the receiver took it since is for the guard to say.
 */
function giverIn(events: readonly EventRow[]): Giver | null {
  const last = events.reduce<EventRow | undefined>(
    (latest, event) =>
      event.kind !== 'taken' && event.version !== null && event.version >= (latest?.version ?? 0) ? event : latest,
    undefined,
  );
  if (last === undefined || last.post === 'clerk' || !isHandOver(last.kind as CaseEvent['kind'])) return null;
  return { unitId: last.by_unit_id, post: last.post === 'machine' ? null : last.post };
}

/** Whether the last move that was not recalled brought the case back from a later desk; the review of a self-handled one is none. */
function isBack(events: readonly CaseEvent[]): boolean {
  const last = standingEvents(events).findLast(({ kind, version }) => version !== null && kind !== 'recalled');
  return last?.kind === 'returned' || (last?.kind === 'file_returned' && last.data.act !== 'to_normal_flow');
}
