import { sql } from 'kysely';
import { by, type Plant } from './plant.ts';
import { AT, DAY } from './sandbox-tenant.ts';

/** Rows of what is counted and published. */
export const FIGURES: Readonly<Record<string, Plant>> = {
  stat_bucket: by(
    'rollup',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.stat_bucket (tenant_id, city_id, basis, day, dim_kind, dim_id, counters)
    select ${tenantId}::int, ${cityId}::int, 'filed', ${DAY}::date, kind, case kind when 'all' then 0 else 1 end,
      jsonb_build_object('inst_num', 1, ${word}::text, 1) from unnest(array['all', 'cell']) as kind
    returning day`,
  ),
  stat_dirty: by(
    'ingest',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.stat_dirty (tenant_id, city_id, id, basis, day, dim_kind, dim_id)
    values (${tenantId}, ${cityId}, ${id}, 'closed', '2020-02-03', 'class', 1)`,
  ),
  closing: by(
    'rollup',
    ({ tenantId, cityId, id }) => sql`
    insert into biz.closing (tenant_id, city_id, epoch, period_id, from_at, to_at)
    values (${tenantId}, ${cityId}, 0, ${id}, '2020-01-01T00:00:00Z', '2020-02-01T00:00:00Z')`,
  ),
  scheme: by(
    'city',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.scheme (tenant_id, city_id, id, version, document, hash, created_at)
    values (${tenantId}, ${cityId}, ${word}, 1, jsonb_build_object('title', ${word}::text), ${word}, ${AT})`,
  ),
  scheme_adoption: by(
    'city',
    ({ tenantId, cityId, word }) => sql`
    insert into biz.scheme_adoption (tenant_id, city_id, scheme_id, name, hash, version, reason, adopted_at, adopted_by)
    values (${tenantId}, ${cityId}, ${word}, ${word}, ${word}, 1, ${word}, ${AT}, ${word})`,
  ),
  period: by(
    'city',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.period (tenant_id, city_id, id, label, from_day, to_day, scheme_id, scheme_version)
    values (${tenantId}, ${cityId}, ${id}, ${word}, '2020-01-01', '2020-02-01', ${word}, 1)`,
  ),
  period_snapshot: by(
    'city',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.period_snapshot (tenant_id, city_id, period_id, snapshot, state, is_frozen, reason, opened_at, opened_by,
      closed_at, closed_by, hash)
    values (${tenantId}, ${cityId}, ${id}, 1, 'closed', true, ${word}, ${AT}, ${word}, ${AT}, ${word}, ${word})`,
  ),
  result: by(
    'rollup',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.result (tenant_id, city_id, period_id, object_id, state, is_frozen, no_data_reason, document, pinned,
      cut_at, hash)
    values (${tenantId}, ${cityId}, ${id}, ${tenantId}, 'no_data', true, ${word}, jsonb_build_object('reason', ${word}::text), '{}',
      ${AT}, ${word})`,
  ),
  result_list: by(
    'rollup',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.result_list (tenant_id, city_id, period_id, object_id, counter, case_ids)
    values (${tenantId}, ${cityId}, ${id}, ${tenantId}, ${word}, array[${id}::uuid])`,
  ),
  scheme_input: by(
    'city',
    ({ tenantId, cityId, id, word }) => sql`
    insert into biz.scheme_input (tenant_id, city_id, period_id, name, value, reason, entered_by, entered_at)
    values (${tenantId}, ${cityId}, ${id}, ${word}, '1', ${word}, ${word}, ${AT})`,
  ),
};
