import { zoneOffset } from '../../calendars/zone.ts';
import { CATALOGUE, type CatalogueEntry, type Code } from '../../kernel/problems.ts';

type InTwo = { readonly zh: string; readonly en: string };

/** Our own words that a finding may name; a sender's words are never translated. */
const WORDS = new Map<string, InTwo>(
  Object.entries({
    reported: { zh: '上报', en: 'reported' },
    filed: { zh: '立案', en: 'filed' },
    dispatched: { zh: '派遣', en: 'dispatched' },
    disposed: { zh: '处置', en: 'disposed' },
    suspended: { zh: '挂账', en: 'suspended' },
    resumed: { zh: '恢复', en: 'resumed' },
    closed: { zh: '结案', en: 'closed' },
    refused: { zh: '不予受理或不予立案', en: 'refused' },
    void: { zh: '作废', en: 'void' },
    voided: { zh: '作废', en: 'void' },
    cjt214: { zh: 'CJ/T 214-2007', en: 'CJ/T 214-2007' },
    gbt30428: { zh: 'GB/T 30428.2-2013', en: 'GB/T 30428.2-2013' },
    gbt47678: { zh: 'GB/T 47678.5-2026', en: 'GB/T 47678.5-2026' },
  }),
);

/** What our readers say of a line, by its form. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^a whole number$/, '整数'],
  [/^(\d+) cells? for (\d+) columns$/, '应有 $2 列，实有 $1 列'],
  [/^a quote is not closed or is followed by text$/, '引号未闭合，或引号后还有文字'],
  [/^a line must hold one JSON object$/, '每行须为一个 JSON 对象'],
  [/^.*\bJSON\b.*$/, '不是有效的 JSON'],
];

/**
 * What a finding expected, as a person reads it in either language; `expected` is as the finding was stored, times are
 * shown in `zone`. Where the catalogue has no sentence for the code, what stands there is the sender's own (its words, its
 * date formats) and stays. Null where nothing was expected.
 */
export function expectedTexts(code: Code, expected: string | null, zone: string): InTwo | null {
  if (expected === null) return null;
  const { expects }: CatalogueEntry = CATALOGUE[code];
  const plain = localTimes(expected, zone);
  if (expects === undefined) return { zh: plain, en: plain };
  const bare = plain.replace(/^[≥≤] /, '');
  const phrase = PHRASES.find(([form]) => form.test(bare));
  const zh = phrase === undefined ? inWords(bare, 'zh') : bare.replace(...phrase);
  return {
    zh: expects.zh.replace('{expected}', () => zh),
    en: expects.en.replace('{expected}', () => inWords(bare, 'en')),
  };
}

const inWords = (text: string, language: 'zh' | 'en'): string =>
  text.replace(/^\w+/, (word) => WORDS.get(word)?.[language] ?? word);

/** Instants of ours inside a text (ISO, with ms and Z), as the clock of the zone shows them: `2026-10-08 09:00:15`. */
export function localTimes(text: string, zone: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (iso) => {
    const instant = Date.parse(iso);
    const wall = new Date(instant + zoneOffset(zone, instant));
    return wall.toISOString().slice(0, 19).replace('T', ' ');
  });
}
