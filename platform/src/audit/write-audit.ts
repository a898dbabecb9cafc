import type { Acting, Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import type { JsonObject } from '../database/tables.ts';
import type { Deps } from '../kernel/deps.ts';

export interface AuditEntry {
  /** What was done, as `noun.verb`: `batch.receive`, `period.close`. */
  readonly action: string;
  /** What it was done to: an id or a natural key of ours. */
  readonly subject: string;
  /** What a reader needs to understand the act; never personal data. */
  readonly data: JsonObject;
}

/** Writes down an act in the act's own transaction: both happen or neither. */
export async function writeAudit(trx: Trx, deps: Deps, acting: Acting, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('biz.audit')
    .values({
      tenant_id: acting.tenantId,
      city_id: acting.cityId,
      id: deps.ids.next(),
      at: deps.clock.now(),
      actor: acting.actor,
      by_unit_id: acting.unitId ?? null,
      by_person_id: acting.personId ?? null,
      by_post: acting.post ?? null,
      action: entry.action,
      subject: entry.subject,
      data: jsonb<JsonObject>(entry.data),
    })
    .execute();
}
