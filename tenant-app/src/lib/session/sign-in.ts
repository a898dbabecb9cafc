import { redirect } from '@sveltejs/kit';

/** Sends the visitor to the gateway's sign-in page and, afterwards, back to where he was. */
export function toSignIn(url: { pathname: string; search: string }): never {
  redirect(303, `/auth/login?next=${encodeURIComponent(url.pathname + url.search)}`);
}
