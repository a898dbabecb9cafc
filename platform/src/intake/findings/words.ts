import type { FindingCode } from './severities.ts';

/** Findings about a word of the sender that the mapping does not know, or leaves aside: `received` is that word. */
export const WORD_CODES = [
  ...([
    'MAP-CLASS-UNKNOWN',
    'MAP-KIND-UNKNOWN',
    'MAP-SOURCE-UNKNOWN',
    'MAP-STATUS-UNKNOWN',
    'MAP-AREA-UNKNOWN',
  ] as const),
  ...(['MAP-UNIT-UNKNOWN', 'MAP-UNIT-GONE', 'MAP-CLOSING-TYPE-UNKNOWN', 'MAP-ROW-SKIPPED'] as const),
  ...(['CASE-FLAG-UNKNOWN', 'GEO-CELL-UNKNOWN'] as const),
] satisfies FindingCode[];

const CODES: ReadonlySet<string> = new Set(WORD_CODES);

export const isAboutWord = (code: string): boolean => CODES.has(code);
