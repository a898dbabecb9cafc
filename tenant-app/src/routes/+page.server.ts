import { redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/session/actor.ts';
import type { PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ parent }) => {
  const { actor } = await parent();
  redirect(303, homeOf(actor));
};
