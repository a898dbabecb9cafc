import type { SandboxTenant } from '@liangji/platform';
import { documentQuestions } from './document-questions.ts';
import { HTTP_QUESTIONS } from './http-questions.ts';
import { SEEN_WHEN_ANSWERED, TRPC_QUESTIONS } from './trpc-questions.ts';

/** A request that would bring a canary to light if its reader could see the target's rows. */
export interface Question {
  readonly face: 'HTTP' | 'GraphQL' | 'tRPC';
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: object;
  /** The tenant of which any answer that is no refusal shows a row, whatever stands in it. */
  readonly answeredShows?: number;
}

/** What can be asked about a tenant's rows through every face of the gateway that reads. */
export async function questionsAbout(target: SandboxTenant): Promise<Question[]> {
  const documents = await documentQuestions(target);
  return [
    ...httpQuestions(target),
    ...trpcQuestions(target),
    ...documents.map((each): Question => ({ face: 'GraphQL', method: 'POST', path: '/graphql', ...each })),
  ];
}

function httpQuestions(target: SandboxTenant): Question[] {
  return Object.entries(HTTP_QUESTIONS).flatMap(([route, pathsAbout]) =>
    pathsAbout(target).map((path): Question => ({ face: 'HTTP', name: `GET ${route}`, method: 'GET', path })),
  );
}

function trpcQuestions(target: SandboxTenant): Question[] {
  const shown = { answeredShows: target.tenantId };
  return Object.entries(TRPC_QUESTIONS).flatMap(([name, inputsAbout]) =>
    inputsAbout(target).map((input): Question => ({
      ...{ face: 'tRPC', name: `${name}(${Object.keys(input).join(', ')})`, method: 'GET' },
      path: `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
      ...(SEEN_WHEN_ANSWERED.includes(name) && shown),
    })),
  );
}
