import { sql } from 'kysely';
import type { Trx } from '../../src/database/database.ts';
import { COLUMN_GRANTS, LOGIN_ROLES, SHAPES } from './shapes.ts';

/** One thing that must hold for the whole schema. `query` returns one `finding` per breach, each naming its fix. */
export interface SchemaRule {
  readonly name: string;
  readonly query: string;
}

const TENANT_TABLES = `
  select c.oid, format('%s.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'biz' and c.relkind in ('r', 'p')`;

const quoted = (values: readonly string[]): string =>
  values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ');

export const SCHEMA_RULES: readonly SchemaRule[] = [
  {
    name: 'every tenant table has row-level security enabled and forced',
    query: `select format('%s: call migration.protect(%L)', t.name, t.name) as finding
      from (${TENANT_TABLES}) t join pg_class c using (oid) where not (c.relrowsecurity and c.relforcerowsecurity)`,
  },
  {
    name: 'every granted command has exactly one policy of that role',
    query: `select format('%s: %s may %s with %s policies; call migration.allow(%L, %L, %L, shape)',
        t.name, g.grantee, lower(g.privilege_type), count(p.policyname), g.grantee, lower(g.privilege_type), t.name) as finding
      from (${TENANT_TABLES}) t
      join (select table_schema, table_name, grantee, privilege_type from information_schema.role_table_grants
        union select table_schema, table_name, grantee, privilege_type from information_schema.role_column_grants) g
        on format('%s.%I', g.table_schema, g.table_name) = t.name
      left join pg_policies p on format('%s.%I', p.schemaname, p.tablename) = t.name
        and p.roles = array[g.grantee]::name[] and p.cmd in (g.privilege_type, 'ALL')
      where g.grantee <> 'owner'
      group by t.name, g.grantee, g.privilege_type having count(p.policyname) <> 1`,
  },
  {
    name: 'every policy has one of the shapes of the data model',
    query: `select format('%s.%s policy %s: %s is none of the shapes of the data model', schemaname, tablename, policyname, e) as finding
      from pg_policies, unnest(array[qual, with_check]) as e
      where schemaname not in ('pg_catalog') and e is not null and e not in (${quoted(Object.keys(SHAPES))})`,
  },
  {
    // A row under a foreign city would be shown to that city.
    name: 'whoever writes the city of a row is held to the city of its tenant, by the key or by the policy',
    query: `select format('%s policy %s: add the city to what is checked, or the table the key to biz.tenant', t.name, p.policyname)
        as finding
      from (${TENANT_TABLES}) t join pg_policies p on format('%s.%I', p.schemaname, p.tablename) = t.name
      where p.cmd in ('INSERT', 'UPDATE') and p.with_check not like '%city_id = app.city_id()%'
        and has_column_privilege(p.roles[1], t.oid, 'city_id', p.cmd)
        and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'f'
          and k.confrelid = 'biz.tenant'::regclass and cardinality(k.conkey) = 2)`,
  },
  {
    name: 'every policy belongs to one role',
    query: `select format('%s.%s policy %s: name one role instead of %s', schemaname, tablename, policyname, roles) as finding
      from pg_policies where cardinality(roles) <> 1 or roles = array['public']::name[]`,
  },
  {
    name: 'tenant_id leads every primary, unique and foreign key of tenant tables',
    query: `select format('%s constraint %s: put tenant_id first', t.name, k.conname) as finding
      from (${TENANT_TABLES}) t join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'x')
      join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
      where a.attname <> 'tenant_id'
        and not (k.contype = 'f' and k.confrelid in (select oid from pg_class where relnamespace = 'lookup'::regnamespace))`,
  },
  {
    // A unique index is a key without being a constraint; to lead with the city lets one county feel another's rows.
    name: 'tenant_id leads every unique index of tenant tables',
    query: `select format('%s index %s: drop it and create unique index … on %s (tenant_id, …)', t.name,
        i.indexrelid::regclass, t.name) as finding
      from (${TENANT_TABLES}) t join pg_index i on i.indrelid = t.oid and i.indisunique
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] where a.attname is distinct from 'tenant_id'`,
  },
  {
    name: 'every tenant table has a primary key, tenant_id and city_id int not null',
    query: `select format('%s: needs a primary key and tenant_id, city_id int not null', t.name) as finding from (${TENANT_TABLES}) t
      where not exists (select from pg_constraint where conrelid = t.oid and contype = 'p')
        or 2 <> (select count(*) from pg_attribute where attrelid = t.oid and attname in ('tenant_id', 'city_id')
          and attnotnull and atttypid = 'int4'::regtype)`,
  },
  {
    name: 'hot indexes lead with tenant_id or city_id',
    query: `select format('%s index %s: lead with tenant_id or city_id', t.name, i.indexrelid::regclass) as finding
      from (${TENANT_TABLES}) t join pg_index i on i.indrelid = t.oid
      left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
      where coalesce(a.attname not in ('tenant_id', 'city_id'), true)`,
  },
  {
    name: 'index columns compare by leakproof operators',
    query: `select format('%s index %s column %s (%s): = is not leakproof, never an index condition under RLS', t.name,
        i.indexrelid::regclass, a.attname, format_type(a.atttypid, null)) as finding
      from (${TENANT_TABLES}) t join pg_index i on i.indrelid = t.oid
      join pg_attribute a on a.attrelid = t.oid and a.attnum = any(i.indkey)
      left join pg_operator o on o.oprname = '=' and o.oprleft = a.atttypid and o.oprright = a.atttypid
      left join pg_proc p on p.oid = o.oprcode where not coalesce(p.proleakproof, false)`,
  },
  {
    name: 'tenant tables have no triggers, are logged, unpartitioned, without identity or serial columns',
    query: `select format('%s: %s', t.name, what) as finding from (${TENANT_TABLES}) t join pg_class c using (oid)
      cross join lateral (
        select 'drop trigger ' || g.tgname as what from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal
        union all select 'must be logged' where c.relpersistence <> 'p'
        union all select 'is never partitioned' where c.relkind = 'p'
        union all select 'ids come from the application: ' || a.attname from pg_attribute a
          left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
          where a.attrelid = t.oid and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval%')) w`,
  },
  {
    name: 'foreign keys point at tenant tables by tenant_id or at look-ups, and never set null or default',
    query: `select format('%s constraint %s: %s', t.name, k.conname,
        case when k.confdeltype in ('n', 'd') then 'no on delete set null/default' else 'point at biz or lookup' end) as finding
      from (${TENANT_TABLES}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
      join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
      where k.confdeltype in ('n', 'd') or fn.nspname not in ('biz', 'lookup')`,
  },
  {
    name: 'views are security_invoker and nothing is materialised or foreign',
    query: `select format('%s.%s: %s', n.nspname, c.relname,
        case when c.relkind = 'v' then 'alter view … set (security_invoker = true)' else 'drop it: it ignores policies' end) as finding
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'control', 'lookup', 'biz', 'api') and c.relkind in ('v', 'm', 'f')
        and not (c.relkind = 'v' and coalesce(c.reloptions, '{}') @> array['security_invoker=true'])`,
  },
  {
    name: 'login roles own nothing, cannot bypass row-level security and are no superusers',
    query: `select format('role %s: %s', r.rolname, what) as finding from pg_roles r cross join lateral (
        select 'nobypassrls nosuperuser nocreaterole' as what where r.rolbypassrls or r.rolsuper or r.rolcreaterole
        union all select 'owns ' || c.oid::regclass from pg_class c where c.relowner = r.oid
          and c.relnamespace in (select oid from pg_namespace where nspname in ('app', 'control', 'lookup', 'biz', 'api'))) w
      where r.rolname in (${quoted(LOGIN_ROLES)})`,
  },
  {
    name: 'schema control is read by identity, which reads nothing else, by accounts, which read theirs, and by the operator',
    query: `select format('revoke %s on %s.%s from %s', g.privilege_type, g.table_schema, g.table_name, g.grantee) as finding
      from information_schema.role_table_grants g where g.grantee not in ('owner')
        and g.table_schema in ('control', 'lookup', 'biz', 'api')
        and not case g.grantee
          when 'gw_operator' then true
          when 'gw_identity' then g.table_schema = 'control' and g.table_name <> 'account'
          when 'gw_accounts' then g.table_schema = 'control' and g.table_name = 'account'
          else g.table_schema <> 'control' end`,
  },
  {
    name: 'login roles are members of no role, but introspection of the two it reads as',
    query: `select format('revoke %s from %s', r.rolname, m.rolname) as finding from pg_auth_members a
      join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
      where m.rolname in (${quoted(LOGIN_ROLES)})
        and not (m.rolname = 'gw_introspect' and r.rolname in ('gw_city', 'gw_county'))`,
  },
  {
    name: 'the role of backups passes by row-level security, so it can write nothing and becomes nobody else',
    query: `select format('revoke %s on %s from backup', command, c.oid::regclass) as finding
      from pg_class c, unnest(array['insert', 'update', 'delete', 'truncate']) command
      where c.relnamespace in (select oid from pg_namespace where nspname in ('control', 'lookup', 'biz', 'api', 'migration'))
        and c.relkind in ('r', 'p', 'v') and has_table_privilege('backup', c.oid, command)
      union all select format('revoke %s from backup', a.roleid::regrole) from pg_auth_members a
      where a.member = 'backup'::regrole and a.roleid <> 'pg_read_all_data'::regrole`,
  },
  {
    name: 'single columns are granted where COLUMN_GRANTS of shapes.ts says why, alone',
    query: `select format('%s.%I: grant the table to %s or nothing', a.attrelid::regclass, a.attname, g.grantee::regrole) as finding
      from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) g
      where c.relnamespace in (select oid from pg_namespace where nspname in ('control', 'lookup', 'biz', 'api'))
        and not (${COLUMN_GRANTS.map(
          ({ table, command, role, columns }) => `g.privilege_type = '${command}' and a.attrelid = '${table}'::regclass
            and g.grantee = '${role}'::regrole and a.attname in (${quoted(columns)})`,
        ).join(' or ')})`,
  },
  {
    name: 'nobody is somebody beforehand: no role or database presets app.tenant_id and its like',
    query: `select format('alter role or database %s reset %s', coalesce(nullif(s.setrole, 0)::regrole::text, d.datname), c) as finding
      from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase, unnest(s.setconfig) c
      where (c like 'app.%' or c like 'row_security%') and (s.setdatabase = 0 or d.datname = current_database())`,
  },
  {
    name: 'nothing is granted to PUBLIC',
    query: `select format('revoke all on %s from public', c.oid::regclass) as finding from pg_class c, aclexplode(c.relacl) a
      where a.grantee = 0 and c.relnamespace in (select oid from pg_namespace where nspname in ('control', 'lookup', 'biz', 'api'))`,
  },
  {
    name: 'SECURITY DEFINER functions pin search_path and are not PUBLIC',
    query: `select format('%s: set search_path, revoke execute from public', p.oid::regprocedure) as finding
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('app', 'control', 'lookup', 'biz', 'api', 'migration') and p.prosecdef
        and (not coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false)
          or p.proacl is null or exists (select from aclexplode(p.proacl) a where a.grantee = 0))`,
  },
  {
    name: 'the helpers of policies are STABLE SQL and strict about missing settings',
    query: `select format('%s: language sql stable, current_setting without missing_ok', p.oid::regprocedure) as finding
      from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proname in ('tenant_id', 'city_id', 'unit_id', 'actor')
        and (p.provolatile <> 's' or p.prolang <> (select oid from pg_language where lanname = 'sql') or p.prosrc like '%true%')`,
  },
  {
    name: 'every table has a comment',
    query: `select format('comment on table %s is …', c.oid::regclass) as finding from pg_class c
      where c.relnamespace in (select oid from pg_namespace where nspname in ('control', 'lookup', 'biz', 'api'))
        and c.relkind in ('r', 'v') and obj_description(c.oid, 'pg_class') is null`,
  },
  {
    name: 'every foreign key of a tenant table can use an index',
    query: `select format('%s constraint %s: add an index', t.name, k.conname) as finding
      from (${TENANT_TABLES}) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.confrelid = any
        (array['biz.case'::regclass, 'biz.batch'::regclass, 'biz.result'::regclass])
      where not exists (select from pg_index i where i.indrelid = t.oid
        and (string_to_array(i.indkey::text, ' ')::smallint[])[1:cardinality(k.conkey)] @> k.conkey)`,
  },
];

/** All breaches of a rule in this database, worst first as the catalogue lists them. */
export async function breaches(trx: Trx, rule: SchemaRule): Promise<string[]> {
  const { rows } = await sql.raw<{ finding: string }>(rule.query).execute(trx);
  return rows.map((row) => row.finding).sort();
}
