/** Where the gateway answers inside the installation; the browser never sees this address. */
function gatewayUrl(path: string): URL {
  const base = process.env.LIANGJI_GATEWAY_URL ?? `http://127.0.0.1:${process.env.GATEWAY_PORT ?? '8080'}`;
  return new URL(path, base);
}

/** Paths of our origin the gateway owns; everything else of the origin is a page or a file of this app. */
const OWNED = ['/graphql', '/trpc/', '/auth/', '/intake/', '/map/', '/media/'];

export const ownedByGateway = (path: string): boolean => OWNED.some((prefix) => path.startsWith(prefix));

/**
 * Sends a request of a `load` to the gateway as the visitor: his cookie, our origin (a cookie-bearing POST without
 * it is refused) and nothing else of what the browser sent.
 */
export function asVisitor(request: Request, visitor: Request, origin: string): Request {
  const url = new URL(request.url);
  const headers = new Headers(request.headers);
  const cookie = visitor.headers.get('cookie');
  if (cookie) headers.set('cookie', cookie);
  headers.set('origin', origin);
  headers.set('accept-encoding', 'identity'); // it stays inside the installation
  const init: RequestInit & { duplex?: 'half' } = { method: request.method, headers, signal: request.signal };
  if (request.body) Object.assign(init, { body: request.body, duplex: 'half' });
  return new Request(gatewayUrl(url.pathname + url.search), init);
}

/** The origin the visitor's browser shows. Behind the gateway's proxy it is in the forwarded headers. */
export function publicOrigin(visitor: Request): string {
  const header = (name: string): string | undefined => visitor.headers.get(name)?.split(',')[0]?.trim();
  const host = header('x-forwarded-host') ?? header('host') ?? new URL(visitor.url).host;
  return process.env.LIANGJI_ORIGIN ?? `${header('x-forwarded-proto') ?? 'http'}://${host}`;
}
