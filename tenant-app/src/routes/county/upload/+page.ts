import { error } from '@sveltejs/kit';
import { ask } from '#lib/graphql/ask.ts';
import { mayUpload } from '#lib/session/actor.ts';
import { SourceSystems } from './upload.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'county') error(404, 'not found');
  const { sourceSystems } = await ask(event, client, SourceSystems, { tenantId: actor.tenant.id });
  return { sourceSystems, mayUpload: mayUpload(actor) };
};
