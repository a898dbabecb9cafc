import { redirect } from '@sveltejs/kit';

/** The gateway's sign-in page, which leads back to a page. */
export const signInUrl = ({ pathname, search }: { pathname: string; search: string }): string =>
  `/auth/login?next=${encodeURIComponent(pathname + search)}`;

/** Sends the visitor to the gateway's sign-in page and, afterwards, back to where he was. */
export function toSignIn(url: { pathname: string; search: string }): never {
  redirect(303, signInUrl(url));
}
