import { message, Problem, type Message } from '@liangji/platform';
import { problemLine } from '../problems/problem-line.ts';

/** What commander complains of, whose words are English and fixed: by them, the message of ours. */
const COMPLAINTS: readonly (readonly [RegExp, (...found: string[]) => Message])[] = [
  [/missing required argument '(.+)'/, (argument) => message('command.no-argument', { argument: `<${argument}>` })],
  [/required option '(.+)' not specified/, (option) => message('command.no-option', { option })],
  [/option '(.+)' argument missing/, (option) => message('command.no-value', { option })],
  [
    /unknown option '(.+)'(?:\s+\(Did you mean (?:one of )?(.+)\?\))?/,
    (option, like) =>
      like === undefined
        ? message('command.unknown-option', { option })
        : message('command.unknown-option-like', { option, like }),
  ],
  [
    /unknown command '(.+)'(?:\s+\(Did you mean (?:one of )?(.+)\?\))?/,
    (command, like) =>
      like === undefined ? message('command.unknown', { command }) : message('command.unknown-like', { command, like }),
  ],
  [
    /too many arguments for '(.+)'\. Expected (\d+) arguments? but got (\d+)/,
    (command, most, given) => message('command.too-many', { command, most, given }),
  ],
];

/** A complaint of commander as one sentence of ours, with its code; one we do not know is shown as it is. */
export function commandWords(complaint: string): string {
  for (const [pattern, say] of COMPLAINTS) {
    const found = pattern.exec(complaint);
    if (found !== null) return `${problemLine(new Problem('SYS-INPUT', { reason: say(...found.slice(1)) }))}\n`;
  }
  return complaint;
}
