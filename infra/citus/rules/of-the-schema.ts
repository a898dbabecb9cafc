/** A rule about the schema as it stands: its query returns one `finding` for every breach. */
export interface SchemaRule {
  readonly number: string;
  readonly title: string;
  readonly query: string;
}

const TABLES = `
  select c.oid, n.nspname as schema, format('%s.%s', n.nspname, c.relname) as name, c.relowner, c.relpersistence,
    c.relkind, c.relrowsecurity and c.relforcerowsecurity as secured
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('biz', 'lookup') and c.relkind in ('r', 'p')`;

const FUNCTIONS = `
  select p.oid, p.oid::regprocedure as name, p.prosrc, p.prosecdef
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('app', 'control', 'lookup', 'biz', 'api', 'migration')`;

/** Rules for the whole schema after migrating, old migrations included; numbers are those of README.md. */
export const SCHEMA_RULES: readonly SchemaRule[] = [
  {
    number: '1',
    title: 'no function but app.become sets who acts, and it does so by SET LOCAL',
    query: `select format('%s calls set_config', name) as finding from (${FUNCTIONS}) f where prosrc ~* 'set_config\\s*\\('
      union all select format('%s sets app.*', name) from (${FUNCTIONS}) f
        where prosrc ~* 'set\\s+(local\\s+)?app\\.' and name::text not like 'app.become(%'`,
  },
  {
    number: '3',
    title: 'the helpers of policies raise when a setting is missing',
    query: `select format('%s asks current_setting with missing_ok', p.oid::regprocedure) as finding from pg_proc p
      where p.pronamespace = 'app'::regnamespace and p.prosrc ~* 'current_setting\\s*\\([^)]*,'`,
  },
  {
    number: '4',
    title: 'tables belong to a role that nobody logs in as and that bypasses row-level security, which is forced',
    query: `select format('%s belongs to %s', t.name, r.rolname) as finding from (${TABLES}) t
        join pg_roles r on r.oid = t.relowner where r.rolcanlogin or r.rolsuper or not r.rolbypassrls
      union all select format('row-level security of %s is not enabled and forced', name) from (${TABLES}) t
        where schema = 'biz' and not secured`,
  },
  {
    number: '5',
    title: 'policies use columns of the row and the helpers of schema app',
    query: `select format('policy %s of %s depends on %s', p.polname, p.polrelid::regclass, d.refobjid::regproc) as finding
        from pg_policy p join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
          and d.refclassid = 'pg_proc'::regclass
        where d.refobjid::regproc::text not in ('app.tenant_id', 'app.city_id', 'app.unit_id', 'app.actor')
      union all select format('policy %s of %s reads another table', p.polname, p.polrelid::regclass)
        from pg_policy p join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
          and d.refclassid = 'pg_class'::regclass and d.refobjid <> p.polrelid`,
  },
  {
    number: '5',
    title: 'every row of a tenant names its city',
    query: `select format('%s has no city_id int not null', name) as finding from (${TABLES}) t where schema = 'biz'
      and not exists (select from pg_attribute where attrelid = t.oid and attname = 'city_id' and attnotnull
        and atttypid = 'int4'::regtype)`,
  },
  {
    number: '6',
    title: 'views are security_invoker',
    query: `select format('view %s is not security_invoker', c.oid::regclass) as finding from pg_class c
      where c.relkind = 'v' and c.relnamespace in (select oid from pg_namespace where nspname in ('app', 'lookup', 'biz', 'api'))
        and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']`,
  },
  {
    number: '6',
    title: 'a SECURITY DEFINER function touches no table of tenants',
    query: `select format('%s is SECURITY DEFINER', name) as finding from (${FUNCTIONS}) f
      where prosecdef and prosrc ~ '\\m(biz|api)"?\\s*\\.'`,
  },
  {
    number: '7',
    title: 'tenant_id int not null leads every key and unique index of a table of tenants',
    query: `select format('%s of %s does not begin with tenant_id', k.conname, t.name) as finding from (${TABLES}) t
        join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'x', 'f')
        left join pg_class f on f.oid = k.confrelid
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
        where schema = 'biz' and (a.attname <> 'tenant_id' or a.atttypid <> 'int4'::regtype or not a.attnotnull)
          and coalesce(f.relnamespace <> 'lookup'::regnamespace, true)
      union all select format('unique index %s does not begin with tenant_id', i.indexrelid::regclass) from (${TABLES}) t
        join pg_index i on i.indrelid = t.oid and i.indisunique
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where schema = 'biz' and a.attname is distinct from 'tenant_id'`,
  },
  {
    number: '7',
    title: 'every table has a primary key, is logged and is not partitioned',
    query: `select format('%s has no primary key', name) as finding from (${TABLES}) t
        where not exists (select from pg_constraint where conrelid = t.oid and contype = 'p')
      union all select format('%s is unlogged', name) from (${TABLES}) t where relpersistence <> 'p'
      union all select format('%s is partitioned', name) from (${TABLES}) t where relkind = 'p'`,
  },
  {
    number: '8',
    title: 'foreign keys point at tenants of the same key or at look-ups, and never set null or default',
    query: `select format('%s of %s points at %s', k.conname, t.name, k.confrelid::regclass) as finding from (${TABLES}) t
        join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join pg_class f on f.oid = k.confrelid
        where f.relnamespace <> 'lookup'::regnamespace and not (schema = 'biz' and f.relnamespace = 'biz'::regnamespace)
      union all select format('%s of %s sets null or default', k.conname, t.name) from (${TABLES}) t
        join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        where k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd')
      union all select format('%s of %s ties tenant_id to %s', k.conname, t.name, a.attname) from (${TABLES}) t
        join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.confrelid in
          (select oid from pg_class where relnamespace = 'biz'::regnamespace)
        join pg_attribute a on a.attrelid = k.confrelid and a.attnum = k.confkey[1] where a.attname <> 'tenant_id'
      union all select format('%s of %s points at %s, which will be distributed', k.conname, k.conrelid::regclass,
          k.confrelid::regclass) from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
        where k.contype = 'f' and f.relnamespace = 'biz'::regnamespace and c.relnamespace <> 'biz'::regnamespace`,
  },
  {
    number: '9',
    title: 'ids come from the application: no identity, no serial',
    query: `select format('%s.%s is given its value by a sequence', t.name, a.attname) as finding from (${TABLES}) t
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
      left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval'`,
  },
  {
    number: '10',
    title: 'no triggers or rules on tables of tenants',
    query: `select format('%s has trigger %s', t.name, g.tgname) as finding from (${TABLES}) t
        join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
      union all select format('%s has rule %s', t.name, r.rulename) from (${TABLES}) t
        join pg_rewrite r on r.ev_class = t.oid`,
  },
];
