import { redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, isLocale } from '#lib/paraglide/runtime.js';
import { ownPath } from '#lib/server/own-path.ts';
import type { RequestHandler } from './$types.js';

/** A form with `to` (zh, en) and `next` (a path of ours): remembers the language and goes back, without JavaScript too. */
export const POST: RequestHandler = async ({ request, cookies }) => {
  const form = await request.formData();
  const to = form.get('to');
  if (isLocale(to)) {
    cookies.set(cookieName, to, { path: '/', httpOnly: false, sameSite: 'lax', secure: false, maxAge: cookieMaxAge });
  }
  redirect(303, ownPath(form.get('next')));
};
