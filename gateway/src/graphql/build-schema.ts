import './service/graphile-env.ts';
import type { Database } from '@liangji/platform';
import type { GraphQLSchema } from 'postgraphile/graphql';
import { makeSchema } from 'postgraphile';
import type { ActingSettings } from './service/acting-settings.ts';
import { makeService } from './service/adaptor.ts';
import { schemaPreset } from './preset.ts';

export interface BuiltSchema {
  readonly schema: GraphQLSchema;
  readonly resolvedPreset: GraphileConfig.ResolvedPreset;
}

/**
 * Reads schema `api` once, through pool `introspect`, and builds what GraphQL offers. `settingsFor` says whom a request
 * acts for; it is asked once per request, before its first statement.
 */
export async function buildSchema(
  database: Database,
  settingsFor: (request: Partial<Grafast.RequestContext>) => ActingSettings,
): Promise<BuiltSchema> {
  const { pgService, closeIntrospection } = makeService(database, settingsFor);
  const built = await makeSchema({ extends: [schemaPreset], pgServices: [pgService] });
  closeIntrospection();
  return built;
}
