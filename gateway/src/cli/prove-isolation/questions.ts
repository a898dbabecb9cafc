import type { SandboxTenant } from '@liangji/platform';
import { documentQuestions } from './document-questions.ts';
import { HTTP_QUESTIONS } from './http-questions.ts';

/** A request that would bring a canary to light if its reader could see the target's rows. */
export interface Question {
  readonly face: 'HTTP' | 'GraphQL';
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: object;
}

/** What can be asked about a tenant's rows through every face of the gateway that reads; tRPC serves commands only. */
export async function questionsAbout(target: SandboxTenant): Promise<Question[]> {
  const documents = await documentQuestions(target);
  return [
    ...httpQuestions(target),
    ...documents.map((each): Question => ({ face: 'GraphQL', method: 'POST', path: '/graphql', ...each })),
  ];
}

function httpQuestions(target: SandboxTenant): Question[] {
  return Object.entries(HTTP_QUESTIONS).flatMap(([route, pathsAbout]) =>
    pathsAbout(target).map((path): Question => ({ face: 'HTTP', name: `GET ${route}`, method: 'GET', path })),
  );
}
