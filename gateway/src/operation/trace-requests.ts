import type { Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Tracing } from './tracing.ts';

const SERVER = 1; // SpanKind.SERVER; the library itself is loaded only when tracing
const ERROR = 2; // SpanStatusCode.ERROR

/** A span around every request, named by its route; the trace a caller began is continued. */
export function addRequestTraces(app: FastifyInstance, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'liangji.request_id': request.id,
    };
    tracing.continued(request.headers, `${request.method} ${route}`, { kind: SERVER, attributes }, (span) => {
      spans.set(request, span);
      done();
    });
  });
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    span?.setAttribute('http.response.status_code', reply.statusCode);
    if (reply.statusCode >= 500) span?.setStatus({ code: ERROR });
    span?.end();
  });
}
