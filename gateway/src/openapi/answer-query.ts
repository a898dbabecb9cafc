import { Problem, zodMessages, type Actor, type CommandServices, type Query } from '@liangji/platform';
import { asActor } from '../identity/as-actor.ts';

/** Answers a query for whoever asks. SYS-INPUT, and what the query itself refuses. */
export async function answerQuery<Input, Output>(
  { database, deps }: CommandServices,
  actor: Actor,
  { input, read }: Query<Input, Output>,
  given: unknown,
): Promise<Output> {
  const wanted = input.safeParse(given);
  if (!wanted.success) throw new Problem('SYS-INPUT', { reason: zodMessages(wanted.error) }, { cause: wanted.error });
  return asActor(database, actor, (trx) => read(trx, actor, wanted.data, deps));
}
