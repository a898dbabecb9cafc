import { isAboutWord } from '../findings/words.ts';
import type { Finding } from '../findings/finding.ts';

/**
 * Findings as they are stored: what is noticed of rows that change nothing stands once for all of them in a chunk, with their
 * number, and once for each word where it is about a word. A file that is sent every day says the same of every row.
 */
export function condense(findings: readonly Finding[], changeNothing: ReadonlySet<number>): Finding[] {
  if (changeNothing.size === 0) return [...findings];
  const groups = new Map<string, Finding & { rowCount: number }>();
  const single: Finding[] = [];
  for (const finding of findings) {
    if (finding.severity === 'error' || !changeNothing.has(finding.rowNo)) {
      single.push(finding);
      continue;
    }
    const { code, field, received } = finding;
    const key = JSON.stringify([code, field, isAboutWord(code) ? received : null]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...finding, rowCount: 1 });
    else group.rowCount++;
  }
  return [...single, ...groups.values()];
}

export const rowsOf = (findings: readonly Finding[]): number =>
  findings.reduce((rows, { rowCount = 1 }) => rows + rowCount, 0);
