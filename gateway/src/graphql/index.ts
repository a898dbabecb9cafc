import './service/graphile-env.ts';
import { COMMANDS, type Actor, type CommandServices } from '@liangji/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { grafast } from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/fastify/v5';
import { problemFromError, sendProblem } from '../problems/index.ts';
import { performCounted } from '../quota/perform-counted.ts';
import { settingsOf } from './service/acting-settings.ts';
import { buildSchema } from './build-schema.ts';
import type { ListReader } from './pages/list-reader.ts';
import { chooseDocument } from './documents/choose-document.ts';
import { readDocuments } from './documents/read-documents.ts';
import { makeMaskError, sendGraphqlProblem } from './errors.ts';
import { serverPreset } from './server-preset.ts';
import type { SubmitInput } from './submit-cases.ts';

/** The trusted documents that belong to this gateway. */
const DOCUMENTS = new URL('../../documents/', import.meta.url);

/** What a client of GraphQL says it takes, or everything. */
const ACCEPTED = /^[\x20-\x7e]*(?:application\/(?:graphql-response\+)?json|application\/\*|\*\/\*)[\x20-\x7e]*$/;

/** The database needs pools introspect, city, county and, for `submitCases`, ingest. */
export interface GraphqlOptions extends CommandServices {
  /** Who asks; rejects with AUTH-MISSING or AUTH-TOKEN when nobody does. */
  readonly actorOf: (request: FastifyRequest) => Promise<Actor>;
  /** True takes any document, introspection included. For development only: the environment refuses it in production. */
  readonly free: boolean;
  readonly documents?: URL;
}

/** What reads the pages of a list beside GraphQL, as somebody: the rows that a screen gets. */
type ReadList = (actor: Actor) => (asked: Parameters<ListReader>[1]) => ReturnType<ListReader>;

/** Answers a document of ours as whoever sent a request to another route, with what a screen would be answered. */
type AskAs = (
  request: FastifyRequest,
  actor: Actor,
) => (document: string, variables: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

/** What other routes read with. */
interface Readers {
  /** Of the list `caseTable`. */
  readonly readCases: ReadList;
  readonly askGraphql: AskAs;
}

/**
 * `POST /graphql`: reads by PostGraphile over schema `api`, in a scope of its own. First somebody (401 as a problem
 * document), then a document that may run, then PostGraphile as that somebody. Everything after the first step answers
 * in the shape of GraphQL, with the problem in `extensions`. Resolves with what reads the same for other routes.
 */
export async function addGraphql(app: FastifyInstance, options: GraphqlOptions): Promise<Readers> {
  const { database, deps, actorOf, free, documents: folder = DOCUMENTS } = options;
  const actors = new WeakMap<FastifyRequest, Actor>();
  const askerOf = (request: FastifyRequest | undefined): Actor => {
    const actor = request && actors.get(request);
    if (actor === undefined) throw new Error('a GraphQL request by nobody');
    return actor;
  };
  const { schema, resolvedPreset } = await buildSchema(database, ({ fastifyv5 }) =>
    settingsOf(askerOf(fastifyv5?.request)),
  );
  const documents = await readDocuments(folder, schema);

  const server = grafserv({
    schema,
    preset: {
      extends: [
        resolvedPreset,
        serverPreset(
          documents,
          free,
          makeMaskError(() => deps.ids.next(), app.log),
        ),
      ],
      grafast: {
        context: ({ fastifyv5 }) => {
          const actor = askerOf(fastifyv5?.request);
          const submit = (input: SubmitInput) =>
            performCounted(options, actor, COMMANDS.submitCasesCommand, { input, key: null }, fastifyv5?.request.use);
          return { asker: { database, actor, now: deps.clock.now }, submit };
        },
      },
    },
  });

  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const problem = problemFromError(error, request.id);
      if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
      return problem.status === 401 ? sendProblem(reply, problem) : sendGraphqlProblem(reply, problem);
    });
    scope.addHook('onRequest', async (request) => {
      // Whoever asks for anything else gets JSON all the same: the library would refuse in its own words, or break.
      const { accept } = request.headers;
      if (accept !== undefined && !ACCEPTED.test(accept)) request.headers.accept = 'application/json';
      actors.set(request, await actorOf(request));
    });
    scope.addHook('preHandler', async (request) => {
      chooseDocument(request.body, askerOf(request), { documents, schema, free, now: deps.clock.now });
    });
    await server.addTo(scope);
  });
  app.addHook('onClose', () => server.release());
  const { readList } = schema.getQueryType()?.getFields()['caseTable']?.extensions ?? {};
  return {
    readCases: (actor) => (asked) => (readList as ListReader)({ database, actor, now: deps.clock.now }, asked),
    askGraphql: (request, actor) => async (source, variableValues) => {
      actors.set(request, actor);
      const requestContext = { fastifyv5: { request } } as Grafast.RequestContext;
      const answer = await grafast({
        schema,
        source,
        variableValues,
        requestContext,
        resolvedPreset: server.getPreset(),
      });
      if (Symbol.asyncIterator in answer) throw new Error('a document that streams');
      const [error] = answer.errors ?? [];
      if (error) throw error.originalError ?? error;
      return answer.data ?? {};
    },
  };
}
