import { redirect } from '@sveltejs/kit';
import { ownPath } from '#lib/server/own-path.ts';
import { isTheme, THEME_COOKIE, THEME_MAX_AGE } from '#lib/theme/theme.ts';
import type { RequestHandler } from './$types.js';

/** A form with `to` (system, light, dark) and `next` (a path of ours): remembers it and goes back, without JavaScript too. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const form = await request.formData();
  const to = form.get('to');
  if (isTheme(to)) {
    cookies.set(THEME_COOKIE, to, {
      path: '/',
      httpOnly: false,
      sameSite: 'lax',
      secure: false,
      maxAge: THEME_MAX_AGE,
    });
  }
  redirect(303, ownPath(form.get('next')));
};
