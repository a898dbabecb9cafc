/** Where to go after signing in: a page of ours, whatever the address asked for. */
export function nextPage(asked: unknown, origin: string): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return '/';
  const url = URL.parse(asked, origin);
  if (!url || url.origin !== origin || url.pathname.startsWith('/auth/')) return '/';
  if (url.pathname.startsWith('//')) return '/'; // `/.//evil.example` is ours until a browser reads it again
  return url.pathname + url.search + url.hash;
}
