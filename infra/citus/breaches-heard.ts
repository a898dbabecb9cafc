import type { ClientBase } from 'pg';
import { checkMessages } from './check.ts';
import { readFacts } from './facts.ts';
import { distinctMessages, keepMessages, type Heard } from './heard.ts';

/**
 * Every breach of a rule by statements that a test heard, as sentences. What was heard is kept in a folder for
 * `npm run citus -- --check`, when it gave one.
 */
export async function breachesHeard(
  client: ClientBase,
  heard: Iterable<Heard>,
  folder: string | undefined,
): Promise<string[]> {
  const messages = distinctMessages(heard);
  keepMessages(folder, messages);
  return checkMessages(messages, await readFacts(client)).flatMap(({ breaches }) => breaches);
}
