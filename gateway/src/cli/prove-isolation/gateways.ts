import { randomBytes } from 'node:crypto';
import type { Database, Deps, RoleUrls } from '@liangji/platform';
import { strFromU8, unzipSync } from 'fflate';
import { buildApp } from '../../app.ts';
import { readEnvironment } from '../../environment/read-environment.ts';
import type { Question } from './questions.ts';

/** Something that answers questions: the gateway that is running, or the same program inside this command. */
export interface Answering {
  ask(question: Question, authorization: string | undefined): Promise<string>;
  close(): Promise<void>;
}

/** The running gateway over the network. Rejects when it does not answer. */
export function runningGateway(origin: string): Answering {
  return {
    async ask({ method, path, body }, authorization) {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: headersOf(body, authorization),
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(30_000),
      });
      return answerOf(response.status, [...response.headers], await response.bytes());
    },
    close: async () => undefined,
  };
}

/** The gateway's own program over the installation's database, trusting the hunt's own realm. It listens nowhere. */
export async function ownGateway(
  database: Database,
  deps: Deps,
  urls: RoleUrls,
  issuer: string,
  files: string,
): Promise<Answering> {
  const given = Object.entries(urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  const environment = readEnvironment({
    LIANGJI_ISSUER: issuer,
    LIANGJI_WEB_SECRET: 'nobody signs in here',
    LIANGJI_FILES: files,
    LIANGJI_SESSION_KEY: randomBytes(32).toString('base64'),
    LIANGJI_LOG: 'silent',
    ...(Object.fromEntries(given) as Record<string, string>),
  });
  const queue = { wake: async () => undefined };
  const app = await buildApp({ environment, deps, database, queue, dependencies: [] });
  return {
    async ask({ method, path, body }, authorization) {
      const response = await app.inject({
        method,
        url: path,
        headers: headersOf(body, authorization),
        ...(body && { payload: JSON.stringify(body) }),
      });
      return answerOf(response.statusCode, Object.entries(response.headers), response.rawPayload);
    },
    close: () => app.close(),
  };
}

const headersOf = (body: object | undefined, authorization: string | undefined): Record<string, string> => ({
  ...(body && { 'content-type': 'application/json' }),
  ...(authorization && { authorization }),
});

const answerOf = (status: number, headers: readonly (readonly [string, unknown])[], body: Uint8Array): string =>
  [status, ...headers.map(([name, value]) => `${name}: ${String(value)}`), textOf(body)].join('\n');

/** A body as its reader sees it: a workbook is a zip, in which nobody's words can be read as they are. */
const textOf = (body: Uint8Array): string =>
  strFromU8(body.subarray(0, 2)) === 'PK'
    ? Object.values(unzipSync(body))
        .map((part) => strFromU8(part))
        .join('\n')
    : strFromU8(body);
