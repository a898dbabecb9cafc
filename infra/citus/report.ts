import type { Line } from './check.ts';

/** A line a rule, below it every breach as a sentence; at the end the sums. */
export function report(lines: readonly Line[], statements: number, say: (text: string) => void): boolean {
  for (const { number, title, asked, breaches, excused } of lines) {
    const known = [...excused.values()].reduce((sum, count) => sum + count, 0);
    const outcome = breaches.length > 0 ? `${breaches.length} breaches` : 'ok';
    say(
      `${breaches.length > 0 ? '✗' : '✓'} ${number}  ${title}: ${asked} asked, ${outcome}${known > 0 ? `, ${known} known` : ''}`,
    );
    for (const sentence of breaches) say(`    ${sentence}`);
    for (const [{ what, since }, count] of excused) say(`    known since ${since}: ${what} (${count} statements)`);
  }
  const breaches = lines.reduce((sum, line) => sum + line.breaches.length, 0);
  say(`${lines.length} rules, ${statements} statements, ${breaches} breaches`);
  return breaches === 0;
}
