import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../database/database.ts';
import { textArray } from '../database/pg-arrays.ts';
import { inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';

/** A deadline (over) or warning moment of a case or of a task about it that has come. */
export interface FallenDue {
  readonly caseId: string;
  readonly version: number;
  readonly due: 'warn' | 'over';
  /** Bodies concerned: who has the case, and of a task who asked and who is asked. */
  readonly units: readonly (number | null)[];
}

/**
 * Notifies the desks (`liangji_case`) of every due and warning moment of a tenant since the last sweep; returns how many
 * cases. Notices and progress are of one transaction: a sweep that is cut off is repeated, and several workers take turns.
 * The first sweep of a tenant only begins. Role clerk.
 */
export async function sweepDue(database: Database, deps: Deps, tenant: Acting): Promise<number> {
  return inTenant(database, 'clerk', tenant, (trx) => sweepTurn(trx, deps.clock.now(), tenant));
}

/** The same in a transaction of the clerk. */
export async function sweepTurn(trx: Trx, now: Date, { tenantId, cityId }: Acting): Promise<number> {
  const last = await trx
    .selectFrom('biz.due_sweep')
    .select('swept_to')
    .where('tenant_id', '=', tenantId)
    .forUpdate()
    .executeTakeFirst();
  if (last === undefined) {
    const row = { tenant_id: tenantId, city_id: cityId, swept_to: now };
    await trx
      .insertInto('biz.due_sweep')
      .values(row)
      .onConflict((on) => on.doNothing())
      .execute();
    return 0;
  }
  if (now <= last.swept_to) return 0;
  const fallen = await readFallenDue(trx, tenantId, last.swept_to, now);
  const notices = [...Map.groupBy(fallen, ({ caseId, due }) => `${caseId} ${due}`).values()].map((same) => {
    const { caseId, version, due } = same[0]!;
    const units = [...new Set(same.flatMap((one) => one.units))].filter((unit) => unit !== null);
    return JSON.stringify({ tenantId, cityId, caseId, version, units, due });
  });
  if (notices.length > 0) {
    await sql`select pg_notify('liangji_case', notice) from unnest(${textArray(notices)}::text[]) as notice`.execute(
      trx,
    );
  }
  await trx.updateTable('biz.due_sweep').set({ swept_to: now }).where('tenant_id', '=', tenantId).execute();
  return notices.length;
}

/** What fell due after an instant, up to another: four ranges of indexes that hold open deadlines alone. */
export async function readFallenDue(trx: Trx, tenantId: number, after: Date, upTo: Date): Promise<FallenDue[]> {
  const ofCases = (due: FallenDue['due'], column: 'step_due_at' | 'warn_at') => sql`
    select id as "caseId", version, ${due} as due, array[holder_unit_id, lead_unit_id] as units from biz."case"
     where tenant_id = ${tenantId} and ${sql.ref(column)} > ${after} and ${sql.ref(column)} <= ${upTo}`;
  const ofTasks = (due: FallenDue['due'], column: 'due_at' | 'warn_at') => sql`
    select c.id, c.version, ${due}, array[c.holder_unit_id, c.lead_unit_id, a.asker_unit_id, a.unit_id, a.also_unit_id]
      from biz.assignment a join biz."case" c on c.tenant_id = a.tenant_id and c.id = a.case_id
     where a.tenant_id = ${tenantId} and c.tenant_id = ${tenantId} and a.state in ('open', 'accepted')
       and ${sql.ref(`a.${column}`)} > ${after} and ${sql.ref(`a.${column}`)} <= ${upTo}`;
  const { rows } = await sql<FallenDue>`
    ${ofCases('over', 'step_due_at')} union all ${ofCases('warn', 'warn_at')}
    union all ${ofTasks('over', 'due_at')} union all ${ofTasks('warn', 'warn_at')}`.execute(trx);
  return rows;
}
