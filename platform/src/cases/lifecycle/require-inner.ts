import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Given } from './given.ts';
import type { Performer } from './standing.ts';

/**
 * Whom a body gives its task to inside: a squad or section of its own, somebody who holds a post in one today. FLOW-INNER for
 * anybody else, and where neither is named.
 */
export async function requireInner(
  trx: Trx,
  { tenantId, unitId }: Performer,
  { innerUnitId, personId }: Given,
  now: Date,
): Promise<void> {
  const units = await trx
    .selectFrom('biz.unit')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('body_id', '=', unitId)
    .execute();
  const own = new Set(units.map(({ id }) => id));
  const isOwnUnit = innerUnitId === undefined || own.has(innerUnitId);
  if ((innerUnitId ?? personId) === undefined || !isOwnUnit) throw new Problem('FLOW-INNER');
  if (personId === undefined) return;
  const held = await trx
    .selectFrom('biz.post')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('unit_id', 'in', [...own])
    .where('from_at', '<=', now)
    .where((is) => is.or([is('to_at', 'is', null), is('to_at', '>', now)]))
    .executeTakeFirst();
  if (held === undefined) throw new Problem('FLOW-INNER');
}
