import { message, Problem } from '@liangji/platform';
import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'postgraphile/graphql';
import { checkLimits, LIMITS } from './limits.ts';
import { problemWithin } from './value-problem.ts';

const TRUSTED_RULES = [...specifiedRules, NoSchemaIntrospectionCustomRule];

/**
 * May this text run at all? Cheap questions first: tokens, then depth and width, then the rules of GraphQL. Throws
 * SYS-GRAPHQL-LIMIT or SYS-GRAPHQL. Introspection is for free GraphQL only, that is for development.
 */
export function checkDocument(schema: GraphQLSchema, text: string, introspection: boolean): void {
  const document = parseWithin(text);
  checkLimits(document);
  const [first] = validate(schema, document, introspection ? specifiedRules : TRUSTED_RULES, { maxErrors: 1 });
  if (first !== undefined) {
    throw (
      problemWithin(first) ?? new Problem('SYS-GRAPHQL', { reason: message('graphql.words', { words: first.message }) })
    );
  }
}

function parseWithin(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: LIMITS.tokens, noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (/tokens\. Parsing aborted/.test(error.message)) {
      throw new Problem('SYS-GRAPHQL-LIMIT', { what: 'tokens', limit: LIMITS.tokens });
    }
    throw new Problem('SYS-GRAPHQL', { reason: message('graphql.words', { words: error.message }) }, { cause: error });
  }
}
