import { instant } from '#lib/format/time.ts';
import { catalogueName } from '#lib/cases/catalogues.ts';
import { word } from '#lib/cases/words.ts';
import { m } from '#lib/paraglide/messages.js';

type Reading = [pattern: RegExp, say: (match: string[]) => string];

const ISO = String.raw`(\d{4}-\d\d-\d\dT[\d:.]+Z)`;

/** What intake notes as expected, by its form; each is told in the visitor's language. */
const READINGS: Reading[] = [
  [/^decimal degrees$/, () => m.expect_degrees()],
  [/^-180…180, -90…90$/, () => m.expect_degrees_range()],
  [/^x = longitude, y = latitude$/, () => m.expect_xy()],
  [/^the full id, as text$/, () => m.expect_full_id()],
  [/^(\d+)–(\d+) characters$/, ([, from = '', to = '']) => m.expect_characters({ from, to })],
  [/^a whole number$/, () => m.expect_whole_number()],
  [/^(\d+)–(\d+)$/, ([, from = '', to = '']) => m.expect_number_range({ from, to })],
  [/^(cjt214|gbt30428|gbt47678)$/, ([, id = '']) => m.expect_class_of({ catalogue: catalogueName(id) })],
  [
    new RegExp(`^≥ (\\w+) ${ISO}$`),
    ([, step = '', at = '']) => m.expect_not_before_step({ step: word('event', step), at: instant(at) ?? at }),
  ],
  [new RegExp(`^≤ ${ISO}$`), ([, at = '']) => m.expect_not_after({ at: instant(at) ?? at })],
  [/^≥ (\d{4}-\d\d-\d\d)$/, ([, day = '']) => m.expect_not_before_day({ day })],
];

/** Findings whose expectation is a stage, or the most characters a column holds. */
const BY_CODE: Record<string, (text: string) => string> = {
  'FLOW-STATUS-CONTRADICTS': (text) => word('stage', text),
  'FLOW-TWO-ENDS': (text) => word('stage', text),
  'CASE-TEXT-TOO-LONG': (text) => m.expect_at_most({ number: text }),
};

/** What a finding expected, in words; a list of the sender's own words, or a date format, stays as it is. */
export function expectedText(code: string, expected: string): string {
  const byCode = BY_CODE[code];
  if (byCode) return byCode(expected);
  for (const [pattern, say] of READINGS) {
    const match = pattern.exec(expected);
    if (match) return say(match);
  }
  return expected;
}
