import { readdir, readFile } from 'node:fs/promises';
import { CANARY_CLASS, type SandboxTenant } from '@liangji/platform';
import { parse, type OperationDefinitionNode } from 'postgraphile/graphql';

const DOCUMENTS = new URL('../../../documents/', import.meta.url);

/** A trusted document and one choice of its variables. */
export interface DocumentQuestion {
  readonly name: string;
  readonly body: { readonly documentId: string; readonly variables: Readonly<Record<string, unknown>> };
}

/** Values of the variables of trusted documents, by name: those that the target's canary rows answer to. */
const VARIABLES: Readonly<Record<string, (target: SandboxTenant) => unknown>> = {
  tenantId: ({ tenantId }) => tenantId,
  cityId: ({ cityId }) => cityId,
  id: ({ id }) => id,
  periodId: ({ id }) => id,
  caseId: ({ id }) => id,
  catalogueId: () => 'gbt30428',
  classId: () => CANARY_CLASS,
  counter: ({ word }) => word,
  snapshot: () => 1,
  number: ({ word }) => word,
  stages: () => ['filed'],
  states: () => ['dispatching', 'completed_with_rejects'],
  kinds: () => ['lead'],
  ids: ({ id }) => [id],
  unitId: ({ unitId }) => unitId,
  holderUnitId: ({ unitId }) => unitId,
  askerUnitId: ({ unitId }) => unitId,
  asksUnitId: ({ unitId }) => unitId,
  commandUnitId: ({ unitId }) => unitId,
  sourceGroup: () => 'patrol',
  first: () => 100,
  after: () => null,
  before: () => null,
  fromDay: () => '2020-01-01',
  toDay: () => '2020-02-01',
  reportedFrom: () => '2020-01-01T00:00:00Z',
  reportedBefore: () => '2020-02-01T00:00:00Z',
  rejectedFrom: () => 0,
  receivedFrom: () => '2020-01-01T00:00:00Z',
  receivedBefore: () => '2100-01-01T00:00:00Z',
  overdueAt: () => '2020-02-01T00:00:00Z',
  notOverdueAt: () => '2020-01-01T00:00:00Z',
  dueBefore: () => '2020-02-01T00:00:00Z',
  unitName: ({ word }) => word,
  text: ({ word }) => word,
  sort: () => 'due',
};

/**
 * Every trusted query: with the variables it needs, with each optional one beside them, and with all. Throws naming the
 * variable nobody wrote a value for.
 */
export async function documentQuestions(target: SandboxTenant): Promise<DocumentQuestion[]> {
  const questions: DocumentQuestion[] = [];
  for (const folder of [DOCUMENTS, new URL('public/', DOCUMENTS)]) {
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.graphql')).sort()) {
      const [operation] = parse(await readFile(new URL(file, folder), 'utf8')).definitions;
      if (operation?.kind !== 'OperationDefinition' || operation.operation !== 'query') continue;
      const document = operation.name?.value ?? file;
      for (const names of choicesOf(operation)) {
        const variables = Object.fromEntries(names.map((name) => [name, valueOf(name, document, target)]));
        const name = `${document}(${names.join(', ')})`;
        questions.push({ name, body: { documentId: file.replace('.graphql', ''), variables } });
      }
    }
  }
  return questions;
}

function choicesOf({ variableDefinitions = [] }: OperationDefinitionNode): string[][] {
  const named = (isNeeded: boolean): string[] =>
    variableDefinitions
      .filter(({ type }) => (type.kind === 'NonNullType') === isNeeded)
      .map(({ variable }) => variable.name.value);
  const [always, sometimes] = [named(true), named(false)];
  // Of a county or of its city: one of the two must be named.
  const reaches = sometimes.filter((name) => REACHES.includes(name));
  const optional = reaches.length < REACHES.length ? sometimes : sometimes.filter((name) => !reaches.includes(name));
  if (optional.length === sometimes.length) return choicesBeside(always, optional);
  return reaches.flatMap((reach) => choicesBeside([reach, ...always], optional));
}

const REACHES = ['tenantId', 'cityId'];

function choicesBeside(needed: string[], optional: string[]): string[][] {
  const choices = [needed, ...optional.map((one) => [...needed, one])];
  return optional.length > 1 ? [...choices, [...needed, ...optional]] : choices;
}

function valueOf(name: string, document: string, target: SandboxTenant): unknown {
  const value = VARIABLES[name]?.(target);
  if (value === undefined) throw new Error(`no value for variable ${name} of document ${document}`);
  return value;
}
