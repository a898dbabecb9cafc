import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { copyOut, readTables, type TableShape } from '../database/copy-tables.ts';
import type { TableClient } from '../database/table-client.ts';
import { Digest, newFile } from './digest.ts';
import { tablePath, type TablePart } from './manifest.ts';

/** Table after table of the snapshot into the draft; `onTable` is called with each one written. */
export async function writeTables(
  client: TableClient,
  draft: string,
  onTable: (part: TablePart) => void,
): Promise<TablePart[]> {
  await mkdir(join(draft, 'tables'), { mode: 0o700 });
  const parts: TablePart[] = [];
  for (const table of await readTables(client)) {
    const part = await writeTable(client, draft, table);
    onTable(part);
    parts.push(part);
  }
  return parts;
}

async function writeTable(client: TableClient, draft: string, table: TableShape): Promise<TablePart> {
  const rows = copyOut(client, table);
  const [plain, packed] = [new Digest(), new Digest()];
  // Fast rather than small: on the machine of the database the processor is what is short.
  await pipeline(rows, plain, createGzip({ level: 3 }), packed, newFile(join(draft, tablePath(table.name))));
  const { name, columns } = table;
  return { name, columns: [...columns], rows: rows.rowCount, content: plain.sha256(), sha256: packed.sha256() };
}
