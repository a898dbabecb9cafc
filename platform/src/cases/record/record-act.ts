import { sql } from 'kysely';
import { jsonb } from '../../database/json.ts';
import type { JsonObject } from '../../database/tables.ts';
import type { Acting, Trx } from '../../database/database.ts';
import { assignments, namesOf, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import type { Deps } from '../../kernel/deps.ts';
import { present } from '../../kernel/present.ts';
import type { CaseRow } from '../case-row.ts';
import type { Baton, CaseEvent } from '../events.ts';
import type { CasePicture } from '../fields.ts';
import { STAGE_OF_STATE, type CaseState } from '../stage.ts';
import { FIELDS } from '../fields.ts';
import { columnsOf } from '../../database/unnest-rows.ts';
import { BATON_COLUMNS, DESK_COLUMNS, PROJECTED_COLUMNS } from './columns.ts';
import type { Cut } from './cut.ts';

/** Who acts on a case, in the tenant of the case. */
export interface ActRecording {
  /** Tenant and city of the case; unit and login of who acts. */
  readonly acting: Acting & { readonly unitId: number };
  readonly cut: Cut;
  readonly personId: string | null;
  readonly post: string | null;
}

/** A case after an act, as far as who acts can know: a body that may not read all its events knows no clocks. */
export interface ActedCase {
  readonly caseId: string;
  readonly version: number;
  readonly picture: CasePicture;
  readonly state: CaseState;
  readonly baton: Baton;
  /** Tenant of the body that works it. */
  readonly leadHomeId: number | null;
  /** Null for a body: what follows from the clocks is refreshed from the events. */
  readonly row: CaseRow | null;
}

export interface ActEventRow extends CaseEvent {
  readonly id: string;
  readonly taskId: string | null;
  /** Tenant of the body that has the case then. */
  readonly leadHomeId: number | null;
}

/** A task of the case, new or changed. */
export interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly subtype: string | null;
  readonly unitId: number;
  readonly askerUnitId: number;
  readonly onBehalfOfUnitId: number | null;
  readonly alsoUnitId: number | null;
  readonly otherId: number | null;
  readonly barred: readonly string[];
  readonly brief: JsonObject;
  readonly limitValue: string | null;
  readonly limitUnit: string | null;
  readonly dueAt: Date | null;
  readonly warnAt: Date | null;
}

export interface TaskUpdate {
  readonly id: string;
  readonly set: {
    readonly state?: string;
    readonly answer?: JsonObject;
    readonly asks?: JsonObject | null;
    readonly asks_unit_id?: number | null;
    readonly other_id?: number;
    readonly inner_unit_id?: number | null;
    readonly person_id?: string | null;
    readonly due_at?: Date | null;
    readonly warn_at?: Date | null;
  };
}

/** Everything that an act writes. */
export interface ActWrite {
  /** Null where the act leaves the case as it is. */
  readonly acted: ActedCase | null;
  readonly isNew: boolean;
  readonly caseId: string;
  readonly events: readonly ActEventRow[];
  readonly opens: readonly TaskRow[];
  readonly changes: readonly TaskUpdate[];
}

/**
 * Writes an act: case, tasks, events, and the mark by which fact, turns and clocks follow. Comes after the share of the cut
 * and the lock of the case. Everything is issued before the first answer is awaited.
 */
export async function recordAct(trx: Trx, deps: Deps, recording: ActRecording, write: ActWrite): Promise<void> {
  await Promise.all([
    ...(write.acted === null
      ? []
      : [write.isNew ? insertCase(trx, recording, write.acted) : updateCase(trx, recording, write.acted)]),
    ...(write.opens.length === 0 ? [] : [openTasks(trx, recording, write)]),
    ...write.changes.map((change) => changeTask(trx, recording, write.caseId, change)),
    insertEvents(trx, recording, write),
    markDirty(trx, deps, recording, write.caseId),
  ]);
}

const OWN_COLUMNS: Columns<ActedCase> = {
  id: { type: 'uuid', of: ({ caseId }) => caseId },
  ...columnsOf(FIELDS, ({ picture }: ActedCase) => picture),
  state: { type: 'text', of: ({ state }) => state },
  stage: { type: 'text', of: ({ state }) => STAGE_OF_STATE[state] },
  version: { type: 'int4', of: ({ version }) => version },
  lead_home_id: { type: 'int4', of: ({ leadHomeId }) => leadHomeId },
  ...BATON_COLUMNS,
  ...DESK_COLUMNS,
};

/** What the clocks add for who may read all events. */
const CLOCK_COLUMNS: Columns<ActedCase> = Object.fromEntries(
  Object.entries(PROJECTED_COLUMNS)
    .filter(([name]) => !(name in OWN_COLUMNS))
    .map(([name, { type, of }]) => [
      name,
      { type, of: ({ row }: ActedCase) => of(present(row, 'what follows from the clocks')) },
    ]),
) as Columns<ActedCase>;

const columnsFor = ({ row }: ActedCase): Columns<ActedCase> =>
  row === null ? OWN_COLUMNS : { ...OWN_COLUMNS, ...CLOCK_COLUMNS };

async function insertCase(trx: Trx, { acting, cut }: ActRecording, acted: ActedCase): Promise<void> {
  const columns = columnsFor(acted);
  await sql`
    insert into biz."case" (tenant_id, city_id, created_at, updated_at, ${namesOf(columns)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${cut.recordedAt}::timestamptz, ${cut.recordedAt}::timestamptz,
           ${namesOf(columns)}
      from ${unnestRows([acted], columns)}
    returning 1`.execute(trx);
}

async function updateCase(trx: Trx, { acting, cut }: ActRecording, acted: ActedCase): Promise<void> {
  const columns = columnsFor(acted);
  const { numAffectedRows } = await sql`
    update biz."case" as c set updated_at = ${cut.recordedAt}::timestamptz, ${assignments(columns, 'r', 'id')}
      from ${unnestRows([acted], columns)}
     where c.tenant_id = ${acting.tenantId} and c.id = r.id and c.version = r.version - 1`.execute(trx);
  if (numAffectedRows !== 1n)
    throw new Error(`case ${acted.caseId} is not at version ${acted.version - 1}, or not held`);
}

async function openTasks(trx: Trx, { acting, cut }: ActRecording, { caseId, events, opens }: ActWrite): Promise<void> {
  // When it was asked, not when it was written down: a cut may set that later than the clock.
  const askedAt = events[0]?.occurredAt ?? cut.recordedAt;
  await trx
    .insertInto('biz.assignment')
    .values(
      opens.map((task) => ({
        ...{ tenant_id: acting.tenantId, city_id: acting.cityId, case_id: caseId, id: task.id, kind: task.kind },
        ...{ subtype: task.subtype, unit_id: task.unitId, asker_unit_id: task.askerUnitId, state: 'open' },
        on_behalf_of_unit_id: task.onBehalfOfUnitId,
        ...{ also_unit_id: task.alsoUnitId, other_id: task.otherId, barred: [...task.barred] },
        ...{ brief: jsonb(task.brief), asked_at: askedAt, due_at: task.dueAt, warn_at: task.warnAt },
        ...{ limit_value: task.limitValue, limit_unit: task.limitUnit },
      })),
    )
    .execute();
}

async function changeTask(trx: Trx, { acting }: ActRecording, caseId: string, { id, set }: TaskUpdate): Promise<void> {
  const { answer, asks, ...rest } = set;
  const { numUpdatedRows } = await trx
    .updateTable('biz.assignment')
    .set({
      ...rest,
      ...(answer === undefined ? {} : { answer: jsonb(answer) }),
      ...(asks === undefined ? {} : { asks: asks === null ? null : jsonb(asks) }),
    })
    .where('tenant_id', '=', acting.tenantId)
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new Error(`task ${id} of case ${caseId} cannot be changed by who acts`);
}

async function insertEvents(trx: Trx, { acting, cut, personId, post }: ActRecording, write: ActWrite): Promise<void> {
  await trx
    .insertInto('biz.case_event')
    .values(
      write.events.map((event) => ({
        ...{
          tenant_id: acting.tenantId,
          city_id: acting.cityId,
          id: event.id,
          case_id: write.caseId,
          kind: event.kind,
        },
        ...{ occurred_at: event.occurredAt, recorded_at: cut.recordedAt, epoch: cut.epoch, version: event.version },
        ...{ by_unit_id: acting.unitId, person_id: personId, post, amends: event.amends, batch_id: null, row_no: null },
        ...{
          lead_unit_id: event.leadUnitId,
          lead_home_id: event.leadHomeId,
          assignment_id: event.taskId,
          unit_name: null,
          data: jsonb({ ...event.data }),
        },
      })),
    )
    .execute();
}

async function markDirty(trx: Trx, { ids }: Deps, { acting, cut }: ActRecording, caseId: string): Promise<void> {
  await trx
    .insertInto('biz.case_dirty')
    .values({
      ...{ tenant_id: acting.tenantId, city_id: acting.cityId, id: ids.next(), case_id: caseId },
      ...{ by_unit_id: acting.unitId, marked_at: cut.recordedAt },
    })
    .execute();
}
