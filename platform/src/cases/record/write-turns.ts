import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import { uuidArray } from '../../database/pg-arrays.ts';
import { assignments, differ, namesOf, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import { inserted } from '../../database/written.ts';
import { extensionsOf, type StepTurn } from '../step-turns.ts';

/** The clocks of a case. */
export interface TurnsWrite {
  readonly caseId: string;
  readonly turns: readonly StepTurn[];
}

/** A row of `case_turn`. */
export interface TurnRow {
  readonly caseId: string;
  /** From 1 in the order in which the clocks started. */
  readonly turnNo: number;
  readonly turn: StepTurn;
}

/** Columns of `case_turn` that events decide. */
export const TURN_COLUMNS: Columns<TurnRow> = {
  case_id: { type: 'uuid', of: (t) => t.caseId },
  turn_no: { type: 'int2', of: (t) => t.turnNo },
  step: { type: 'text', of: ({ turn }) => turn.step },
  unit_id: { type: 'int4', of: ({ turn }) => turn.unitId },
  from_at: { type: 'timestamptz', of: ({ turn }) => turn.startedAt },
  to_at: { type: 'timestamptz', of: ({ turn }) => turn.endedAt },
  ended_by: { type: 'text', of: ({ turn }) => turn.endedBy },
  limit_value: { type: 'text', of: ({ turn }) => turn.limit?.value },
  limit_unit: { type: 'text', of: ({ turn }) => turn.limit?.unit },
  due_at: { type: 'timestamptz', of: ({ turn }) => turn.dueAt },
  pause_ms: { type: 'int8', of: ({ turn }) => turn.pauseMs },
  extension_count: { type: 'int2', of: ({ turn }) => extensionsOf(turn) },
  extension_ms: { type: 'int8', of: ({ turn }) => turn.extensionMs },
};

export const turnRows = (writes: readonly TurnsWrite[]): TurnRow[] =>
  writes.flatMap(({ caseId, turns }) => turns.map((turn, index) => ({ caseId, turnNo: index + 1, turn })));

/** Clocks of new cases. */
export async function insertTurns(trx: Trx, acting: Acting, turns: readonly TurnRow[]): Promise<void> {
  if (turns.length === 0) return;
  await inserted(
    trx,
    sql`
    insert into biz.case_turn (tenant_id, city_id, ${namesOf(TURN_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${namesOf(TURN_COLUMNS)}
      from ${unnestRows(turns, TURN_COLUMNS)}
    returning 1`,
  );
}

/** Clocks of changed cases: rows that stay as they were are not written, and those that are none any more go. */
export async function replaceTurns(trx: Trx, acting: Acting, writes: readonly TurnsWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const caseIds = uuidArray(writes.map(({ caseId }) => caseId));
  await sql`
    with wanted as (select * from ${unnestRows(turnRows(writes), TURN_COLUMNS)}),
    gone as (
      delete from biz.case_turn as t
       where t.tenant_id = ${acting.tenantId} and t.case_id = any(${caseIds}::uuid[])
         and not exists (select from wanted w where w.case_id = t.case_id and w.turn_no = t.turn_no)
      returning 1),
    written as (
      insert into biz.case_turn as t (tenant_id, city_id, ${namesOf(TURN_COLUMNS)})
      select ${acting.tenantId}::int, ${acting.cityId}::int, ${namesOf(TURN_COLUMNS)} from wanted
      on conflict (tenant_id, case_id, turn_no) do update set ${assignments(TURN_COLUMNS, 'excluded', 'case_id')}
       where ${differ(TURN_COLUMNS, 't', 'excluded')}
      returning 1)
    select (select count(*) from gone) + (select count(*) from written)`.execute(trx);
}
