import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../kernel/problem.ts';

export const MANIFEST = 'manifest.json';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.number().int().nonnegative();

const Migration = z.object({ name: z.string(), sha256: Sha256 });

/** A table: its rows as COPY text, gzipped, in `tables/<name>.copy.gz`. */
const TablePart = z.object({
  name: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
  columns: z.array(z.string()),
  rows: Count,
  /** Of the plain text, sorted by key: the fingerprint of the table, with every id and every moment in it. */
  content: Sha256,
  /** Of the stored, gzipped bytes. */
  sha256: Sha256,
});

/** An uploaded file: `files/<tenant>/<sha256>`. */
const FilePart = z.object({ tenantId: z.number().int(), sha256: Sha256, bytes: Count });

const Manifest = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  migrations: z.array(Migration),
  /** In the order in which they can be filled. */
  tables: z.array(TablePart),
  files: z.array(FilePart),
  /** Files that a batch or an upload names and that were not there, or not whole, when the backup was taken. */
  lost: z.array(FilePart.omit({ bytes: true })),
  /** Over the contents of all tables: two backups with the same fingerprint hold the same database. */
  fingerprint: Sha256,
});

export type Manifest = Readonly<z.infer<typeof Manifest>>;
export type TablePart = Readonly<z.infer<typeof TablePart>>;
export type FilePart = Readonly<z.infer<typeof FilePart>>;

export const tablePath = (name: string): string => join('tables', `${name}.copy.gz`);
export const filePath = ({ tenantId, sha256 }: Pick<FilePart, 'tenantId' | 'sha256'>): string =>
  join('files', String(tenantId), sha256);

/** `SYS-BACKUP-UNFINISHED` without a manifest, which is written last; `SYS-BACKUP-DAMAGED` when it cannot be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), 'utf8');
  } catch (error) {
    throw new Problem('SYS-BACKUP-UNFINISHED', { folder }, { cause: error });
  }
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new Problem('SYS-BACKUP-DAMAGED', { part: MANIFEST }, { cause: error });
  }
}

/** The fingerprint of the whole: hex sha256 over name and content of every table. */
export function overTables(tables: readonly Pick<TablePart, 'name' | 'content'>[]): string {
  const lines = tables.map(({ name, content }) => `${name} ${content}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
