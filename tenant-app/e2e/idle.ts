import type { Page, Request } from 'playwright-core';

const QUIET_MS = 500;

/**
 * Does something and waits until the page asks for nothing any more, half a second long; what Playwright calls networkidle,
 * which never comes beside a stream that does not end.
 */
export async function idle(page: Page, act: () => Promise<unknown> = async () => undefined): Promise<void> {
  const open = new Set<Request>();
  let quietSince = performance.now();
  const began = (request: Request): void => {
    if (request.resourceType() !== 'eventsource') open.add(request);
  };
  const ended = (request: Request): void => {
    open.delete(request);
    if (request.resourceType() !== 'eventsource') quietSince = performance.now();
  };
  page.on('request', began).on('requestfinished', ended).on('requestfailed', ended);
  try {
    await act();
    quietSince = performance.now();
    while (open.size > 0 || performance.now() - quietSince < QUIET_MS) await page.waitForTimeout(50);
  } finally {
    page.off('request', began).off('requestfinished', ended).off('requestfailed', ended);
  }
}
