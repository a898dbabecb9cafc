import { compilePattern, isPattern, type Pattern } from './pattern.ts';

/** What a word of the sender means; undefined for a word that means nothing. */
export type Words<T> = (text: string) => T | undefined;

/** Words kept once looked up: a file uses few of them many times. */
const MAX_SEEN = 10_000;

/**
 * A table of words made ready for many rows. A word as it is written comes first, then as words are compared, then the
 * pattern with the most letters: the order of a table says nothing, because a stored document keeps none. A pattern fits no
 * empty text.
 */
export function compileWords<T>(table: Iterable<readonly [word: string, target: T]>): Words<T> {
  const seen = new Map<string, T | undefined>();
  const exact = new Map<string, T>();
  const patterns: (Pattern & { readonly target: T })[] = [];
  for (const [word, target] of table) {
    const normal = normalizeWord(word);
    if (isPattern(word)) patterns.push({ ...compilePattern(word), target });
    else if (!exact.has(normal)) exact.set(normal, target);
    if (!seen.has(word)) seen.set(word, target);
  }
  patterns.sort((a, b) => b.weight - a.weight);
  return (text) => {
    const known = seen.get(text);
    if (known !== undefined || seen.has(text)) return known;
    const normal = normalizeWord(text);
    const found = exact.get(normal) ?? (normal === '' ? undefined : patterns.find(({ fits }) => fits(normal))?.target);
    if (seen.size < MAX_SEEN) seen.set(text, found);
    return found;
  };
}

/** Words that all mean the same: that a text is one of them. */
export const compileWordList = (words: readonly string[]): Words<true> =>
  compileWords(words.map((word) => [word, true] as const));

/** How words are compared: full-width forms made narrow, outer spaces off, case ignored. */
export function normalizeWord(word: string): string {
  return word.normalize('NFKC').trim().toLowerCase();
}
