import type { SandboxTenant } from '@liangji/platform';
import { appRouter } from '../../trpc/router.ts';
import { documentQuestions } from './document-questions.ts';
import { HTTP_QUESTIONS } from './http-questions.ts';

/** A request that would bring a canary to light if its reader could see the target's rows. */
export interface Question {
  readonly face: 'HTTP' | 'tRPC' | 'GraphQL';
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: object;
}

/** What can be asked about a tenant's rows through every face of the gateway, reading only. */
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

/** Inputs of the procedures that read; a test expects one for each of them. */
const INPUTS: Readonly<Record<string, (target: SandboxTenant) => object>> = {
  'batch.get': ({ tenantId, id }) => ({ tenantId, batchId: id }),
  'batch.findings': ({ tenantId, id }) => ({ tenantId, batchId: id }),
  'batch.row': ({ tenantId, id }) => ({ tenantId, batchId: id, rowNo: 1 }),
  'batch.sender': ({ tenantId, id }) => ({ tenantId, batchId: id }),
  'cases.explainDeadline': ({ tenantId, id }) => ({ tenantId, caseId: id }),
};

function trpcQuestions(target: SandboxTenant): Question[] {
  const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>;
  const reading = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'query');
  return reading.map((name) => {
    const input = INPUTS[name]?.(target);
    if (input === undefined) throw new Error(`no question for the procedure ${name}`);
    return {
      face: 'tRPC',
      name,
      method: 'GET',
      path: `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
    };
  });
}
