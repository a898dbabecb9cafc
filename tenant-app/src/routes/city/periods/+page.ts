import { error } from '@sveltejs/kit';
import { loadPeriodList } from '#lib/assessment/load-period-list.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  return { periods: await loadPeriodList(event) };
};
