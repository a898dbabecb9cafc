import { message, Problem, zodMessages } from '@liangji/platform';
import { TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problemDocument, problemFromError, sendProblem } from '../problems/index.ts';

/** HTTP status of a problem → tRPC's name for it; tRPC turns it back into the same status. */
const CODE_OF_STATUS: Readonly<Record<number, TRPCError['code']>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

/** The problem behind whatever a call ended with. tRPC's own refusals (unknown procedure, bad input) get a code too. */
export function problemOfCall(error: unknown, requestId: string): Problem {
  if (!(error instanceof TRPCError)) return problemFromError(error, requestId);
  if (error.cause instanceof z.ZodError) {
    return new Problem('SYS-INPUT', { reason: zodMessages(error.cause) }, { cause: error });
  }
  if (error.code === 'NOT_FOUND' && error.cause === undefined) return new Problem('SYS-NOT-FOUND');
  if (error.code === 'METHOD_NOT_SUPPORTED') {
    return new Problem('SYS-METHOD', { method: /^Unsupported (\w+)-request/.exec(error.message)?.[1] ?? '' });
  }
  if (error.code === 'PAYLOAD_TOO_LARGE') return new Problem('SYS-TOO-LARGE');
  if (error.code === 'UNSUPPORTED_MEDIA_TYPE') return new Problem('SYS-MEDIA-TYPE');
  if (error.code === 'INTERNAL_SERVER_ERROR') return problemFromError(error.cause ?? error, requestId);
  if (error.cause instanceof Problem) return error.cause;
  return new Problem(
    'SYS-INPUT',
    { reason: message('request.unreadable', { words: error.message }) },
    { cause: error },
  );
}

/** Refuses a request that never became a call: a problem document that tRPC's clients can read too. */
export function sendCallProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { code, message: words } = trpcErrorOf(problem, '');
  const document = problemDocument(problem, reply.request.zone);
  const data = { code, httpStatus: problem.status, problem: document };
  return sendProblem(reply, problem, { error: { message: words, code: TRPC_ERROR_CODES_BY_KEY[code], data } });
}

/** The same as tRPC's error, so that the HTTP status fits the problem. */
export function trpcErrorOf(error: unknown, requestId: string): TRPCError {
  const problem = problemOfCall(error, requestId);
  return new TRPCError({
    code: CODE_OF_STATUS[problem.status] ?? 'INTERNAL_SERVER_ERROR',
    message: problem.message,
    cause: problem,
  });
}
