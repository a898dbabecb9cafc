import { vi } from 'vitest';
import type { Operation } from './operations.ts';
import { bearer, NOW, type World } from './world.ts';

/** Headers that show the wall clock; nothing else of an answer may differ. */
const VOLATILE_HEADERS = ['date'];

/** A sign-in begins with fresh random numbers, by whomever and whatever is stored. */
const RANDOM = /(?<=(?:[?&](?:state|nonce|code_challenge)=|liangji_sign_in_))[\w-]{8,}|(?<=_7300=)[\w-]{100,}/g;

/** Ids of a stream are sealed under fresh random numbers: they say nothing (change-log.test.ts). */
const SEALED_ID = /^id: [\w-]{60}$/gm;

/** Who of a county asks: a department in two posts, the desk in three, a machine; those last whose uploads move cases. */
export const peopleOf = (slug: string): string[] =>
  ['department', 'collector', 'acceptor', 'dispatcher', 'officer', 'upload'].map((who) => `${slug}-${who}`);

const READERS = [...peopleOf('willow'), 'nobody'];

/** Everything a reader receives, as text: status, headers, body. Keyed by reader, operation and target. */
export type Answers = ReadonlyMap<string, string>;

/**
 * Asks every operation as every reader, always in the same order, with the clock held still. A later round is asked
 * minutes later: what the gateway remembers of a person or counts of a minute is gone by then.
 */
export async function ask(
  world: World,
  operations: readonly Operation[],
  { readers = READERS, minutesLater = 0 } = {},
): Promise<Answers> {
  vi.setSystemTime(NOW.getTime() + minutesLater * 60_000);
  world.restartIds();
  const answers = new Map<string, string>();
  for (const reader of readers) {
    const authorization = reader === 'nobody' ? {} : { authorization: await bearer(reader) };
    for (const { name, aimedAt, request } of operations) {
      const answer = await world.app.inject({ ...request, headers: { ...request.headers, ...authorization } });
      const headers = Object.entries(answer.headers)
        .filter(([header]) => !VOLATILE_HEADERS.includes(header))
        .map(([header, value]) => `${header}: ${String(value)}`.replace(RANDOM, '(random)'));
      const isStream = String(answer.headers['content-type']).startsWith('text/event-stream');
      const payload = isStream ? Buffer.from(answer.payload.replace(SEALED_ID, 'id: (sealed)')) : answer.rawPayload;
      const bytes = [answer.statusCode, ...headers.sort(), payload.toString('base64')];
      answers.set(`${reader}: ${name} aimed at ${aimedAt.slug}`, bytes.join('\n'));
    }
  }
  return answers;
}

/** The questions that were answered differently. */
export function differences(one: Answers, other: Answers): string[] {
  return [...one.keys()].filter((question) => one.get(question) !== other.get(question));
}

/** Body of an answer as text, for a look at what it holds. */
export const bodyOf = (bytes: string): string =>
  Buffer.from(bytes.slice(bytes.lastIndexOf('\n') + 1), 'base64').toString('utf8');
