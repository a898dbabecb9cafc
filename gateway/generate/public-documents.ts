import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'postgraphile/graphql';
import { readManifest } from '../src/graphql/documents/manifest.ts';
import { writeDocuments, type UsedDocument } from '../src/graphql/documents/write-documents.ts';

const FOLDER = new URL('../documents/public/', import.meta.url);

/**
 * Takes the documents of machine clients into their manifest: a file under any other name than a hash becomes the
 * document in use of its operation, in place of the one that was; the others stay in use.
 */
export async function writePublicDocuments(): Promise<void> {
  const manifest = await readManifest(FOLDER);
  const known = manifest.map(({ hash }) => `${hash}.graphql`);
  const current = manifest.filter(({ until }) => until === null).map(({ hash }) => `${hash}.graphql`);
  const added = (await readdir(FOLDER)).filter((file) => file.endsWith('.graphql') && !known.includes(file));
  const used = new Map<string, UsedDocument>();
  for (const file of [...current, ...added]) {
    const text = await readFile(new URL(file, FOLDER), 'utf8');
    const [operation] = parse(text).definitions;
    const name = operation?.kind === 'OperationDefinition' ? operation.name?.value : undefined;
    if (name === undefined) throw new Error(`${file} begins with no named operation`);
    used.set(name, { name, text });
  }
  await writeDocuments(FOLDER, [...used.values()]);
}
