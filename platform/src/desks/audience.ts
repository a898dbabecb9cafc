import type { Trx } from '../database/database.ts';
import type { Actor } from '../identity/actor.ts';

/** Whom something about a case may reach, as a change of it does. */
export interface Audience {
  readonly tenantId: number;
  readonly cityId: number;
  readonly caseId: string;
  readonly units: readonly number[];
}

/**
 * Who may know what the actor does with a case: whoever may read it, and the actor's own body, which may have a task alone.
 * Null where the actor may see neither the case nor a task on it.
 */
export async function audienceOf(
  trx: Trx,
  actor: Actor,
  { tenantId, caseId }: Pick<Audience, 'tenantId' | 'caseId'>,
): Promise<Audience | null> {
  const [read, task] = await Promise.all([
    trx
      .selectFrom('biz.case')
      .select(['city_id', 'lead_unit_id'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', caseId)
      .executeTakeFirst(),
    trx
      .selectFrom('biz.assignment')
      .select(['city_id', 'also_unit_id'])
      .where('tenant_id', '=', tenantId)
      .where('case_id', '=', caseId)
      .where('unit_id', '=', actor.body.id)
      .where('state', 'in', ['open', 'accepted'])
      .executeTakeFirst(),
  ]);
  const found = read ?? task;
  if (found === undefined) return null;
  const lead = read?.lead_unit_id ?? task?.also_unit_id ?? null;
  const units = [lead, actor.pool === 'unit' ? actor.body.id : null].filter((unit) => typeof unit === 'number');
  return { tenantId, cityId: found.city_id, caseId, units: [...new Set(units)] };
}
