import { readdir, readFile } from 'node:fs/promises';
import type { SandboxTenant } from '@liangji/platform';
import { parse } from 'postgraphile/graphql';
import { appRouter } from '../../trpc/router.ts';

/** A request that would bring a canary to light if its reader could see the target's rows. */
export interface Question {
  readonly face: 'HTTP' | 'tRPC' | 'GraphQL';
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly path: string;
  readonly body?: object;
}

const DOCUMENTS = new URL('../../../documents/', import.meta.url);
const DAYS = 'from=2020-01-01&to=2020-02-01';

/** What can be asked about a tenant's rows through every face of the gateway, reading only. */
export async function questionsAbout(target: SandboxTenant): Promise<Question[]> {
  return [...httpQuestions(target), ...trpcQuestions(target), ...(await documentQuestions(target))];
}

function httpQuestions({ tenantId, id }: SandboxTenant): Question[] {
  const batch = (rest: string) => `/intake/v1/batches/${id}${rest}?tenantId=${tenantId}`;
  const paths = [
    '/auth/me',
    ...['', '/findings', '/rejected', '/rows/1', '/rows/2'].map(batch),
    ...['areas', `cells?${DAYS}`, `points?${DAYS}`].map((rest) => `/map/v1/${rest}`),
  ];
  return paths.map((path) => ({ face: 'HTTP', name: `GET ${path.replace(/\?.*/, '')}`, method: 'GET', path }));
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

/** Values of the variables of trusted documents, by name. */
const VARIABLES: Readonly<Record<string, (target: SandboxTenant) => unknown>> = {
  tenantId: ({ tenantId }) => tenantId,
  cityId: ({ cityId }) => cityId,
  id: ({ id }) => id,
  periodId: ({ id }) => id,
  catalogueId: () => 'gbt30428',
  counter: ({ word }) => word,
  number: ({ word }) => word,
  first: () => 100,
  offset: () => 0,
  fromDay: () => '2020-01-01',
  toDay: () => '2020-02-01',
};

async function documentQuestions(target: SandboxTenant): Promise<Question[]> {
  const questions: Question[] = [];
  for (const folder of [DOCUMENTS, new URL('public/', DOCUMENTS)]) {
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort()) {
      const [operation] = parse(await readFile(new URL(file, folder), 'utf8')).definitions;
      if (operation?.kind !== 'OperationDefinition' || operation.operation !== 'query') continue;
      const name = operation.name?.value ?? file;
      const wanted = (operation.variableDefinitions ?? []).filter(({ type }) => type.kind === 'NonNullType');
      const variables = wanted.map(({ variable }) => {
        const value = VARIABLES[variable.name.value]?.(target);
        if (value === undefined) throw new Error(`no value for variable ${variable.name.value} of document ${name}`);
        return [variable.name.value, value];
      });
      const body = { documentId: file.replace('.graphql', ''), variables: Object.fromEntries(variables) as object };
      questions.push({ face: 'GraphQL', name, method: 'POST', path: '/graphql', body });
    }
  }
  return questions;
}
