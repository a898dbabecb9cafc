import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { DESK_KINDS } from '../units/desk.ts';

/** Centre of the tenant on the day of an instant, else its latest: what nobody holds lies there, uploads are read as it. */
export async function readDesk(trx: Trx, tenantId: number, at: Date): Promise<number> {
  const day = sql<string>`(${at}::timestamptz at time zone t.time_zone)::date`;
  const { id } = await trx
    .selectFrom('biz.unit as u')
    .innerJoin('biz.tenant as t', 't.tenant_id', 'u.tenant_id')
    .select('u.id')
    .where('u.tenant_id', '=', tenantId)
    .where('t.tenant_id', '=', tenantId)
    .where('u.kind', 'in', DESK_KINDS)
    .where('u.parent_id', 'is', null)
    .orderBy(sql`u.from_day <= ${day} and coalesce(u.to_day > ${day}, true)`, 'desc')
    .orderBy('u.from_day', 'desc')
    .orderBy('u.id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
