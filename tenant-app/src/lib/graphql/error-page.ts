import { error, isHttpError } from '@sveltejs/kit';
import { toSignIn } from '#lib/session/sign-in.ts';
import { SignedOut } from './failures.ts';

/** The parts of a SvelteKit `load` event a query needs. */
export interface Asking {
  fetch: typeof fetch;
  url: { pathname: string; search: string };
}

/** What a `load` asks; where it fails, the sign-in page or an error page instead of the page. */
export async function orErrorPage<Data>(event: Asking, read: () => Promise<Data>): Promise<Data> {
  try {
    return await read();
  } catch (failure) {
    if (isHttpError(failure)) throw failure;
    if (failure instanceof SignedOut) toSignIn(event.url);
    console.error(failure);
    error(503, 'gateway');
  }
}
