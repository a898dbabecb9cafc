import { error } from '@sveltejs/kit';
import type { Actor } from '#lib/session/actor.ts';
import { toSignIn } from '#lib/session/sign-in.ts';
import { turnedAway } from '#lib/session/turned-away.ts';
import type { LayoutServerLoad } from './$types.js';

/** Who is looking. Without a session every page leads to the sign-in page; without a post, to a page that says so. */
export const load: LayoutServerLoad = async ({ fetch, url }) => {
  const response = await fetch('/auth/me').catch(() => null);
  if (response?.status === 401) toSignIn(url);
  if (!response?.ok) {
    const { status, message } = await turnedAway(response);
    error(status, message);
  }
  return { actor: (await response.json()) as Actor };
};
