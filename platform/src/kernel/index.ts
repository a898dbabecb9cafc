// Public: errors, texts, clock and ids.
export { inTwo, message, plain, sentence, type CodeOf, type InTwo, type Message, type Params } from './message.ts';
export { asProblem, isProblemCode, Problem } from './problem.ts';
export { zodMessages } from './zod-messages.ts';
export { MOST_DEPTH, readInput } from './read-input.ts';
export { isPassing } from './passing.ts';
export { systemDeps, type Deps } from './deps.ts';
export { maskPersonal } from './mask-personal.ts';
export { maskWords } from './mask-words.ts';
export { decodeText } from './decode-text.ts';
