import { sql } from 'kysely';
import { mayByPost } from '../cases/index.ts';
import type { Trx } from '../database/index.ts';
import { reachOf, type Actor } from '../identity/index.ts';
import { maskPersonal } from '../kernel/index.ts';
import type { ModeRights } from '../tenants/mode-in-force.ts';

/** Urgent cases that wait for the actor's body. */
export interface Urgent {
  /** At most 100. */
  readonly total: number;
  /** The one due first. */
  readonly first: UrgentCase | null;
}

export interface UrgentCase {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string;
  readonly className: string | null;
  /** Masked. */
  readonly address: string | null;
}

const MOST = 100;

/**
 * What an alarm sounds for: urgent cases that nobody of the actor's body has taken yet; null for whoever takes no cases by any of
 * the modes in force.
 */
export async function urgentCases(
  trx: Trx,
  actor: Pick<Actor, 'tenantId' | 'cityId' | 'body' | 'post'>,
  modes: readonly ModeRights[],
): Promise<Urgent | null> {
  const { cityId, body, post } = actor;
  if (post === null || !mayByPost(post.post, 'take', 'lead', modes)) return null;
  const { column, id } = reachOf(actor);
  const { rows } = await sql<{
    tenant_id: number;
    id: string;
    case_no: string;
    class_name: string | null;
    address: string | null;
  }>`
    select c.tenant_id, c.id, c.case_no, k.class_name, c.address
      from biz."case" c
      left join lookup.class k on k.id = c.class_id
     where ${sql.ref(`c.${column}`)} = ${id} and c.city_id = ${cityId} and c.lead_unit_id = ${body.id}
       and c.urgent and c.state = 'disposing'
       and exists (select from biz.assignment a
         where ${sql.ref(`a.${column}`)} = ${id} and a.tenant_id = c.tenant_id and a.case_id = c.id
           and a.unit_id = ${body.id} and a.kind = 'lead' and a.state = 'open')
     order by coalesce(c.step_due_at, '9999-12-31T00:00:00Z'::timestamptz), c.id
     limit ${MOST}`.execute(trx);
  const [first] = rows;
  return {
    total: rows.length,
    first: first
      ? {
          ...{ tenantId: first.tenant_id, caseId: first.id, caseNo: first.case_no, className: first.class_name },
          address: first.address && maskPersonal(first.address),
        }
      : null,
  };
}
