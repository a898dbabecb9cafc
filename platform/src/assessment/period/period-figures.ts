import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';

/**
 * Which of some periods have a figure that whoever asks may see: a score that cases of the period itself have a part in. The
 * backlog of earlier periods alone is none, or a month would have figures on the morning it begins. For role city or county.
 */
export async function periodsWithFigures(
  trx: Trx,
  { tenantId, cityId }: Pick<Acting, 'tenantId' | 'cityId'>,
  periodIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('biz.result')
    .select('period_id')
    .distinct()
    .where(tenantId === cityId ? 'city_id' : 'tenant_id', '=', tenantId)
    .where('period_id', 'in', periodIds)
    .where('object_kind', '=', 'region')
    .where('state', '=', 'scored')
    .where(sql<boolean>`not coalesce((document ->> 'onlyBacklog')::boolean, false)`)
    .execute();
  return new Set(rows.map((row) => row.period_id));
}
