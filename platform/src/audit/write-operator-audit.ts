import type { Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import type { JsonObject } from '../database/tables.ts';
import type { Deps } from '../kernel/deps.ts';
import type { AuditEntry } from './write-audit.ts';

/** Writes down an act of an operator that belongs to no tenant, in the act's own transaction. Role operator. */
export async function writeOperatorAudit(trx: Trx, deps: Deps, actor: string, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('control.operator_audit')
    .values({
      id: deps.ids.next(),
      at: deps.clock.now(),
      actor,
      action: entry.action,
      subject: entry.subject,
      data: jsonb<JsonObject>(entry.data),
    })
    .execute();
}
