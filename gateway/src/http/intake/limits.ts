import rateLimit from '@fastify/rate-limit';
import { Problem } from '@liangji/platform';
import type { FastifyInstance, RouteShorthandOptions } from 'fastify';

const WINDOW_MS = 60_000;

/** Uploads of one tenant in a minute: the busiest incumbent sends 40 small ones every five minutes. */
export const UPLOADS_A_MINUTE = 120;
/** Reads of one tenant in a minute: somebody waiting asks three times a second, several at once. */
const READS_A_MINUTE = 3_000;

/** Counts per tenant, so that one county cannot use up another's share; answers with RateLimit headers. */
export async function limitRequests(scope: FastifyInstance): Promise<void> {
  await scope.register(rateLimit, {
    max: READS_A_MINUTE,
    timeWindow: WINDOW_MS,
    keyGenerator: async (request) => String((await request.actor()).tenantId),
    enableDraftSpec: true,
    errorResponseBuilder: () => new Problem('QUOTA-REQUESTS'),
  });
}

/** For the route that takes uploads. */
export const uploadLimit: RouteShorthandOptions = {
  config: { rateLimit: { max: UPLOADS_A_MINUTE, timeWindow: WINDOW_MS } },
};
