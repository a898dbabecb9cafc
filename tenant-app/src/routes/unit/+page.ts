import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ parent }) => {
  const { actor } = await parent();
  if (actor.kind !== 'unit' || actor.post === null) error(404, 'not found');
  return { post: actor.post };
};
