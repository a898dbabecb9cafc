import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { copyIn, copyOut, quoted, type TableShape } from '../database/copy-tables.ts';
import type { TableClient } from '../database/table-client.ts';
import { Problem } from '../kernel/problem.ts';
import { Digest } from './digest.ts';
import { tablePath, type Manifest } from './manifest.ts';

export type OnTable = (table: { readonly name: string; readonly rows: number }) => void;

/** Empties what `migrate` had loaded and fills every table, each after those it refers to. */
export async function fillTables(
  client: TableClient,
  folder: string,
  tables: readonly TableShape[],
  onTable: OnTable,
): Promise<void> {
  for (const { name } of tables.toReversed()) await client.query(`delete from ${quoted(name)}`);
  for (const table of tables) {
    const target = copyIn(client, table);
    await pipeline(createReadStream(join(folder, tablePath(table.name))), createGunzip(), target);
    onTable({ name: table.name, rows: target.rowCount });
    await client.query(`analyze ${quoted(table.name)}`);
  }
}

/** `SYS-RESTORE-DIFFERS` unless every table, read out again, is what was taken. */
export async function proveTables(
  client: TableClient,
  tables: readonly TableShape[],
  manifest: Manifest,
): Promise<void> {
  const taken = new Map(manifest.tables.map(({ name, content }) => [name, content]));
  for (const table of tables) {
    const digest = new Digest();
    await pipeline(copyOut(client, table), digest, nowhere());
    if (digest.sha256() !== taken.get(table.name)) throw new Problem('SYS-RESTORE-DIFFERS', { table: table.name });
  }
}

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
