import { error, redirect } from '@sveltejs/kit';
import { POSTS } from '#lib/session/actor.ts';
import type { Actor } from '#lib/session/actor.ts';
import { toSignIn } from '#lib/session/sign-in.ts';
import { THEME_COOKIE, themeOf } from '#lib/theme/theme.ts';
import { turnedAway } from '#lib/session/turned-away.ts';
import type { LayoutServerLoad } from './$types.js';

/**
 * Who is looking. Without a session every page leads to the sign-in page; without a post, to a page that says so; where the
 * chosen post has ended, to the choice.
 */
export const load: LayoutServerLoad = async ({ cookies, fetch, url }) => {
  const response = await fetch('/auth/me').catch(() => null);
  if (response?.status === 401) toSignIn(url);
  if (!response?.ok) {
    const { status, message } = await turnedAway(response);
    error(status, message);
  }
  const actor = (await response.json()) as Actor;
  if (actor.kind === null && url.pathname !== POSTS) redirect(303, POSTS);
  return { actor, theme: themeOf(cookies.get(THEME_COOKIE)) };
};
