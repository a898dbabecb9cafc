import type { InjectOptions } from 'fastify';
import { buildClientSchema, getIntrospectionQuery, parse, type GraphQLSchema } from 'postgraphile/graphql';
import { readDocuments } from '../../src/graphql/documents/read-documents.ts';
import { appRouter } from '../../src/trpc/router.ts';
import { everyQuery } from '../graphql/every-field.ts';
import { MUTATIONS, PROCEDURES, ROUTES, TARGETS, variablesFor, type Target } from './examples.ts';
import { bearer, type World } from './world.ts';

/** By path, as the router itself looks them up. */
const PROCEDURES_OF_ROUTER = appRouter._def.procedures as unknown as Readonly<
  Record<string, { readonly _def: { readonly type: 'query' | 'mutation' | 'subscription' } }>
>;

/** One request of one reader, aimed at the rows of one tenant. */
export interface Operation {
  /** As the gateway knows it: `GET /auth/me`, `trpc cases.submit`, `field cases`, `document CasePage`. */
  readonly name: string;
  readonly aimedAt: Target;
  /** Leaves everything as it was, so that it can be asked again. */
  readonly reads: boolean;
  readonly request: InjectOptions;
}

/** What the gateway offers and no example exists for; a test expects none. */
export class NoExample extends Error {
  constructor(names: readonly string[]) {
    super(`no example input in gateway/test/isolation/examples.ts for ${names.join(', ')}`);
    this.name = 'NoExample';
  }
}

/**
 * Everything the running gateway offers, once for each target: its routes, the procedures of its router, the root fields of
 * its schema and its trusted documents. Throws `NoExample` naming what nobody wrote an example for.
 */
export async function everyOperation({ app, routes }: Pick<World, 'app' | 'routes'>): Promise<Operation[]> {
  const schema = await runningSchema(app);
  const documents = await readDocuments(new URL('../../documents/', import.meta.url), schema);
  const missing: string[] = [];
  const operations: Operation[] = [];
  const add = (name: string, reads: boolean, example: (target: Target) => InjectOptions | undefined): void => {
    for (const aimedAt of TARGETS) {
      const request = example(aimedAt);
      if (request !== undefined) operations.push({ name, aimedAt, reads, request });
      else if (!missing.includes(name)) missing.push(name);
    }
  };

  for (const { method, url } of routes) {
    const example =
      ROUTES[`${method} ${url}`] ?? (method === 'HEAD' ? ROUTES[`GET ${url}`] : undefined) ?? ROUTES[`* ${url}`];
    add(`${method} ${url}`, method === 'GET' || method === 'HEAD', (target) => {
      const request = example?.(target);
      return request && { method: method as 'GET', ...request };
    });
  }
  for (const [name, { _def }] of Object.entries(PROCEDURES_OF_ROUTER)) {
    add(`trpc ${name}`, _def.type === 'query', (target) => {
      const input = PROCEDURES[name]?.(target);
      if (input === undefined) return undefined;
      return _def.type === 'query'
        ? { url: `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}` }
        : { method: 'POST', url: `/trpc/${name}`, payload: input };
    });
  }
  for (const name of everyQuery(schema, TARGETS[0]!.tenantId, TARGETS[0]!.slug).keys()) {
    add(`field ${name}`, true, (target) => {
      const query = everyQuery(schema, target.tenantId, target.slug).get(name);
      return query === undefined ? undefined : graphql({ query });
    });
  }
  for (const name of Object.keys(schema.getMutationType()?.getFields() ?? {})) {
    add(`mutation ${name}`, false, (target) => MUTATIONS[name] && graphql(MUTATIONS[name](target)));
  }
  for (const [documentId, { text }] of documents.all) {
    const [definition] = parse(text).definitions;
    if (definition?.kind !== 'OperationDefinition') throw new Error(`document ${documentId} begins with no operation`);
    const wanted = (definition.variableDefinitions ?? []).map(({ variable, type }) => ({
      name: variable.name.value,
      required: type.kind === 'NonNullType',
    }));
    // Of a county or of its city, one of the two: the county is named.
    const isOfEither = wanted.some(({ name, required }) => name === 'tenantId' && !required);
    for (const which of ['required', 'every'] as const) {
      add(`document ${definition.name?.value} (${which} variable)`, definition.operation === 'query', (target) => {
        const variables = variablesFor(
          target,
          wanted.filter(({ name, required }) => required || (which === 'every' && !(isOfEither && name === 'cityId'))),
        );
        return variables && graphql({ documentId, variables });
      });
    }
  }
  if (missing.length > 0) throw new NoExample(missing);
  return operations;
}

const graphql = (payload: object): InjectOptions => ({ method: 'POST', url: '/graphql', payload });

async function runningSchema(app: World['app']): Promise<GraphQLSchema> {
  const headers = { authorization: await bearer('willow-officer') };
  const payload = { query: getIntrospectionQuery({ typeDepth: 6 }) };
  const answer = await app.inject({ method: 'POST', url: '/graphql', headers, payload });
  return buildClientSchema(answer.json<{ data: never }>().data);
}
