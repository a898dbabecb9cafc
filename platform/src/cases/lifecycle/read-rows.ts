import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Actor } from '../../identity/actor.ts';
import type { RequestKind } from '../events.ts';
import { EVENT_ROW } from '../read-events.ts';
import type { Order } from './orders.ts';
import type { Body, Deed, Task } from './standing.ts';

/** Which case; its tenant is that of the place, whoever acts. */
export interface CaseKey {
  readonly tenantId: number;
  readonly caseId: string;
}

export type CaseRowRead = Awaited<ReturnType<typeof readRow>>;

/** For an act the case is locked against other acts; for a look it is not. */
export type Lock = 'locked' | 'unlocked';

/** Who reads: a body of a tenant, in its pool. */
export type Reader = Pick<Actor, 'pool' | 'tenantId'>;

const rowOf = (trx: Trx, { tenantId, caseId }: CaseKey) =>
  trx.selectFrom('biz.case').selectAll().where('tenant_id', '=', tenantId).where('id', '=', caseId);

/** Seed of the keys of these advisory locks. */
const ACT_LOCK = 734_006;

/**
 * Acts on one case follow one another, also those of desks and bodies that only note: they may not lock its row. Taken after
 * the row, which merges of uploads lock first.
 */
export const lockActs = (trx: Trx, { caseId }: CaseKey) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${caseId}::uuid::text, ${ACT_LOCK}::bigint))`.execute(trx);

/** For an act it is locked; the lock asks the update policy, which lets only the holder through. */
export const findRow = async (trx: Trx, key: CaseKey, lock: Lock) =>
  (lock === 'locked' ? await rowOf(trx, key).forNoKeyUpdate().executeTakeFirst() : undefined) ??
  (await rowOf(trx, key).executeTakeFirst());

export async function readRow(trx: Trx, key: CaseKey, lock: Lock) {
  const row = await findRow(trx, key, lock);
  if (row === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
  return row;
}

export const readOwnEvents = (trx: Trx, { tenantId, caseId }: CaseKey) =>
  trx
    .selectFrom('biz.case_event')
    .select([...EVENT_ROW, 'person_id', 'post'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute();

/** Who brought what the case was registered from; a report under the city only the city sees, and its desk supervises the case. */
export async function readReported(
  trx: Trx,
  { pool, tenantId: readerId }: Reader,
  { tenantId, caseId }: CaseKey,
): Promise<Deed[]> {
  const rows = await trx
    .selectFrom('biz.report')
    .select('person_id')
    .where('state', '=', 'registered')
    .where((where) =>
      where.or([
        where.and({ tenant_id: tenantId, case_id: caseId }),
        ...(pool === 'city' ? [where.and({ tenant_id: readerId, county_id: tenantId, county_case_id: caseId })] : []),
      ]),
    )
    .execute();
  return rows.map(({ person_id: personId }) => ({ act: 'report', personId, finding: null }));
}

export type EventRow = Awaited<ReturnType<typeof readOwnEvents>>[number];

/** Tasks of the case that the reader may see, in the order in which they were asked. */
export async function readTasks(trx: Trx, { tenantId, caseId }: CaseKey): Promise<Task[]> {
  const rows = await trx
    .selectFrom('biz.assignment')
    .select([
      'id',
      'kind',
      'unit_id',
      'asker_unit_id',
      'on_behalf_of_unit_id',
      'state',
      'asks',
      'asks_unit_id',
      'barred',
      'subtype',
      'inner_unit_id',
      'person_id',
      'due_at',
    ])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind as Task['kind'], unitId: row.unit_id },
    askerUnitId: row.on_behalf_of_unit_id ?? row.asker_unit_id,
    ...{ state: row.state as Task['state'], barred: row.barred, asksUnitId: row.asks_unit_id },
    dueAt: row.due_at,
    order: row.kind === 'reply' ? (row.subtype as Order | null) : null,
    hasInner: row.inner_unit_id !== null || row.person_id !== null,
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
