import { sql } from 'kysely';
import type { Trx } from '../../src/database/database.ts';

const ROLES = ['gw_identity', 'gw_city', 'gw_county', 'gw_unit', 'gw_operator', 'ingest', 'clerk', 'rollup'];

/** Role × table × verb as a Markdown table. A verb stands with the shape of its policy: own, city, published, holder. */
export async function accessMatrix(trx: Trx): Promise<string> {
  const { rows } = await sql<{ name: string; role: string; verbs: string }>`
    select g.table_schema || '.' || g.table_name as name, g.grantee as role,
      string_agg(lower(g.privilege_type) || coalesce(' ' || case
        when coalesce(p.qual, p.with_check) like '%holder_id%' then 'holder'
        when coalesce(p.qual, p.with_check) like '(tenant_id = app.tenant_id%' then 'own'
        when coalesce(p.qual, p.with_check) like '(city_id = app.city_id%' then 'city'
        when coalesce(p.qual, p.with_check) like '(tenant_id = app.city_id%' then 'published' end, ''), ', '
        order by array_position(array['SELECT', 'INSERT', 'UPDATE', 'DELETE'], g.privilege_type::text)) as verbs
    from information_schema.role_table_grants g
    left join pg_policies p on p.schemaname = g.table_schema and p.tablename = g.table_name
      and p.roles = array[g.grantee]::name[] and p.cmd = g.privilege_type
    where g.table_schema in ('control', 'lookup', 'biz') and g.grantee = any(${ROLES})
    group by 1, 2 order by 1, 2`.execute(trx);
  const cells = new Map(rows.map((row) => [`${row.name} ${row.role}`, row.verbs]));
  const line = (name: string): string =>
    `| ${[name, ...ROLES.map((role) => cells.get(`${name} ${role}`) ?? '')].join(' | ')} |`;
  const { rows: tables } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('control', 'lookup', 'biz') order by 1`.execute(trx);
  return [
    '<!-- Written by test/isolation/walk.test.ts; a change here is a change of rights. -->',
    '',
    `| table | ${ROLES.join(' | ')} |`,
    `| --- | ${ROLES.map(() => '---').join(' | ')} |`,
    ...tables.map((table) => line(table.name)),
    '',
  ].join('\n');
}
