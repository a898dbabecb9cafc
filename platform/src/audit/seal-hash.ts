import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';

/** Every field of an audit row as the text PostgreSQL has for it, so that no parser stands between row and hash. */
export interface SealableRow {
  readonly id: string;
  readonly at: Date;
  /** By the clock of the database; of rows from before it was kept, their own word. */
  readonly writtenAt: Date;
  readonly fields: readonly string[];
}

/** Hash of the first link's predecessor. */
export const CHAIN_START = '0'.repeat(64);

/** Hex sha256 over the predecessor's hash and every field of the row. */
export function sealHash(prevHash: string, row: SealableRow): string {
  return createHash('sha256')
    .update(JSON.stringify([prevHash, ...row.fields]))
    .digest('hex');
}

/** Columns of `biz.audit as a` in the form `sealHash` takes. Rows from before bodies, moments of writing and persons were kept have fields less. */
export function selectSealable(trx: Trx) {
  return trx.selectFrom('biz.audit as a').select([
    'a.id',
    'a.at',
    sql<string[]>`array[a.tenant_id::text, a.city_id::text, a.id::text,
        to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), a.actor, a.action, a.subject, a.data::text]
        || case when a.by_unit_id is null then '{}' else array[a.by_unit_id::text] end
        || case when a.written_at is null then '{}'
          else array[to_char(a.written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')] end
        || case when a.by_person_id is null then '{}' else array[a.by_person_id::text, a.by_post] end`.as('fields'),
    sql<Date>`coalesce(a.written_at, a.at)`.as('writtenAt'),
  ]);
}
