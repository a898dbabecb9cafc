import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { JsonObject } from '../database/tables.ts';
import { LONGEST_ACT_MS } from './seal-audit.ts';

/** A place in the audit, the newest first; `at` as PostgreSQL has it, to the microsecond. */
export interface AuditPlace {
  readonly at: string;
  readonly id: string;
}

export interface WantedAudit {
  /** Null: every act. */
  readonly actions: readonly string[] | null;
  readonly personId: string | null;
  /** Of a machine or an operator. */
  readonly account: string | null;
  /** Half-open, ISO. */
  readonly from: string | null;
  readonly before: string | null;
  readonly after: AuditPlace | null;
  readonly limit: number;
}

export interface AuditRow extends AuditPlace {
  readonly tenantId: number;
  readonly actor: string;
  readonly personId: string | null;
  readonly post: string | null;
  readonly unitId: number | null;
  readonly action: string;
  readonly subject: string;
  readonly data: JsonObject;
  /** Says another time than it was written at, by more than an hour. */
  readonly misdated: boolean;
}

/**
 * What was done in some tenants, the newest first: each is asked for a page by its own key, and the pages are merged. Which
 * tenants' rows there are for whoever asks, the policies say.
 */
export async function readAudit(trx: Trx, tenantIds: readonly number[], wanted: WantedAudit): Promise<AuditRow[]> {
  const pages = await Promise.all(tenantIds.map((tenantId) => ofTenant(trx, tenantId, wanted)));
  return pages
    .flat()
    .toSorted((a, b) => compare(b.at, a.at) || compare(b.id, a.id))
    .slice(0, wanted.limit);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function ofTenant(trx: Trx, tenantId: number, wanted: WantedAudit): Promise<AuditRow[]> {
  const { actions, personId, account, from, before, after, limit } = wanted;
  return trx
    .selectFrom('biz.audit')
    .select(['tenant_id as tenantId', 'id', 'actor', 'by_person_id as personId', 'by_post as post'])
    .select(['by_unit_id as unitId', 'action', 'subject', 'data'])
    .select([
      sql<string>`to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`.as('at'),
      sql<boolean>`coalesce(abs(extract(epoch from written_at - at)) * 1000 > ${LONGEST_ACT_MS}, false)`.as('misdated'),
    ])
    .where('tenant_id', '=', tenantId)
    .$if(actions !== null, (rows) => rows.where('action', 'in', [...(actions ?? [])]))
    .$if(personId !== null, (rows) => rows.where('by_person_id', '=', personId))
    .$if(account !== null, (rows) => rows.where('actor', '=', account ?? ''))
    .$if(from !== null, (rows) => rows.where('at', '>=', sql<Date>`${from}::timestamptz`))
    .$if(before !== null, (rows) => rows.where('at', '<', sql<Date>`${before}::timestamptz`))
    .$if(after !== null, (rows) => rows.where(sql<boolean>`(at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('biz.audit.at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute() as Promise<AuditRow[]>;
}
