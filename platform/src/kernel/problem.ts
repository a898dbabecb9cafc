import { entryOf, sentence, type Coded, type CodeOf, type Given, type Message, type Params } from './message.ts';

/** The only error the domain throws on purpose, a message itself. Faces render it; nobody else makes up sentences. */
export class Problem<Code extends CodeOf<'problem'> = CodeOf<'problem'>> extends Error implements Message {
  readonly code: Code;
  readonly params: Params;
  constructor(code: Code, ...given: [...Given<Code>, options?: ErrorOptions]) {
    const [params = {}, options] = given as unknown as [Params?, ErrorOptions?];
    super(sentence({ code, params }, 'en'), options);
    this.name = 'Problem';
    this.code = code;
    this.params = params;
  }
  /** HTTP status. */
  get status(): number {
    return entryOfProblem(this.code).status;
  }
  /** Whether doing the same again can succeed. */
  get retryable(): boolean {
    return entryOfProblem(this.code).retryable;
  }
}

/** A message with the code of a problem, as the problem; throws a fault of ours for any other message. */
export function asProblem({ code, params = {} }: Message): Problem {
  if (!isProblemCode(code)) throw new Error(`${code} is no problem`);
  return new Problem(code, params as never);
}

/** Whether a text, as another process sent it, is the code of a problem. */
export const isProblemCode = (code: string): code is CodeOf<'problem'> => entryOf(code)?.kind === 'problem';

function entryOfProblem(code: CodeOf<'problem'>): Coded {
  const entry = entryOf(code);
  if (entry?.kind !== 'problem') throw new Error(`the catalogue has no problem ${code}; is src/messages.ts loaded?`);
  return entry as Coded;
}
