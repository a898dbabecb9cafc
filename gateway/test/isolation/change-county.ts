import type { TestDatabase } from '@liangji/platform/testing';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** Part of a primary or unique key. */
  readonly keyed: boolean;
  /** Some check says which values it may have. */
  readonly checked: boolean;
}

/** The next value of a column, by its type; arrays stay as they are. */
const NEXT: Readonly<Record<string, (column: string) => string>> = {
  integer: (column) => `${column} + 1`,
  bigint: (column) => `${column} + 1`,
  smallint: (column) => `(${column} + 1)::smallint`,
  'double precision': (column) => `${column} + 0.001`,
  boolean: (column) => `not ${column}`,
  text: (column) => `${column} || ' changed'`,
  date: (column) => `${column} + 1`,
  'timestamp with time zone': (column) => `${column} + interval '1 hour'`,
  jsonb: () => `'{"changed": "reed"}'::jsonb`,
  // The first digit turns on by one, so that no two ids become the same and none stays.
  uuid: (column) =>
    `overlay(${column}::text placing translate(left(${column}::text, 1), '0123456789abcdef', '123456789abcdef0')
      from 1 for 1)::uuid`,
};

/** Every tenant table of the database as it is. */
export async function tenantTables(database: TestDatabase): Promise<string[]> {
  const { rows } = await database.pool('direct').query<{ name: string }>(
    `select format('biz.%I', c.relname) as name from pg_class c
      where c.relnamespace = 'biz'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Table → a hash of one tenant's rows in it. */
export async function stateOf(database: TestDatabase, tenantId: number): Promise<Map<string, string>> {
  const states = new Map<string, string>();
  for (const table of await tenantTables(database)) {
    const { rows } = await database.pool('direct').query<{ state: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as state
         from ${table} t where tenant_id = $1`,
      [tenantId],
    );
    states.set(table, rows[0]!.state);
  }
  return states;
}

/**
 * Gives a tenant other data in every tenant table: a further row beside each row, then another value in every column of the
 * old ones that no key or check holds. Its logins are blocked, its sessions ended. Keys to other tables are not minded.
 */
export async function changeCounty(database: TestDatabase, tenantId: number): Promise<void> {
  const columns = await readColumns(database);
  await unminded(database, async (run) => {
    for (const [table, all] of Map.groupBy(columns, (column) => column.table)) {
      const others = all.filter(({ name }) => name !== 'tenant_id' && name !== 'city_id');
      const names = ['tenant_id', 'city_id', ...others.map(({ name }) => `"${name}"`)].join(', ');
      const isAlone = !others.some(({ keyed }) => keyed); // one row a tenant: there is no second
      if (!isAlone) {
        await run(`insert into ${table} (${names}) select tenant_id, city_id, ${others.map(next).join(', ')}
          from ${table} where tenant_id = ${tenantId}`);
      }
      const free = others.filter(({ keyed, checked }) => !keyed && !checked);
      if (free.length === 0) continue;
      await run(`update ${table} set ${free.map((column) => `"${column.name}" = ${next(column)}`).join(', ')}
        where tenant_id = ${tenantId}`);
    }
    await run(`update control.tenant set state = 'suspended' where id = ${tenantId}`);
    await run(`update control.login set disabled_at = '2026-10-01' where tenant_id = ${tenantId}`);
    await run(`update control.machine_client set disabled_at = '2026-10-01' where tenant_id = ${tenantId}`);
    await run(`delete from control.session where subject like 'reed-%'`);
  });
}

/** Takes a tenant out of the world altogether. */
export async function removeCounty(database: TestDatabase, tenantId: number): Promise<void> {
  const tables = await tenantTables(database);
  await unminded(database, async (run) => {
    for (const table of tables) await run(`delete from ${table} where tenant_id = ${tenantId}`);
    for (const table of ['login', 'machine_client']) {
      await run(`delete from control.${table} where tenant_id = ${tenantId}`);
    }
    await run(`delete from control.session where subject like 'reed-%'`);
    await run(`delete from control.tenant where id = ${tenantId}`);
  });
}

function next({ name, type, checked }: Column): string {
  const quoted = `"${name}"`;
  return checked ? quoted : (NEXT[type]?.(quoted) ?? quoted);
}

async function readColumns(database: TestDatabase): Promise<Column[]> {
  const { rows } = await database.pool('direct').query<Column>(
    `select format('biz.%I', c.relname) as "table", a.attname as name, format_type(a.atttypid, null) as type,
        exists (select from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey)) as keyed,
        exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any(k.conkey))
          as checked
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'biz'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
      order by 1, a.attnum`,
  );
  return rows;
}

/** Runs statements as superuser with foreign keys switched off. */
async function unminded(
  database: TestDatabase,
  work: (run: (text: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const client = await database.superuser();
  try {
    await client.query("set session_replication_role = 'replica'");
    await work((text) => client.query(text));
  } finally {
    await client.end();
  }
}
