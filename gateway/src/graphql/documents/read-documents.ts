import { readdir, readFile } from 'node:fs/promises';
import { Problem } from '@liangji/platform';
import type { GraphQLSchema } from 'postgraphile/graphql';
import { checkDocument } from './check-document.ts';
import { hashOfText, readManifest, type ManifestEntry } from './manifest.ts';

/** A trusted document and how long it is accepted. */
export interface TrustedDocument extends ManifestEntry {
  readonly text: string;
}

/** The trusted documents by hash. */
export interface Documents {
  /** For people who are signed in: every document of the folder, public ones included. */
  readonly all: ReadonlyMap<string, TrustedDocument>;
  /** For machine clients: those of `public/` only. */
  readonly open: ReadonlyMap<string, TrustedDocument>;
}

/**
 * Reads `gateway/documents/` once. Throws, naming the file, when a file and the manifest do not agree or when a document
 * does not fit the schema or the limits: a gateway with a broken page does not start.
 */
export async function readDocuments(folder: URL, schema: GraphQLSchema): Promise<Documents> {
  const open = await readFolder(new URL('public/', folder), schema);
  const pages = await readFolder(folder, schema);
  return { all: new Map([...pages, ...open]), open };
}

async function readFolder(folder: URL, schema: GraphQLSchema): Promise<Map<string, TrustedDocument>> {
  const manifest = await readManifest(folder);
  const listed = new Set(manifest.map(({ hash }) => `${hash}.graphql`));
  const stray = (await readdir(folder)).find((file) => file.endsWith('.graphql') && !listed.has(file));
  if (stray !== undefined) throw new Error(`document ${stray} is not in the manifest: npm run generate`);
  const entries = manifest.map(async (entry): Promise<[string, TrustedDocument]> => {
    const text = await readFile(new URL(`${entry.hash}.graphql`, folder), 'utf8');
    const hash = hashOfText(text);
    if (hash !== entry.hash) throw new Error(`document ${entry.hash}.graphql is not named by its SHA-256, ${hash}`);
    try {
      checkDocument(schema, text, false);
    } catch (error) {
      if (error instanceof Problem) throw new Error(`document ${entry.name}: ${error.message}`, { cause: error });
      throw error;
    }
    return [hash, { ...entry, text }];
  });
  return new Map(await Promise.all(entries));
}
