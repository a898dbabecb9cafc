import { inTwo } from '../in-two.ts';

/** Something the person at the terminal can understand and mend: its message is shown alone, without a stack. */
export class StartProblem extends Error {
  override name = 'StartProblem';
}

/** The problem in both languages, with its stable code. */
export const startProblem = (code: string, zh: string, en: string): StartProblem =>
  new StartProblem(inTwo(code, zh, en));

/** An option nobody knows, and those there are. */
export const unknownOption = (option: string, usage: string): StartProblem =>
  new StartProblem(`${inTwo('START-OPTION', `没有选项 ${option}。`, `Unknown option ${option}.`)}\n\n${usage}`);

/** Thrown through whatever is running when Ctrl-C asks to stop; not a failure. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}
