import type { ClientBase } from 'pg';

/** So many workers a cluster can grow to before a shard must be split. */
const SHARDS = 32;

type Say = (text: string) => void;

/**
 * Moves a running database onto Citus: role settings, foreign keys away, look-ups to reference tables, tenants' tables to
 * distributed ones, foreign keys back, helpers of policies to the workers. `client` is a superuser on the coordinator, in
 * the product's database, after citus_add_node for every worker; nobody else is connected, since foreign keys are away
 * meanwhile. Every statement is a transaction of its own: after a failure or a stop, run it again and it goes on.
 */
export async function distribute(client: ClientBase, say: Say): Promise<void> {
  await requireCitus(client);
  await runEach(client, say, 'role settings', ROLE_SETTINGS);
  const waiting = await ask(client, LOCAL_TABLES);
  const noted = await ask(client, NOTED_KEYS);
  if (waiting.length === 0 && noted.length === 0) return say('every table is distributed already');
  await client.query(NOTE_KEYS);
  await client.query(REMEMBER_KEYS);
  await runEach(client, say, 'foreign keys away', DROP_KEYS);
  await runEach(client, say, 'reference tables', REFERENCE_TABLES);
  await runEach(client, say, 'distributed tables', DISTRIBUTED_TABLES);
  await runEach(client, say, 'foreign keys back', ADD_KEYS);
  await client.query('drop table migration.foreign_key_away');
  await runEach(client, say, 'helpers of policies', HELPERS);
  await runEach(client, say, 'local copies emptied', TRUNCATE_LOCAL);
}

async function requireCitus(client: ClientBase): Promise<void> {
  const found = await ask(client, `select 'x' as statement from pg_proc where proname = 'create_distributed_table'`);
  if (found.length > 0) return;
  throw new Error('This database has no Citus: create extension citus, then citus_add_node for every worker, first.');
}

/** Runs what a query writes: one statement a row, each a message of its own. */
async function runEach(client: ClientBase, say: Say, what: string, query: string): Promise<void> {
  const statements = await ask(client, query);
  for (const statement of statements) await client.query(statement);
  say(`${what}: ${statements.length}`);
}

async function ask(client: ClientBase, query: string): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(query);
  return rows.map(({ statement }) => statement);
}

/**
 * The owner must be able to log in, since migrator acts as owner and Citus connects to the workers as whoever acts; it has
 * no password, and pg_hba lets it in from nodes only. Everybody who becomes somebody needs SET LOCAL to reach the workers.
 */
const ROLE_SETTINGS = `
  with owners as (select distinct relowner as oid from pg_class where relnamespace = 'biz'::regnamespace and relkind = 'r')
  select format('alter role %I login', rolname) as statement from pg_roles where oid in (select oid from owners)
  union all
  select format('alter role %I set citus.propagate_set_commands to ''local''', rolname) from pg_roles
   where not rolsuper and rolname not like 'pg\\_%' and (oid in (select oid from owners)
      or (rolcanlogin and has_schema_privilege(oid, 'biz', 'usage'))
      or oid in (select member from pg_auth_members where roleid in (select oid from owners)))
  order by 1`;

const TABLES = `
  select c.oid, c.relname, c.relnamespace from pg_class c
   where c.relkind = 'r' and c.relnamespace in ('biz'::regnamespace, 'lookup'::regnamespace)`;

const LOCAL = `not exists (select from pg_dist_partition p where p.logicalrelid = t.oid)`;

const LOCAL_TABLES = `select oid::regclass::text as statement from (${TABLES}) t where ${LOCAL}`;

const NOTED_KEYS = `select 'x' as statement from pg_class where oid = to_regclass('migration.foreign_key_away')`;

const NOTE_KEYS = `create table if not exists migration.foreign_key_away
  (relation text, name text, definition text, primary key (relation, name))`;

const REMEMBER_KEYS = `insert into migration.foreign_key_away
  select k.conrelid::regclass::text, k.conname, pg_get_constraintdef(k.oid)
    from pg_constraint k join (${TABLES}) t on t.oid = k.conrelid where k.contype = 'f' on conflict do nothing`;

const DROP_KEYS = `
  select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as statement
    from pg_constraint k join (${TABLES}) t on t.oid = k.conrelid where k.contype = 'f' order by 1`;

const REFERENCE_TABLES = `
  select format('select create_reference_table(%L)', oid::regclass) as statement from (${TABLES}) t
   where relnamespace = 'lookup'::regnamespace and ${LOCAL} order by 1`;

/** Tenants come first; all others lie beside their shards, as `migration.protect` puts those that later migrations make. */
const DISTRIBUTED_TABLES = `
  with first as (select 'biz.tenant'::regclass as oid)
  select format('select create_distributed_table(%L, %L, colocate_with => %L, shard_count => %s)', t.oid::regclass, 'tenant_id',
      case when t.oid = first.oid then 'none' else first.oid::text end,
      case when t.oid = first.oid then '${SHARDS}' else 'null' end) as statement
    from (${TABLES}) t, first where relnamespace = 'biz'::regnamespace and ${LOCAL} order by t.oid <> first.oid, relname`;

/** Those of look-ups first: a distributed table may refer to a reference table, never the other way. */
const ADD_KEYS = `
  select format('alter table %s add constraint %I %s', relation, name, definition) as statement
    from migration.foreign_key_away f
   where not exists (select from pg_constraint where conrelid = f.relation::regclass and conname = f.name)
   order by relation not like 'lookup.%', relation, name`;

/** Citus brings along what a policy uses today; the policy that first uses another one would fail on the workers. */
const HELPERS = `
  select format('select create_distributed_function(%L)', p.oid::regprocedure) as statement from pg_proc p
   where p.pronamespace = 'app'::regnamespace and p.pronargs = 0 and p.provolatile = 's'
     and not exists (select from pg_dist_object o where o.classid = 'pg_proc'::regclass and o.objid = p.oid) order by 1`;

const TRUNCATE_LOCAL = `
  select format('select truncate_local_data_after_distributing_table(%L)', oid::regclass) as statement from (${TABLES}) t
   where relnamespace = 'biz'::regnamespace order by 1`;
