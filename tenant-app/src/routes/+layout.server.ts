import { error } from '@sveltejs/kit';
import type { Actor } from '#lib/session/actor.ts';
import { toSignIn } from '#lib/session/sign-in.ts';
import type { LayoutServerLoad } from './$types.js';

/** Who is looking. Without a session every page leads to the sign-in page. */
export const load: LayoutServerLoad = async ({ fetch, url }) => {
  const response = await fetch('/auth/me').catch(() => null);
  if (response?.status === 401) toSignIn(url);
  if (!response?.ok) error(503, 'gateway');
  return { actor: (await response.json()) as Actor };
};
