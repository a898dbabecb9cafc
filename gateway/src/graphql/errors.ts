import { message, Problem } from '@liangji/platform';
import type { FastifyReply } from 'fastify';
import { isSafeError } from 'postgraphile/grafast';
import { GraphQLError } from 'postgraphile/graphql';
import { problemDocument, problemFromError } from '../problems/index.ts';
import { problemWithin } from './documents/value-problem.ts';

const MEDIA_TYPE = 'application/graphql-response+json; charset=utf-8';

/** SQLSTATE of a statement that ran into the role's statement_timeout. */
const QUERY_CANCELED = '57014';

/** SQLSTATE of a value that cannot be read as its type: class 22, data exceptions. */
const DATA_EXCEPTION = /^22/;

/** A problem as a GraphQL error: the sentence as message, the whole document (code, both languages) as extensions. */
function graphqlError(
  problem: Problem,
  at: Pick<GraphQLError, 'nodes' | 'path'> = { nodes: undefined, path: undefined },
) {
  return new GraphQLError(problem.message, { ...at, extensions: { ...problemDocument(problem) } });
}

/** Answers a request that never reached execution, in the shape GraphQL clients read. */
export function sendGraphqlProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(MEDIA_TYPE)
    .send(JSON.stringify({ errors: [graphqlError(problem).toJSON()] }));
}

/** What the library says, to whoever wrote the document. */
const words = (text: string) => message('graphql.words', { words: text });

function problemOf(error: GraphQLError, ref: string): Problem {
  const own = problemWithin(error);
  if (own !== undefined) return own;
  const cause = error.originalError;
  // No other cause: GraphQL itself objects, to a variable of the wrong shape for example.
  if (cause == null || cause instanceof GraphQLError)
    return new Problem('SYS-GRAPHQL', { reason: words(error.message) });
  // Answered by the planner to whoever asks: a cursor that is none, or of another list.
  if (isSafeError(cause)) return new Problem('SYS-GRAPHQL', { reason: words(cause.message) }, { cause });
  const { code } = cause as { readonly code?: unknown };
  if (code === QUERY_CANCELED) return new Problem('SYS-TOO-SLOW', {}, { cause });
  if (typeof code === 'string' && DATA_EXCEPTION.test(code)) {
    return new Problem('SYS-GRAPHQL', { reason: message('graphql.value') }, { cause });
  }
  return problemFromError(cause, ref);
}

/**
 * Makes the function through which every error of execution leaves: a code of the catalogue in `extensions.code`, and
 * nothing of the database's words. Faults of ours are logged under `ref`, the only thing the outside gets to know.
 */
export function makeMaskError(
  nextRef: () => string,
  log: { error(details: object, message: string): void },
): (error: GraphQLError) => GraphQLError {
  return (error) => {
    const problem = problemOf(error, nextRef());
    if (problem.status >= 500) log.error({ err: error.originalError, ...problem.params }, 'GraphQL request failed');
    return graphqlError(problem, error);
  };
}
