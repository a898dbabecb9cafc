import type { Browser, BrowserContext } from 'playwright-core';

/** Slow 4G as browsers' own tools have it: bytes a second, milliseconds to the first byte. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
/** A telephone of the middle beside a computer. */
const SLOWER = 4;

export interface Paint {
  /** Until the first words or pictures are drawn, from the beginning of the navigation. */
  ms: number;
  /** Of the page itself, as it came over the wire. */
  htmlKilobytes: number;
  /** Of everything, until the page has loaded. */
  kilobytes: number;
}

/** Opens an address in a browser that has nothing of it yet. */
export async function paintOf(
  browser: Browser,
  url: string,
  storageState: Awaited<ReturnType<BrowserContext['storageState']>> | undefined,
): Promise<Paint> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    ...(storageState ? { storageState } : {}),
  });
  try {
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    await tools.send('Network.enable');
    await tools.send('Network.emulateNetworkConditions', SLOW_4G);
    await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    let bytes = 0;
    tools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(url, { waitUntil: 'load' });
    const { ms, html } = await page.evaluate(async () => {
      const paint = await new Promise<PerformanceEntry>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const found = list.getEntriesByName('first-contentful-paint')[0];
          if (found) resolve(found);
        });
        observer.observe({ type: 'paint', buffered: true });
      });
      const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
      return { ms: paint.startTime, html: navigation?.encodedBodySize ?? 0 };
    });
    return { ms, htmlKilobytes: html / 1000, kilobytes: bytes / 1000 };
  } finally {
    await context.close();
  }
}
