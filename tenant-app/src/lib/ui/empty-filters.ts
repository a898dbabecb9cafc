import { redirect } from '@sveltejs/kit';

/** A form of filters sends every control, empty ones too: leads on to the address that keeps only what narrows the list. */
export function leaveOutEmpty(url: URL, narrowed: string): void {
  if ([...url.searchParams.values()].includes('')) redirect(303, url.pathname + narrowed);
}
