import type { Line } from './check.ts';
import { EXCEPTIONS } from './exceptions.ts';

/** A line a rule, below it every breach as a sentence; at the end the sums. True = no breach. */
export function report(lines: readonly Line[], statements: number, say: (text: string) => void): boolean {
  for (const { number, title, about, asked, breaches, excused } of lines) {
    const known = [...excused.values()].reduce((sum, count) => sum + count, 0);
    const outcome = breaches.length > 0 ? `${breaches.length} breaches` : known > 0 ? `${known} known` : 'ok';
    const subject = `${about} ${asked}`.padEnd(14);
    say(`${breaches.length > 0 ? '✗' : '✓'} ${number.padEnd(3)} ${subject} ${title}: ${outcome}`);
    for (const sentence of breaches) say(`    ${sentence}`);
    for (const [{ what, since }, count] of excused) say(`    known since ${since}: ${what} (${count} statements)`);
  }
  for (const { rule, what } of EXCEPTIONS.filter((each) => !lines.some(({ excused }) => excused.has(each)))) {
    say(`The exception to rule ${rule} excuses nothing any more and can go: ${what}`);
  }
  const breaches = lines.reduce((sum, line) => sum + line.breaches.length, 0);
  say(`${lines.length} rules, ${statements} statements, ${breaches} breaches`);
  return breaches === 0;
}
