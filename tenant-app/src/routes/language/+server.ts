import { redirect } from '@sveltejs/kit';
import { cookieMaxAge, cookieName, isLocale } from '#lib/paraglide/runtime.js';
import type { RequestHandler } from './$types.js';

/** `/language?to=en&next=/city`: remembers the language and goes back; a plain link, so it works without JavaScript. */
export const GET: RequestHandler = ({ url, cookies }) => {
  const to = url.searchParams.get('to') ?? '';
  if (isLocale(to)) {
    cookies.set(cookieName, to, { path: '/', httpOnly: false, sameSite: 'lax', secure: false, maxAge: cookieMaxAge });
  }
  const next = url.searchParams.get('next') ?? '/';
  redirect(303, /^\/(?![/\\])/.test(next) ? next : '/');
};
