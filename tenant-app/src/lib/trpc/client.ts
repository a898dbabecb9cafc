import { createTRPCClient, httpLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from '@liangji/gateway/trpc';
import type { inferRouterOutputs } from '@trpc/server';
import { error } from '@sveltejs/kit';
import type { Asking } from '#lib/graphql/ask.ts';
import { toSignIn } from '#lib/session/sign-in.ts';

/** Commands of the gateway, and the few reads GraphQL does not serve. `ask` is the fetch of a `load`, or the browser's. */
export function trpc(ask: typeof fetch) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: '/trpc', fetch: (url, init) => ask(url, init as RequestInit) })],
  });
}

/** What each procedure answers, as it arrives: instants are ISO text. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
export type Trpc = ReturnType<typeof trpc>;

/** Runs a call for a `load`: signed out leads to the sign-in page, missing and forbidden to the same "not found". */
export async function call<T>(event: Asking, run: (client: Trpc) => Promise<T>): Promise<T> {
  try {
    return await run(trpc(event.fetch));
  } catch (failure) {
    const status = failure instanceof TRPCClientError ? Number(failure.data?.httpStatus ?? 0) : 0;
    if (status === 401) toSignIn(event.url);
    if (status === 404 || status === 403 || status === 400) error(404, 'not found');
    console.error(failure);
    error(503, 'gateway');
  }
}
