import '../service/graphile-env.ts';
import type { GraphQLFieldConfigArgumentMap, GraphQLInputType } from 'postgraphile/graphql';
import 'postgraphile';

/** Arguments by name out of their types as GraphQL writes them. */
export function argumentsOf(
  build: GraphileBuild.Build,
  types: Readonly<Record<string, string>>,
): GraphQLFieldConfigArgumentMap {
  const { GraphQLList, GraphQLNonNull } = build.graphql;
  const inputType = (type: string): GraphQLInputType =>
    type.endsWith('!')
      ? new GraphQLNonNull(inputType(type.slice(0, -1)))
      : type.startsWith('[')
        ? new GraphQLList(inputType(type.slice(1, -1)))
        : build.getInputTypeByName(type);
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type: inputType(type) }]));
}
