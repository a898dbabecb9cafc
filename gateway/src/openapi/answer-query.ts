import { readInput, type Actor, type CommandServices, type Query } from '@liangji/platform';
import { asActor } from '../identity/as-actor.ts';

/** Answers a query for whoever asks. SYS-INPUT, and what the query itself refuses. */
export async function answerQuery<Input, Output>(
  { database, deps }: Pick<CommandServices, 'database' | 'deps'>,
  actor: Actor,
  { input, read }: Query<Input, Output>,
  given: unknown,
): Promise<Output> {
  const wanted = readInput(input, given);
  return asActor(database, actor, (trx) => read(trx, actor, wanted, deps));
}
