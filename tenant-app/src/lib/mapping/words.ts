import { word } from '#lib/cases/words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { LoadedMapping } from './load-mapping.ts';

type WordMeant = LoadedMapping['words'][number];

/** Vocabularies of ours that words of a field stand for. */
const VOCABULARY: Readonly<Record<string, string>> = {
  source: 'source',
  kind: 'kind',
  status: 'stage',
  closingType: 'closingType',
};

const FLAG: Readonly<Record<string, () => string>> = { true: m.yes, false: m.no };

/** What a word of the sender's means, in words: a class by its name, a stage by ours. */
export function meaningOf({ field, means, name, also }: WordMeant): string {
  if (means === null) return field === 'skip' ? m.outcome_skipped() : m.word_for_nothing();
  if (field === 'source' && also !== null) return `${word('source', means)} · ${word('sourceGroup', also)}`;
  const vocabulary = VOCABULARY[field];
  if (vocabulary !== undefined) return word(vocabulary, means);
  const flag = field === 'selfHandled' || field === 'claimedOverdue' ? FLAG[means]?.() : undefined;
  if (flag !== undefined) return flag;
  const text = name === null ? means : `${name}（${means}）`;
  return also === null ? text : `${text} · ${also}`;
}
