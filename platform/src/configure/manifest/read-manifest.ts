import { message, type Message } from '../../kernel/message.ts';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isNode, isMap, isPair, LineCounter, parseDocument, type Document } from 'yaml';
import { decodeText } from '../../kernel/decode-text.ts';
import { checkManifest } from './check-manifest.ts';
import type { ManifestFault, TenantManifest } from './manifest.ts';

/** Where in a file a fault is, both counted from 1. */
export interface PlacedFault extends Omit<ManifestFault, 'path'> {
  readonly line: number;
  readonly column: number;
}

export type ReadManifest =
  | { readonly manifest: TenantManifest; readonly faults?: never }
  | { readonly manifest?: never; readonly faults: readonly PlacedFault[] };

/**
 * Reads and checks a manifest file (YAML, so JSON too); files it names are looked for beside it. Throws when there is none,
 * SYS-FILE-NOT-UTF8 when it is in another encoding.
 */
export function readManifest(file: string): ReadManifest {
  const read = (path: string, name: string): string => decodeText(readFileSync(path), name);
  return readManifestText(read(file, file), (path) => read(resolve(dirname(file), path), path));
}

/** Like `readManifest`, for a text. */
export function readManifestText(text: string, readFile: (path: string) => string): ReadManifest {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ message: words, pos }) => ({
        code: 'CONF-YAML',
        params: { reason: parserWords(words) },
        ...place(pos[0]),
      })),
    };
  }
  const plain = unfold(document);
  if ('reason' in plain) return { faults: [{ code: 'CONF-YAML', params: plain, ...place(0) }] };
  const checked = checkManifest(plain.content, readFile);
  if (checked.faults === undefined) return checked;
  return {
    faults: checked.faults.map(({ path, ...fault }) => ({ ...fault, ...place(offsetOf(document, path)) })),
  };
}

/** What the YAML parser reports, in its own words. */
const parserWords = (text: string): Message => message('yaml.words', { words: text.split('\n')[0] ?? '' });

/** The document without YAML; the parser refuses aliases that would make a small file a huge one. */
function unfold(document: Document): { readonly content: unknown } | { readonly reason: Message } {
  try {
    return { content: document.toJS() };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { reason: parserWords(error.message) };
  }
}

/** Where a value begins; for one that is not there, the key or the part it is missing in. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const above = document.getIn(path.slice(0, length - 1), true);
    const step = path[length - 1];
    const pair = isMap(above) ? above.items.find(({ key }) => isNode(key) && key.toJSON() === step) : undefined;
    const node = isPair(pair) && isNode(pair.value) ? pair.value : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
    if (isPair(pair) && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    if (isNode(above) && above.range && length === path.length) return above.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}
