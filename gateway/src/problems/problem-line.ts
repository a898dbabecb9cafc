import { sentence, type Message } from '@liangji/platform';

/** A problem for somebody at a terminal: `中文。 English. (CODE)`. */
export function problemLine(problem: Message): string {
  return `${sentence(problem, 'zh')} ${sentence(problem, 'en')} (${problem.code})`;
}
