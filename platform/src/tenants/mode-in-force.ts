import { sql } from 'kysely';
import type { Trx } from '../database/database.ts';
import type { Reach } from '../identity/reach.ts';
import type { ModeDocument } from './mode-document.ts';

/** A mode of a tenant, and the instant from which it is in force. */
export interface Mode {
  readonly from: Date;
  readonly document: ModeDocument;
}

/** The modes of a tenant, the latest first. */
export async function readModes(trx: Trx, tenantId: number): Promise<readonly Mode[]> {
  const modes = await trx
    .selectFrom('biz.tenant_mode')
    .select(['from_at', 'document'])
    .where('tenant_id', '=', tenantId)
    .orderBy('from_at', 'desc')
    .execute();
  return modes.map(({ from_at: from, document }) => ({ from, document: document as unknown as ModeDocument }));
}

/** The one of them in force at an instant; null before the first one. A case keeps the one in force when it was reported. */
export const modeAt = (modes: readonly Mode[], at: Date): Mode | null => modes.find(({ from }) => from <= at) ?? null;

/** Act → posts that may do it, where a mode says so in the place of the common rule. */
export type ModeRights = ModeDocument['rights'];

/** The rights of the modes in force, of one tenant or of all tenants of a city that have a mode. */
export async function rightsInForce(trx: Trx, { column, id }: Reach, now: Date): Promise<readonly ModeRights[]> {
  const { rows } = await sql<{ rights: ModeRights | null }>`
    select distinct on (tenant_id) document -> 'rights' as rights from biz.tenant_mode
     where ${sql.ref(column)} = ${id} and from_at <= ${now} order by tenant_id, from_at desc`.execute(trx);
  return rows.map(({ rights }) => rights ?? {});
}
