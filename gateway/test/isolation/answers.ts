import { vi } from 'vitest';
import type { Operation } from './operations.ts';
import { bearer, NOW, type World } from './world.ts';

/** Headers that show the wall clock; nothing else of an answer may differ. */
const VOLATILE_HEADERS = ['date'];

/** A sign-in begins with fresh random numbers, by whomever and whatever is stored. */
const RANDOM = /(?<=(?:[?&](?:state|nonce|code_challenge)=|liangji_sign_in_))[\w-]{8,}|(?<=_7300=)[\w-]{100,}/g;

/** Where a stream of changes stands: a count over all that the gateway hears. It shows how much happens, not what or where. */
const PLACE_IN_STREAM = /^id: .*$/gm;
/** Who is at the own cases: heard by way of the database, a moment later or earlier. */
const PRESENCE = /^event: presence\n(?:.+\n)*\n?/gm;

/** The people and machines that ask. */
const READERS = ['willow-officer', 'willow-upload', 'nobody'];

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
      const body = name.includes('/events')
        ? Buffer.from(answer.payload.replace(PRESENCE, '').replace(PLACE_IN_STREAM, 'id: (place)'))
        : answer.rawPayload;
      const bytes = [answer.statusCode, ...headers.sort(), body.toString('base64')];
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
