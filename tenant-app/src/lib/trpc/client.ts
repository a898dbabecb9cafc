import { createTRPCClient, httpLink, splitLink } from '@trpc/client';
import { unattendedHeader } from '#lib/attended/attended.ts';
import type { AppRouter } from '@liangji/gateway/trpc';

/** Questions in which somebody may type a telephone number: asked by POST, because proxies log addresses. */
const IN_BODY = new Set(['cases.open_of_caller', 'cases.find', 'cases.locate']);

/** Commands of the gateway. `ask` is the fetch of a `load`, or the browser's. */
export function trpc(ask: typeof fetch) {
  const options: Parameters<typeof httpLink<AppRouter>>[0] = {
    url: '/trpc',
    fetch: (url, init) => ask(url, init as RequestInit),
    headers: ({ op: { context } }) => ({
      ...unattendedHeader(),
      ...(typeof context['key'] === 'string' ? { 'idempotency-key': context['key'] } : {}),
    }),
  };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ path }) => IN_BODY.has(path),
        true: httpLink({ ...options, methodOverride: 'POST' }),
        false: httpLink(options),
      }),
    ],
  });
}
