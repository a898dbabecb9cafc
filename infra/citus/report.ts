import type { Line } from './check.ts';

/** A line a rule, below it every breach as a sentence; at the end the sums. True = no breach. */
export function report(lines: readonly Line[], statements: number, say: (text: string) => void): boolean {
  for (const { number, title, about, asked, breaches } of lines) {
    const [mark, outcome] = breaches.length > 0 ? ['✗', `${breaches.length} breaches`] : ['✓', 'ok'];
    say(`${mark} ${number.padEnd(3)} ${`${about} ${asked}`.padEnd(14)} ${title}: ${outcome}`);
    for (const sentence of breaches) say(`    ${sentence}`);
  }
  const breaches = lines.reduce((sum, line) => sum + line.breaches.length, 0);
  say(`${lines.length} rules, ${statements} statements, ${breaches} breaches`);
  return breaches === 0;
}
