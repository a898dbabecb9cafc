import type { Client } from 'pg';

/**
 * The least a database could do for the same rows: every table of schema biz that holds more than in the untouched city
 * is copied row by row in the order of its key into a clone with the same columns, defaults, checks, indexes and foreign keys,
 * without row-level security, on the same server. Seconds, all tables together and one by one.
 */
export async function copyTables(client: Client, tables: readonly string[]): Promise<{ total: number; each: object }> {
  await client.query('create schema ref');
  for (const table of tables) await client.query(`create table ref.${table} (like biz.${table} including all)`);
  for (const statement of await foreignKeys(client, tables)) await client.query(statement);
  await client.query('checkpoint'); // neither side pays for what the other left to write
  const each: Record<string, number> = {};
  for (const table of tables) {
    const key = await primaryKey(client, table);
    const start = performance.now();
    await client.query(`insert into ref.${table} select * from biz.${table} order by ${key}`);
    each[table] = Math.round(performance.now() - start) / 1000;
  }
  const total = Object.values(each).reduce((sum, seconds) => sum + seconds, 0);
  await client.query('drop schema ref cascade');
  return { total, each };
}

/** Row counts of every table of schema biz, by quoted name, each after the tables it refers to. */
export async function countRows(client: Client): Promise<Map<string, number>> {
  const { rows } = await client.query(`
    with recursive depth (oid, level) as (
      select c.oid, 0 from pg_class c where c.relnamespace = 'biz'::regnamespace and c.relkind in ('r', 'p')
      union all
      select k.conrelid, d.level + 1 from depth d join pg_constraint k on k.confrelid = d.oid and k.contype = 'f'
        and k.conrelid <> k.confrelid
    )
    select quote_ident(relname) as name from depth join pg_class using (oid) group by relname order by max(level), relname`);
  const counts = new Map<string, number>();
  for (const { name } of rows as { name: string }[]) {
    const counted = await client.query(`select count(*)::int as count from biz.${name}`);
    counts.set(name, counted.rows[0].count as number);
  }
  return counts;
}

/** Foreign keys of the clones: to the clone where there is one, else to the table itself. */
async function foreignKeys(client: Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query(
    `select quote_ident(c.relname) as name, quote_ident(k.conname) as key, pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = 'f' and c.relnamespace = 'biz'::regnamespace and quote_ident(c.relname) = any($1)`,
    [tables],
  );
  return (rows as { name: string; key: string; definition: string }[]).map(({ name, key, definition }) => {
    const target = /REFERENCES biz\.("?\w+"?)\(/.exec(definition)?.[1];
    const cloned = target !== undefined && tables.includes(target);
    const text = cloned ? definition.replace('REFERENCES biz.', 'REFERENCES ref.') : definition;
    return `alter table ref.${name} add constraint ${key} ${text}`;
  });
}

async function primaryKey(client: Client, table: string): Promise<string> {
  const { rows } = await client.query(
    `select string_agg(quote_ident(a.attname), ', ' order by k.place) as key
     from pg_index i cross join lateral unnest(i.indkey) with ordinality k (attnum, place)
     join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
     where i.indisprimary and i.indrelid = ('biz.' || $1)::regclass`,
    [table],
  );
  return rows[0].key as string;
}
