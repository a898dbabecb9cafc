// Public: what somebody may do.
export type { Command, CommandServices } from './command.ts';
export { perform, type Call } from './perform.ts';
export { forgetAnswers } from './answers.ts';
