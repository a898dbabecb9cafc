import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Actor } from '../../identity/actor.ts';
import type { ModeDocument } from '../../tenants/mode-document.ts';
import { isDesk } from '../../units/desk.ts';
import type { LimitedCase } from '../limit-of-step.ts';
import type { CaseEvent, RequestKind } from '../events.ts';
import { isHandOver } from '../recall.ts';
import { inOrder } from '../read-events.ts';
import type { CaseState } from '../stage.ts';
import type { SourceGroup } from '../types.ts';
import type { ActName } from './acts.ts';
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

export type CaseRowRead = Awaited<ReturnType<typeof readRow>>;

/** Which case; its tenant is that of the place, whoever acts. */
export interface CaseKey {
  readonly tenantId: number;
  readonly caseId: string;
}

/**
 * Reads a case for an act. Locked against other acts where the actor may move it; everybody else only notes. FLOW-CASE-UNKNOWN
 * where the actor may not see it.
 */
export async function readCase(trx: Trx, actor: Reader, key: CaseKey, today: string, lock: Lock): Promise<ReadCase> {
  const { tenantId } = key;
  // Sent together: on one connection the others are read once the lock is there.
  const [row, events, reported, tasks, bodies, modes] = await Promise.all([
    readRow(trx, key, lock),
    readOwnEvents(trx, key),
    readReported(trx, key),
    readTasks(trx, key),
    readBodies(trx, actor, tenantId, today),
    readDocuments(trx, tenantId),
  ]);
  const mode = documentFrom(modes, tenantId, row.mode_from, row.reported_at);
  return caseAsRead(row, events, reported, tasks, bodies, mode);
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
  const limited = { classId: row.class_id, ruleId: row.rule_id, cellId: row.cell_id };
  return {
    row,
    events: ordered,
    limited,
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
        tasks,
        done: [],
        bodies,
        mode,
      },
      ...{ returned: false, giver: null },
    },
  };
}

/**
 * Reads the case of a task for an act on it. FLOW-TASK-UNKNOWN where it is not the actor's to see. Whoever may not see the case
 * either, a body that assists, verifies or checks, gets what the task alone says.
 */
export async function readTaskCase(
  trx: Trx,
  actor: Reader,
  { tenantId, taskId }: { readonly tenantId: number; readonly taskId: string },
  today: string,
  lock: Lock,
): Promise<ReadCase> {
  const found = trx
    .selectFrom('biz.assignment')
    .select(['case_id', 'asker_unit_id', 'also_unit_id', 'city_id', 'brief', 'asked_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', taskId);
  const task = await (lock === 'locked' ? found.forNoKeyUpdate() : found).executeTakeFirst();
  if (task === undefined) throw new Problem('FLOW-TASK-UNKNOWN');
  const key = { tenantId, caseId: task.case_id };
  if ((await findRow(trx, key, 'unlocked')) !== undefined) return readCase(trx, actor, key, today, lock);
  const { modeFrom, ...limited } = BRIEF.parse(task.brief);
  const [tasks, bodies, modes] = await Promise.all([
    readTasks(trx, key),
    readBodies(trx, actor, tenantId, today),
    readDocuments(trx, tenantId),
  ]);
  const of = { tenantId, cityId: task.city_id, caseId: task.case_id, askerUnitId: task.asker_unit_id };
  const mode = documentFrom(modes, tenantId, modeFrom === null ? null : new Date(modeFrom), task.asked_at);
  return taskAsRead(of, task.also_unit_id, tasks, bodies, mode, limited);
}

/** What a brief says for those who may not read the case; briefs of before say nothing of it. */
const BRIEF = z.object({
  classId: z.int().nullable().default(null),
  ruleId: z.int().nullable().default(null),
  cellId: z.int().nullable().default(null),
  modeFrom: z.string().nullable().default(null),
});

/** For an act the case is locked against others where the actor may move it; for a look it is not. */
export type Lock = 'locked' | 'unlocked';

/** Who reads: a body of a tenant, in its pool. */
type Reader = Pick<Actor, 'pool' | 'tenantId'>;

const rowOf = (trx: Trx, { tenantId, caseId }: CaseKey) =>
  trx.selectFrom('biz.case').selectAll().where('tenant_id', '=', tenantId).where('id', '=', caseId);

/** For an act it is locked; the lock asks the update policy, which lets only the holder through. */
const findRow = async (trx: Trx, key: CaseKey, lock: Lock) =>
  (lock === 'locked' ? await rowOf(trx, key).forNoKeyUpdate().executeTakeFirst() : undefined) ??
  (await rowOf(trx, key).executeTakeFirst());

async function readRow(trx: Trx, key: CaseKey, lock: Lock) {
  const row = await findRow(trx, key, lock);
  if (row === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
  return row;
}

const readOwnEvents = (trx: Trx, { tenantId, caseId }: CaseKey) =>
  trx
    .selectFrom('biz.case_event')
    .select([
      'id',
      'case_id',
      'kind',
      'occurred_at',
      'amends',
      'version',
      'lead_unit_id',
      'data',
      'person_id',
      'by_unit_id',
      'post',
    ])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();

/** Who brought what the case was registered from. */
async function readReported(trx: Trx, { tenantId, caseId }: CaseKey): Promise<Deed[]> {
  const rows = await trx
    .selectFrom('biz.report')
    .select('person_id')
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .where('state', '=', 'registered')
    .execute();
  return rows.map(({ person_id: personId }) => ({ act: 'report', personId, finding: null }));
}

export type EventRow = Awaited<ReturnType<typeof readOwnEvents>>[number];

/** Tasks of the case that the reader may see, in the order in which they were asked. */
export async function readTasks(trx: Trx, { tenantId, caseId }: CaseKey): Promise<Task[]> {
  const rows = await trx
    .selectFrom('biz.assignment')
    .select(['id', 'kind', 'unit_id', 'asker_unit_id', 'state', 'asks', 'asks_unit_id', 'barred'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as Task['kind'], unitId: row.unit_id, askerUnitId: row.asker_unit_id },
    ...{ state: row.state as Task['state'], barred: row.barred, asksUnitId: row.asks_unit_id },
    asks: (row.asks as { request?: RequestKind } | null)?.request ?? null,
  }));
}

/** A department reads the bodies of its own tenant only: see `homeOf` for the others. */
export async function readBodies(trx: Trx, actor: Reader, tenantId: number, today: string): Promise<Map<number, Body>> {
  const rows = await trx
    .selectFrom('biz.body')
    .select(['unit_id', 'home_id', 'kind', 'name', 'from_day', 'to_day'])
    .where('tenant_id', '=', actor.pool === 'unit' ? actor.tenantId : tenantId)
    .orderBy('from_day')
    .orderBy('unit_id')
    .execute();
  return new Map(
    rows.map(({ unit_id: unitId, home_id: homeId, kind, name, from_day: from, to_day: to }) => [
      unitId,
      { unitId, homeId, kind, name, serves: from <= today && (to === null || today < to) },
    ]),
  );
}

/** The mode in force at an instant, and since when. FLOW-NO-MODE where none is yet. */
export async function readModeAt(trx: Trx, tenantId: number, at: Date): Promise<{ from: Date; mode: ModeDocument }> {
  const modes = await readDocuments(trx, tenantId);
  const from = modes.find(({ from_at: from }) => from <= at)?.from_at;
  if (from === undefined) throw new Problem('FLOW-NO-MODE', { tenant: String(tenantId) });
  return { from, mode: documentFrom(modes, tenantId, from, at) };
}

const readDocuments = (trx: Trx, tenantId: number) =>
  trx
    .selectFrom('biz.tenant_mode')
    .select(['from_at', 'document'])
    .where('tenant_id', '=', tenantId)
    .orderBy('from_at', 'desc')
    .execute();

/**
 * The mode that a case began under; of one that names none, sent before its tenant had any, that of an instant of its, else the
 * first. FLOW-NO-MODE.
 */
function documentFrom(
  modes: Awaited<ReturnType<typeof readDocuments>>,
  tenantId: number,
  from: Date | null,
  at: Date,
): ModeDocument {
  const found =
    from === null
      ? (modes.find(({ from_at: begins }) => begins <= at) ?? modes.at(-1))
      : modes.find(({ from_at: begins }) => begins.getTime() === from.getTime());
  if (found === undefined) throw new Problem('FLOW-NO-MODE', { tenant: String(tenantId) });
  return found.document as unknown as ModeDocument;
}

const deedsOf = (events: readonly EventRow[]): Deed[] =>
  events.flatMap(({ data, person_id: personId }) => {
    const { act, finding = null } = data as { act?: ActName; finding?: string };
    return act === undefined ? [] : [{ act, personId, finding }];
  });

/** Desk of a tenant: the first of its desks that serves. */
export function deskOf(bodies: ReadonlyMap<number, Body>, homeId: number): number | null {
  const desks = [...bodies.values()].filter((body) => body.homeId === homeId && isDesk(body.kind));
  return (desks.find(({ serves }) => serves) ?? desks[0])?.unitId ?? null;
}

function standingOf(
  row: CaseRowRead,
  tasks: readonly Task[],
  done: readonly Deed[],
  bodies: ReadonlyMap<number, Body>,
  mode: ModeDocument,
  events: readonly CaseEvent[],
  giver: Giver | null,
): Standing {
  const { tenant_id: tenantId, city_id: cityId, holder_unit_id: holderUnitId, state } = row;
  const cityDeskUnitId = deskOf(bodies, cityId) ?? holderUnitId;
  const ownDesk = deskOf(bodies, tenantId) ?? holderUnitId;
  const placeOf = (tenant: 'city' | 'own' | 'receiver'): number => (tenant === 'city' ? cityDeskUnitId : ownDesk);
  const commandUnitId = row.command_unit_id ?? placeOf(mode.desks.command.tenant);
  const lead = tasks.findLast(({ kind }) => kind === 'lead');
  return {
    ...{ tenantId, cityId, caseId: row.id, state: state as CaseState, version: row.version },
    ...{ holderId: row.holder_id, holderUnitId, commandUnitId, cityDeskUnitId },
    supervisionUnitId: row.supervision_unit_id ?? placeOf(mode.desks.supervision.tenant),
    commanderUnitId: state === 'dispatching' ? holderUnitId : (lead?.askerUnitId ?? commandUnitId),
    leadUnitId: row.lead_unit_id,
    ...{ sourceGroup: row.source_group as SourceGroup, selfHandled: row.self_handled },
    ...{ reworks: row.rework_count, extensions: row.extension_count },
    ...{ dueAt: row.due_at, disposedAt: row.disposed_at },
    ...{ tasks, done, bodies, mode },
    returned: isBack(events),
    giver,
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

/** Whether the last move brought the case back from a later desk; the review of a self-handled one is none. */
function isBack(events: readonly CaseEvent[]): boolean {
  const last = events.findLast(({ version }) => version !== null);
  return last?.kind === 'returned' || (last?.kind === 'file_returned' && last.data.act !== 'to_normal_flow');
}
