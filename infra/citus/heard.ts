import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintSync } from 'libpg-query';
import type { Message } from './rules/of-statements.ts';
import { parseStatements } from './tree.ts';

/** One message as a pool sent it, and for whom its transaction acted. */
export interface Heard {
  readonly role: string;
  readonly text: string;
  readonly acting: { readonly tenantId: number; readonly cityId: number } | undefined;
}

/** Provisions: reads and writes the tenants of a city, few rows and rarely, from whatever shard. */
const OPERATOR = 'operator';

/** Every different message once, in the order of their texts: the same but for literals and lengths of lists is the same. */
export function distinctMessages(heard: Iterable<Heard>): Message[] {
  const messages = new Map<string, Message>();
  for (const { role, text, acting } of heard) {
    const acts =
      acting === undefined || role === OPERATOR ? 'nobody' : acting.tenantId === acting.cityId ? 'city' : 'county';
    const key = `${role} ${acts} ${fingerprintSync(text)}`;
    if (!messages.has(key)) messages.set(key, { role, acts, text, statements: parseStatements(text) });
  }
  return [...messages.values()].toSorted((a, b) => (a.text < b.text ? -1 : 1));
}

/**
 * Writes messages into a file of the folder that `npm run citus -- --check` made for this run; without one, nowhere.
 * They are not kept in the repository: there they would be those of the day before.
 */
export function keepMessages(folder: string | undefined, messages: readonly Message[]): void {
  if (folder === undefined) return;
  const lines = messages.map(({ role, acts, text }) => JSON.stringify({ role, acts, text }));
  const name = createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
  writeFileSync(join(folder, `${name}.ndjson`), `${lines.join('\n')}\n`);
}

/** What `keepMessages` wrote, of all tests that heard. */
export function readMessages(folder: string): Message[] {
  const lines = readdirSync(folder)
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return [...new Set(lines)].map((line) => {
    const { role, acts, text } = JSON.parse(line) as Omit<Message, 'statements'>;
    return { role, acts, text, statements: parseStatements(text) };
  });
}
