import './graphile-env.ts';
import type { Database } from '@liangji/platform';
import type { GraphQLSchema } from 'graphql';
import { makeSchema } from 'postgraphile';
import { makeService } from './adaptor.ts';
import { schemaPreset } from './preset.ts';

export interface BuiltSchema {
  readonly schema: GraphQLSchema;
  readonly resolvedPreset: GraphileConfig.ResolvedPreset;
}

/** Reads schema `api` once, as role `introspect`, and builds what GraphQL offers. Needs pools introspect, city, county. */
export async function buildSchema(database: Database, extra: GraphileConfig.Preset = {}): Promise<BuiltSchema> {
  const { pgService, closeIntrospection } = makeService(database);
  const built = await makeSchema({
    ...extra,
    extends: [schemaPreset, ...(extra.extends ?? [])],
    pgServices: [pgService],
  });
  closeIntrospection();
  return built;
}
