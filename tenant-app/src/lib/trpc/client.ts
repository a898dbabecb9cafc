import { createTRPCClient, httpLink } from '@trpc/client';
import { unattendedHeader } from '#lib/attended/attended.ts';
import type { AppRouter } from '@liangji/gateway/trpc';

/** Commands of the gateway. `ask` is the fetch of a `load`, or the browser's. */
export function trpc(ask: typeof fetch) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: '/trpc',
        fetch: (url, init) => ask(url, init as RequestInit),
        headers: ({ op: { context } }) => ({
          ...unattendedHeader(),
          ...(typeof context['key'] === 'string' ? { 'idempotency-key': context['key'] } : {}),
        }),
      }),
    ],
  });
}
