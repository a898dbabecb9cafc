import type { Handle, HandleFetch } from '@sveltejs/kit/hooks';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { THEME_COOKIE, themeOf } from '#lib/theme/theme.ts';
import { asVisitor, ownedByGateway, publicOrigin } from '#lib/server/gateway.ts';

/**
 * Chooses the language (Chinese first) and the theme from cookies before anything is rendered: nothing flashes. Pages and their
 * data are somebody's: no browser keeps them, so that the Back button shows nothing after signing out; also where no gateway
 * stands before us.
 */
export const handle: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, async ({ locale }) => {
    const theme = themeOf(event.cookies.get(THEME_COOKIE));
    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%lang%', locale === 'zh' ? 'zh-CN' : 'en')
          .replace('%theme%', theme)
          .replace('%scheme%', theme === 'system' ? 'light dark' : theme),
    });
    response.headers.set('cache-control', 'no-store');
    response.headers.set('x-content-type-options', 'nosniff');
    response.headers.set('referrer-policy', 'same-origin');
    return response;
  });

/** While rendering, what a page asks of its own origin goes straight to the gateway with the visitor's cookie. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !ownedByGateway(url.pathname)) return fetch(request);
  return globalThis.fetch(asVisitor(request, event.request, publicOrigin(event.request)));
};
