import { Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { problemDocument } from './document.ts';
import { problemFromError } from './from-error.ts';

export { problemDocument, type ProblemDocument } from './document.ts';
export { problemFromError } from './from-error.ts';

/** Answers with the problem as `application/problem+json`; a 401 also names the scheme, a retryable one when to retry. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="liangji"');
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', '5');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem)));
}

/** What anybody here answers to; TRACE and its like would only reach code that never heard of them. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Every error and every unknown address of the gateway leaves as a problem document; unknown causes are logged. */
export function addProblems(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (METHODS.includes(request.method)) return;
    reply.header('allow', METHODS.join(', '));
    throw new Problem('SYS-METHOD', { method: request.method });
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemFromError(error, request.id);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed');
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new Problem('SYS-NOT-FOUND')));
}
