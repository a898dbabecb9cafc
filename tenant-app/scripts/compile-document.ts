import { createHash } from 'node:crypto';
import { addTypenameToDocument } from '@apollo/client/utilities';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import type { DocumentNode } from 'graphql';

export interface TrustedDocument {
  /** Operation name, unique in the app. */
  name: string;
  /** The text the gateway stores and executes; its sha256 (hex) is `documentId`. */
  text: string;
  documentId: string;
  /** What Apollo Client needs to write results into its cache. */
  document: DocumentNode;
}

/**
 * One operation as the gateway and the browser must both see it. `__typename` is added here, with Apollo's own
 * function: the browser sends only a hash, so what its cache needs has to be in the stored text.
 */
export function compileDocument(source: string): TrustedDocument {
  const document = addTypenameToDocument(parse(source, { noLocation: true }));
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const name = operations[0]?.name?.value;
  if (operations.length !== 1 || !name) {
    throw new Error(`A trusted document holds exactly one named operation: ${stripIgnoredCharacters(source)}`);
  }
  const text = print(document) + '\n';
  return { name, text, documentId: createHash('sha256').update(text).digest('hex'), document };
}

export interface FoundDocument {
  readonly start: number;
  readonly end: number;
  /** With the fragments that it names; null for a fragment, which is in the documents that name it. */
  readonly text: string | null;
}

/**
 * Every graphql(`…`) call of a module, with its place in the source; graphql(`…`, [Fragment]) takes in a fragment of the same
 * module. Interpolation is refused: a hash needs a fixed text.
 */
export function findDocuments(source: string): FoundDocument[] {
  const calls = [...source.matchAll(/(?:\bconst (\w+) = )?\bgraphql\(\s*`([^`]*)`\s*(?:,\s*\[([^\]]*)\]\s*)?,?\s*\)/g)];
  const fragments = new Map(calls.map(([, name = '', text = '']) => [name, text]));
  return calls.map((match) => {
    const [whole, name, text = '', named = ''] = match;
    if (text.includes('${')) throw new Error(`A trusted document cannot be put together at run time: ${text}`);
    const parts = (named.match(/\w+/g) ?? []).map((one) => {
      const part = fragments.get(one);
      if (part === undefined) throw new Error(`No fragment ${one} in this module: ${text}`);
      return part;
    });
    const start = match.index + (name === undefined ? 0 : whole.indexOf('graphql('));
    const isFragment = /^\s*fragment\b/.test(text);
    return { start, end: match.index + whole.length, text: isFragment ? null : [text, ...parts].join('\n') };
  });
}
