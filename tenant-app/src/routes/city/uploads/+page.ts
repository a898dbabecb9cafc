import { error } from '@sveltejs/kit';
import { loadUploads } from '#lib/batches/load-uploads.ts';
import { loadCounties } from '#lib/city/find-county.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async (event) => {
  const { client, actor } = await event.parent();
  if (actor.kind !== 'city') error(404, 'not found');
  const cityId = actor.city.id;
  const counties = await loadCounties(event, client, cityId);
  const loaded = await loadUploads(event, client, (region) => {
    if (region === null) return { cityId };
    const county = counties.find(({ slug }) => slug === region);
    if (!county) error(404, 'not found');
    return { tenantId: county.tenantId };
  });
  return { counties, loaded };
};
