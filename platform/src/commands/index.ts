// Public: what somebody may do.
export { CALL_PROBLEMS, KEY_PROBLEMS, type Command, type CommandServices } from './command.ts';
export type { Query } from './query.ts';
export { perform, type Call } from './perform.ts';
export { forgetAnswers } from './answers.ts';
