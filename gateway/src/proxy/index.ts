import httpProxy from '@fastify/http-proxy';
import { Problem } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import type { Environment } from '../environment.ts';
import { sendProblem } from '../problems/index.ts';

/** Addresses that belong to the gateway itself: an unknown one below them is "not found", never the web app's business. */
const OURS = /^\/(auth|graphql|trpc|intake|healthz|readyz|metrics)(\/|\?|$)/;

/**
 * Everything that is not the gateway's own goes on to where it lives: `/realms` to the embedded identity provider (when
 * there is one), the rest to the web app. One origin for browsers; in production the ingress may do this instead.
 */
export async function addProxy(
  app: FastifyInstance,
  environment: Pick<Environment, 'origin' | 'identityUpstream' | 'appUpstream'>,
): Promise<void> {
  const origin = new URL(environment.origin);
  const common = {
    internalRewriteLocationHeader: false,
    replyOptions: {
      // What a browser claims about its way here is replaced by what we know.
      rewriteRequestHeaders: (_request: unknown, headers: IncomingHttpHeaders): IncomingHttpHeaders => ({
        ...headers,
        'x-forwarded-host': origin.host,
        'x-forwarded-proto': origin.protocol.slice(0, -1),
        forwarded: undefined,
      }),
      onError: (reply: Parameters<typeof sendProblem>[0], { error }: { error: Error }) => {
        reply.log.error({ err: error }, 'upstream does not answer');
        void sendProblem(reply, new Problem('SYS-UNAVAILABLE'));
      },
    },
  };
  if (environment.identityUpstream) {
    await app.register(httpProxy, {
      ...common,
      upstream: environment.identityUpstream,
      prefix: '/realms',
      rewritePrefix: '/realms',
    } as unknown as Parameters<typeof httpProxy>[1]);
  }
  if (environment.appUpstream) {
    await app.register(httpProxy, {
      ...common,
      upstream: environment.appUpstream,
      preHandler: (request, _reply, done) => {
        done(OURS.test(request.url) ? new Problem('SYS-NOT-FOUND') : undefined);
      },
    } as unknown as Parameters<typeof httpProxy>[1]);
  }
}
