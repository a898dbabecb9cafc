import { asIdentity, type Database } from '@liangji/platform';
import { sql } from 'kysely';

/** Begins with its first request, and is the same for all processes. */
export const WINDOW_MS = 60_000;

/** What a tenant may use of something in one minute. */
export interface Quota {
  readonly tenantId: number;
  readonly kind: string;
  readonly limit: number;
}

/** What one process was given of it. */
export interface Portion {
  /** Units for this process to spend, fewer than wanted where the rest of the minute has no more. */
  readonly given: number;
  /** Taken in this minute by all processes. */
  readonly used: number;
  /** When the minute began. */
  readonly since: Date;
}

/** Takes up to so many units of the running minute, which begins anew where the last one is over. */
export async function takeUnits(
  database: Database,
  { tenantId, kind, limit }: Quota,
  wanted: number,
  now: Date,
): Promise<Portion> {
  const over = new Date(now.getTime() - WINDOW_MS);
  const { rows } = await asIdentity(database, (trx) =>
    sql<{ since: Date; used: number; before: number }>`
      insert into control.quota as q (tenant_id, kind, since, used)
      values (${tenantId}, ${kind}, ${now}, ${Math.min(wanted, limit)})
      on conflict (tenant_id, kind) do update set
        since = case when q.since <= ${over} then excluded.since else q.since end,
        used = case when q.since <= ${over} then excluded.used else least(q.used + ${wanted}::int, ${limit}::int) end
      returning new.since, new.used, case when old.since > ${over} then old.used else 0 end as before`.execute(trx),
  );
  const { since, used, before } = rows[0]!;
  return { given: Math.max(0, used - before), used, since };
}
