import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hashOfText, nextManifest, readManifest } from './manifest.ts';

/** A document in use, as code generation found it. */
export interface UsedDocument {
  readonly name: string;
  readonly text: string;
}

const PACKAGE = new URL('../../../package.json', import.meta.url);

/** Writes a folder of trusted documents with its manifest: one file for each entry, none beside. For code generation. */
export async function writeDocuments(folder: URL, used: readonly UsedDocument[], today = new Date()): Promise<void> {
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8')) as { version: string };
  const inUse = used.map(({ name, text }) => ({ name, hash: hashOfText(text), text }));
  const manifest = nextManifest(await readManifest(folder), inUse, version, today);
  await writeFile(new URL('manifest.json', folder), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { hash, text } of inUse) await writeFile(new URL(`${hash}.graphql`, folder), text);
  const kept = new Set(manifest.map(({ hash }) => `${hash}.graphql`));
  for (const file of await readdir(folder)) {
    if (file.endsWith('.graphql') && !kept.has(file)) await rm(new URL(file, folder));
  }
}
