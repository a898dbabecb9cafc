import { Problem, type Message } from '@liangji/platform';
import { GraphQLError } from 'postgraphile/graphql';

/** Refuses a value of a scalar in words of ours; `problemWithin` finds them again inside of what GraphQL makes of it. */
export function refuseValue(reason: Message): never {
  const problem = new Problem('SYS-GRAPHQL', { reason });
  throw new GraphQLError(problem.message, { originalError: problem });
}

/** The problem that an error of GraphQL carries, however often it was wrapped. */
export function problemWithin(error: GraphQLError): Problem | undefined {
  let cause: unknown = error;
  while (cause instanceof GraphQLError) cause = cause.originalError;
  return cause instanceof Problem ? cause : undefined;
}
