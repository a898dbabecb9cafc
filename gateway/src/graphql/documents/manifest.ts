import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const Day = z.iso.date();

const Manifest = z.array(
  z.strictObject({
    /** Name of the operation. */
    name: z.string(),
    /** Lower-case hex SHA-256 of the file's bytes; the file is `<hash>.graphql`. */
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    /** The release it was written for: the version of the gateway. */
    since: z.string(),
    /** The last day (UTC) it is accepted; null while something uses it. */
    until: Day.nullable(),
  }),
);

/** Which documents of a folder are trusted, and how long. One entry a file. */
export type Manifest = z.infer<typeof Manifest>;
export type ManifestEntry = Manifest[number];

/** How long a document that nothing uses any more is still accepted: open pages and clients keep working meanwhile. */
const KEPT_DAYS = 90;

export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

export const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);

/** The manifest of a folder of trusted documents. Throws when it is missing or of another shape. */
export async function readManifest(folder: URL): Promise<Manifest> {
  return Manifest.parse(JSON.parse(await readFile(new URL('manifest.json', folder), 'utf8')));
}

/**
 * The next manifest of a folder: documents in use are accepted without end; one that an earlier release had and nobody uses
 * any more gets its last day; one that no release ever had, or whose last day is over, is gone.
 */
export function nextManifest(
  before: Manifest,
  inUse: readonly Pick<ManifestEntry, 'name' | 'hash'>[],
  release: string,
  today: Date,
): Manifest {
  const known = new Map(before.map((entry) => [entry.hash, entry]));
  const used = inUse.map(({ name, hash }) => ({ name, hash, since: known.get(hash)?.since ?? release, until: null }));
  const hashes = new Set(used.map(({ hash }) => hash));
  const lastDay = dayOf(new Date(today.getTime() + KEPT_DAYS * 86_400_000));
  const ending = before
    .filter(({ hash, since }) => !hashes.has(hash) && since !== release)
    .map((entry) => ({ ...entry, until: entry.until ?? lastDay }))
    .filter(({ until }) => until >= dayOf(today));
  return [...used, ...ending].sort((a, b) => a.name.localeCompare(b.name) || a.hash.localeCompare(b.hash));
}
