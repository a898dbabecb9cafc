import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import { DESK_KINDS, isDesk } from '../units/desk.ts';
import type { ActorBody } from './actor.ts';

/** Desks of a tenant that ended by the day of an instant. */
export async function readEndedDesks(trx: Trx, tenantId: number, now: Date): Promise<readonly number[]> {
  const rows = await trx
    .selectFrom('biz.unit as u')
    .innerJoin('biz.tenant as t', 't.tenant_id', 'u.tenant_id')
    .select('u.id')
    .where('u.tenant_id', '=', tenantId)
    .where('t.tenant_id', '=', tenantId)
    .where('u.kind', 'in', DESK_KINDS)
    .where('u.parent_id', 'is', null)
    .where(sql<boolean>`u.to_day <= (${now}::timestamptz at time zone t.time_zone)::date`)
    .orderBy('u.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** A body that acts, with the desks it replaces: none for one that ended itself, and for one that is no desk. */
export const withReplaced = (body: ActorBody, ended: readonly number[]): ActorBody =>
  ended.length === 0 || !isDesk(body.kind) || ended.includes(body.id) ? body : { ...body, replaces: ended };
