import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { writeTexts } from './write-texts.ts';

interface Chunk {
  readonly recordedAt: Date;
  readonly caseIds: readonly string[];
}

/**
 * One turn of bringing what is searched after the cases: the texts of the next chunk of an upload, in the order they were
 * merged. What acts changed is written with their marks (`refreshTurn`). Returns whether some may be left; notes when none
 * was missing. Nothing to do is cheap. Role rollup.
 */
export async function keepTexts(database: Database, { clock }: Deps, tenant: Acting): Promise<boolean> {
  return inTenant(database, 'rollup', tenant, async (trx) => {
    const now = clock.now();
    const chunk = await nextChunk(trx, tenant.tenantId);
    if (chunk === null) {
      await noteNoneMissing(trx, tenant, now);
      return false;
    }
    await writeTexts(trx, tenant, chunk.caseIds);
    await sql`
      insert into biz.text_state as s (tenant_id, city_id, chunks_to, as_of)
      values (${tenant.tenantId}, ${tenant.cityId}, ${chunk.recordedAt}, 'epoch')
      on conflict (tenant_id) do update set chunks_to = excluded.chunks_to`.execute(trx);
    return true;
  });
}

/**
 * The first chunk that brought or changed cases after those that were taken. Such chunks of a tenant are recorded one after the
 * other, each later than the one before (`cases/record/cut.ts`), so that none can turn up behind.
 */
async function nextChunk(trx: Trx, tenantId: number): Promise<Chunk | null> {
  const { rows } = await sql<Chunk>`
    select c.recorded_at as "recordedAt",
           array(select distinct row.case_id from unnest(c.case_ids, c.outcomes) as row(case_id, outcome)
                  where row.outcome in (1, 2) and row.case_id is not null) as "caseIds"
      from biz.batch_chunk c
     where c.tenant_id = ${tenantId} and c.outcomes && array[1, 2]::smallint[]
       and c.recorded_at > coalesce((select chunks_to from biz.text_state where tenant_id = ${tenantId}), '-infinity')
     order by c.recorded_at limit 1`.execute(trx);
  return rows[0] ?? null;
}

/** Once a minute is enough for a screen. */
async function noteNoneMissing(trx: Trx, { tenantId, cityId }: Acting, now: Date): Promise<void> {
  await sql`
    insert into biz.text_state as s (tenant_id, city_id, chunks_to, as_of)
    select ${tenantId}::int, ${cityId}::int, '-infinity'::timestamptz, ${now}::timestamptz
     where not exists (select from biz.case_dirty d where d.tenant_id = ${tenantId})
    on conflict (tenant_id) do update set as_of = excluded.as_of where s.as_of < excluded.as_of - interval '30 seconds'
    returning 1`.execute(trx);
}
