import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { message } from '../../kernel/message.ts';
import type { Lease } from '../batch/lease.ts';
import type { Decision } from './decide.ts';

/** Zeros that a spreadsheet takes from an id, at most: ids are padded to one length, and that is rarely longer by more. */
const MOST_ZEROS = 8;

/**
 * Refuses rows that would be new cases under an id of digits that is stored with zeros before it: a spreadsheet took them. A
 * chunk without new ids of digits asks nothing, and where no id of the source begins with zero it is one short question.
 */
export async function withoutShortened(
  trx: Trx,
  lease: Lease,
  decided: readonly Decision[],
): Promise<readonly Decision[]> {
  const fresh = decided.flatMap(({ outcome, externalId }) =>
    outcome === 'created' && externalId !== null && /^[1-9]\d{0,14}$/.test(externalId) ? [externalId] : [],
  );
  if (fresh.length === 0 || !(await hasZeroLed(trx, lease))) return decided;
  const fullOf = await readZeroLed(trx, lease, fresh);
  return decided.map((decision) => {
    const { externalId, outcome } = decision;
    const full = outcome === 'created' ? fullOf.get(externalId ?? '') : undefined;
    if (full === undefined || externalId === null) return decision;
    const expected = message('expected.id-with-zeros', { id: full });
    const reason = { code: 'KEY-ID-MANGLED' as const, field: 'externalId', received: externalId, expected };
    return { ...decision, outcome: 'rejected', row: null, reason };
  });
}

async function hasZeroLed(trx: Trx, { acting: { tenantId }, sourceId }: Lease): Promise<boolean> {
  const { rows } = await sql`
    select 1 from biz.case_source
     where tenant_id = ${tenantId} and source_id = ${sourceId} and external_id >= '0' and external_id < '1'
     limit 1`.execute(trx);
  return rows.length > 0;
}

/** Ids as they were sent → as they are stored. */
async function readZeroLed(
  trx: Trx,
  { acting: { tenantId }, sourceId }: Lease,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const padded = ids.flatMap((id) => Array.from({ length: MOST_ZEROS }, (_, n) => '0'.repeat(n + 1) + id));
  const { rows } = await sql<{ external_id: string }>`
    select external_id from biz.case_source
     where tenant_id = ${tenantId} and source_id = ${sourceId} and external_id = any(${padded}::text[])`.execute(trx);
  return new Map(rows.map(({ external_id: id }) => [id.replace(/^0+/, ''), id]));
}
