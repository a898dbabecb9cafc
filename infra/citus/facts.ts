import type { ClientBase } from 'pg';
import type { Facts } from './rule.ts';

const QUERIES: Readonly<Record<keyof Facts, string>> = {
  ofTenants: `select format('%s.%s', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname in ('biz', 'api') and c.relkind in ('r', 'p', 'v') and a.attname = 'tenant_id' and not a.attisdropped`,
  // Views have the name of the table they show.
  published: `select distinct format('%s.%s', n.nspname, c.relname) as name
    from pg_policies p join pg_class c on c.relname = p.tablename join pg_namespace n on n.oid = c.relnamespace
    where p.schemaname = 'biz' and p.qual = '(tenant_id = app.city_id())' and n.nspname in ('biz', 'api')`,
  volatile: `select proname as name from pg_proc where prokind = 'f' group by proname having bool_or(provolatile = 'v')`,
  stable: `select proname as name from pg_proc where prokind = 'f' group by proname having bool_and(provolatile = 's')`,
  stableCasts: `
    with column_type as (
      select distinct a.attname, a.atttypid from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace in ('biz'::regnamespace, 'lookup'::regnamespace) and a.attnum > 0 and not a.attisdropped)
    select format('%s::%s', attname, t.typname) as name from column_type
      join pg_cast k on k.castsource = atttypid join pg_proc f on f.oid = k.castfunc join pg_type t on t.oid = k.casttarget
      where f.provolatile = 's'
    union select format('%s::text', attname) from column_type
      join pg_type t on t.oid = atttypid join pg_proc f on f.oid = t.typoutput where f.provolatile = 's'`,
  notText: `select distinct a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      join pg_type t on t.oid = a.atttypid
    where c.relnamespace in ('biz'::regnamespace, 'lookup'::regnamespace) and a.attnum > 0 and not a.attisdropped
      and t.typcategory not in ('S', 'A') and t.typname <> 'jsonb'`,
};

/** Asks a migrated database what its names mean. */
export async function readFacts(client: ClientBase): Promise<Facts> {
  const facts: Partial<Record<keyof Facts, ReadonlySet<string>>> = {};
  for (const [name, query] of Object.entries(QUERIES)) {
    const { rows } = await client.query<{ name: string }>(query);
    facts[name as keyof Facts] = new Set(rows.map((row) => row.name));
  }
  return facts as Facts;
}
