import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import type { CommandServices } from '@liangji/platform';
import { checkDepth } from '../request/json-body.ts';
import { idempotencyKeyOf } from '../openapi/idempotency-key.ts';
import { appRouter, type AppRouter } from './router.ts';
import { problemFromError } from '../problems/index.ts';
import { problemOfCall, sendCallProblem } from './errors.ts';

/** Calls one request may bundle. */
const MAX_BATCH = 10;

/**
 * `/trpc`: the commands, and the questions GraphQL cannot answer; else what screens read is served by GraphQL. In a scope of its own, because the adapter takes
 * the body parsers of its scope away.
 */
export async function addTrpc(app: FastifyInstance, services: CommandServices): Promise<void> {
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => {
      const problem = problemFromError(error, request.id);
      if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
      return sendCallProblem(reply, problem);
    });
    scope.addHook('preHandler', async ({ body, query }) => {
      const { input } = query as { readonly input?: unknown };
      for (const json of [body, input]) if (typeof json === 'string') checkDepth(json);
    });
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        maxBatchSize: MAX_BATCH,
        allowMethodOverride: true, // a question may come in the body: addresses are logged on the way
        createContext: ({ req }) => ({
          ...services,
          requestId: req.id,
          actor: () => req.actor(),
          zone: () => req.zone,
          use: req.use,
          idempotencyKey: idempotencyKeyOf(req),
        }),
        onError: ({ error, req, path }) => {
          const problem = problemOfCall(error, req.id);
          if (problem.status >= 500) req.log.error({ err: problem.cause, code: problem.code, path }, 'call failed');
        },
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>);
  });
}
