import { escapeIdentifier } from 'pg';
import { from, to, type CopyStreamQuery, type CopyToStreamQuery } from 'pg-copy-streams';
import type { TableClient } from './table-client.ts';

/** A table as COPY needs it. */
export interface TableShape {
  /** `biz.case`, unquoted. */
  readonly name: string;
  /** In the order of the table. */
  readonly columns: readonly string[];
  /** Columns of the primary key with how they are sorted the same on every server. */
  readonly key: readonly { readonly column: string; readonly isText: boolean }[];
}

/** Stays behind: browser sessions, as bringing one back could bring back a right that was taken away meanwhile; the running minute of quotas. */
const LEFT_OUT = ['control.session', 'control.quota'];

/** Every table of ours, each after those its rows refer to, so that they can be filled in this order. */
export async function readTables(client: TableClient): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape & { needs: string[] }>(
    `select n.nspname || '.' || c.relname as name,
        (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
        (select json_agg(json_build_object('column', a.attname, 'isText', a.attcollation <> 0)
            order by array_position(i.indkey::int2[], a.attnum))
          from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
          where i.indrelid = c.oid and i.indisprimary) as key,
        array(select distinct fn.nspname || '.' || f.relname
          from pg_constraint k join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
          where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('control', 'lookup', 'biz') and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname || '.' || c.relname <> all($1)
      order by 1`,
    [LEFT_OUT],
  );
  const ordered: TableShape[] = [];
  const placed = new Set<string>();
  let waiting = rows;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ needs }) => needs.every((name) => placed.has(name)));
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${waiting.map((t) => t.name)}`);
    for (const { name, columns, key } of ready) {
      ordered.push({ name, columns, key });
      placed.add(name);
    }
    waiting = waiting.filter(({ name }) => !placed.has(name));
  }
  return ordered;
}

export const quoted = (table: string): string => table.split('.').map(escapeIdentifier).join('.');

/** The rows of a table as COPY text, in the order of the key: the same content is the same bytes. `rowCount` at the end. */
export function copyOut(client: TableClient, { name, columns, key }: TableShape): CopyToStreamQuery {
  const list = columns.map(escapeIdentifier).join(', ');
  const order = key.map(({ column, isText }) => `${escapeIdentifier(column)}${isText ? ' collate "C"' : ''}`);
  return client.query(to(`copy (select ${list} from ${quoted(name)} order by ${order.join(', ')}) to stdout`));
}

/** Takes what `copyOut` gave. */
export function copyIn(client: TableClient, { name, columns }: TableShape): CopyStreamQuery {
  return client.query(from(`copy ${quoted(name)} (${columns.map(escapeIdentifier).join(', ')}) from stdin`));
}

/** The migrations this database has had, each with the hash of its text. */
export async function readApplied(client: TableClient): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration.checksum order by name',
  );
  return rows;
}
