import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Problem } from '@liangji/platform';
import type { GraphQLSchema } from 'postgraphile/graphql';
import { checkDocument } from './check-document.ts';

/** The trusted documents by lower-case hex SHA-256 of their text. */
export interface Documents {
  /** For people who are signed in: every document of the folder, public ones included. */
  readonly all: ReadonlyMap<string, string>;
  /** For machine clients: those of `public/` only. */
  readonly open: ReadonlyMap<string, string>;
}

/**
 * Reads `gateway/documents/` once. Throws, naming the file, when a name is not the hash of its content or when a
 * document does not fit the schema or the limits: a gateway with a broken page does not start.
 */
export async function readDocuments(folder: URL, schema: GraphQLSchema): Promise<Documents> {
  const open = await readFolder(new URL('public/', folder), schema);
  const pages = await readFolder(folder, schema);
  return { all: new Map([...pages, ...open]), open };
}

async function readFolder(folder: URL, schema: GraphQLSchema): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort();
  const entries = names.map(async (name): Promise<[string, string]> => {
    const text = await readFile(new URL(name, folder), 'utf8');
    const hash = createHash('sha256').update(text).digest('hex');
    if (name !== `${hash}.graphql`) throw new Error(`document ${name} is not named by its SHA-256, ${hash}`);
    try {
      checkDocument(schema, text, false);
    } catch (error) {
      if (error instanceof Problem) throw new Error(`document ${name}: ${error.message}`, { cause: error });
      throw error;
    }
    return [hash, text];
  });
  return new Map(await Promise.all(entries));
}
