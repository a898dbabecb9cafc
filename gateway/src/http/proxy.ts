import httpProxy, { type FastifyHttpProxyOptions } from '@fastify/http-proxy';
import { Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Environment } from '../environment/read-environment.ts';
import { sendProblem } from '../problems/index.ts';
import { addCompression } from '../request/compression.ts';
import { APP_METHODS, methodRefused, sendAppAnswer, type AppAnswer } from './app-refusals.ts';

/** Addresses that belong to the gateway itself: an unknown one below them is "not found", never the web app's business. */
const OURS = /^\/(api|auth|events|graphql|trpc|intake|map|media|healthz|readyz|metrics)(\/|\?|$)/;

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
    disableRequestLogging: true, // it would log the whole address with its search words and codes
    replyOptions: {
      // What a browser claims about its way here is replaced by what we know.
      rewriteRequestHeaders: (request, headers) => ({
        ...headers,
        'x-forwarded-host': origin.host,
        'x-forwarded-proto': origin.protocol.slice(0, -1),
        'x-forwarded-for': request.ip,
        forwarded: undefined,
      }),
      onError: (reply, { error }) => {
        reply.log.error({ err: error }, 'upstream does not answer');
        void sendProblem(reply as FastifyReply, new Problem('SYS-UNAVAILABLE'));
      },
    },
  } satisfies Partial<FastifyHttpProxyOptions>;
  const { identityUpstream, appUpstream } = environment;
  if (identityUpstream) {
    await app.register(httpProxy, {
      ...common,
      upstream: identityUpstream,
      prefix: '/realms',
      rewritePrefix: '/realms',
    });
  }
  if (appUpstream) {
    await app.register(async (pages) => {
      await addCompression(pages);
      await pages.register(httpProxy, {
        ...common,
        upstream: appUpstream,
        preHandler: (request, _reply, done) => {
          if (OURS.test(request.url)) done(new Problem('SYS-NOT-FOUND'));
          else done(APP_METHODS.includes(request.method) ? undefined : methodRefused(request.method));
        },
        replyOptions: {
          ...common.replyOptions,
          onResponse: (request, reply, answer) =>
            sendAppAnswer(request, reply as FastifyReply, answer as unknown as AppAnswer),
        },
      });
    });
  }
}
