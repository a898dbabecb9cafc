import { Problem } from '@liangji/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemDocument } from './document.ts';
import { problemFromError } from './from-error.ts';
import { PAGE_HEADERS, problemPage } from './page.ts';

export { problemDocument } from './document.ts';
export { problemFromError } from './from-error.ts';
export { PAGE_HEADERS, problemPage } from './page.ts';
export { refuseUnreadable } from './unreadable-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of the bearer's tenant, once he is known: moments are shown to him by its clock. */
    zone: string | undefined;
  }
}

/**
 * Answers with the problem as `application/problem+json`, to a browser that opens a page as a page; a 401 also names the
 * scheme, a retryable one when to retry. `more`: what clients of one face look for beside it.
 */
export function sendProblem(reply: FastifyReply, problem: Problem, more: object = {}): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="liangji"');
  const isLater = problem.status === 503 || problem.status === 429;
  if (isLater && !reply.hasHeader('retry-after')) reply.header('retry-after', '5');
  if (opensPage(reply.request)) {
    return reply.code(problem.status).headers(PAGE_HEADERS).send(pageOf(problem, reply.request.url));
  }
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ ...problemDocument(problem, reply.request.zone), ...more }));
}

/** A browser that goes to an address says so; scripts and machines take anything, or JSON. */
const opensPage = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' && headers.accept?.includes('text/html') === true;

function pageOf(problem: Problem, url: string): string {
  const again = problem.retryable ? [{ href: url, zh: '重试', en: 'Try again' }] : [];
  return problemPage(problem, {
    heading: { zh: '页面无法打开', en: 'The page cannot be opened' },
    ways: [...again, { href: '/', zh: '返回首页', en: 'Go to the start page' }],
  });
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
