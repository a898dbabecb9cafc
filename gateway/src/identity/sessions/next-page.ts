/** Where to go after signing in: a page of ours, whatever the address asked for. */
export function nextPage(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return '/';
  const url = URL.parse(asked, origin);
  if (!url || url.origin !== origin || url.pathname.startsWith('/auth/')) return '/';
  return url.pathname + url.search + url.hash;
}
