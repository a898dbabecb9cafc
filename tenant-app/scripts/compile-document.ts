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

/** Every graphql(`…`) call of a module, with its place in the source. Interpolation is refused: a hash needs a fixed text. */
export function findDocuments(source: string): { start: number; end: number; text: string }[] {
  return [...source.matchAll(/\bgraphql\(\s*`([^`]*)`\s*,?\s*\)/g)].map((match) => {
    const text = match[1] ?? '';
    if (text.includes('${')) throw new Error(`A trusted document cannot be put together at run time: ${text}`);
    return { start: match.index, end: match.index + match[0].length, text };
  });
}
