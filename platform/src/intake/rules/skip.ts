import type { IntakeContext } from './draft.ts';
import type { Cells } from '../read/row.ts';

/** The word by which the mapping leaves a row aside; null for a row that is a case. */
export function skippedBy(cells: Cells, { mapping }: IntakeContext): string | null {
  for (const { read, words } of mapping.skips) {
    const word = read(cells);
    if (word && words(word) === true) return word;
  }
  return null;
}
