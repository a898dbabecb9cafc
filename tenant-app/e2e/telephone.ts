import type { Browser, BrowserContext, Page } from 'playwright-core';
import { HANGS_MS } from './browser.ts';

/** The smallest window the product is made for, held upright, worked with a finger. */
export const TELEPHONE = { width: 360, height: 640 };

/** The same people on a telephone: signed in as in their windows. */
export function telephones(browser: Browser): (page: Page) => Promise<Page> {
  const opened = new Map<BrowserContext, Promise<Page>>();
  const open = async (of: BrowserContext): Promise<Page> => {
    const storageState = await of.storageState();
    const touch = { viewport: TELEPHONE, hasTouch: true, isMobile: true, deviceScaleFactor: 1 };
    const context = await browser.newContext({ ...touch, storageState, locale: 'zh-CN' });
    context.setDefaultTimeout(HANGS_MS);
    return context.newPage();
  };
  return (page) => {
    const context = page.context();
    const telephone = opened.get(context) ?? open(context);
    opened.set(context, telephone);
    return telephone;
  };
}

/** Swipes up in the middle of the page, beside a map that lies there, until nothing moves any more. */
export async function swipeToEnd(page: Page): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  let before: string | null = null;
  // What is drawn when it is seen may have made the page longer.
  for (let still = 0; still < 3;) {
    await page.waitForFunction(nothingLoads);
    const at = await page.evaluate(whereItStands);
    still = at.moved === before ? still + 1 : 0;
    before = at.moved;
    const touch = (type: string, ...touchPoints: { x: number; y: number }[]): Promise<unknown> =>
      finger.send('Input.dispatchTouchEvent', { type, touchPoints } as never);
    const x = TELEPHONE.width / 2;
    await touch('touchStart', { x, y: at.y });
    for (let y = at.y; y > 0; y -= 32) await touch('touchMove', { x, y });
    await touch('touchEnd');
    await page.waitForTimeout(still === 0 ? 100 : 500);
  }
  await finger.detach();
}

/** Whether what is in sight is all there. */
function nothingLoads(): boolean {
  const tops = [...document.querySelectorAll('main .spinner')].map((mark) => mark.getBoundingClientRect().top);
  return !tops.some((top) => top > 0 && top < innerHeight);
}

/** How far everything has been scrolled, and the height nearest to the middle at which no map lies. */
function whereItStands(): { moved: string; y: number } {
  const all = [document.documentElement, ...document.body.querySelectorAll('*')];
  const isMap = (y: number): boolean =>
    document.elementFromPoint(innerWidth / 2, y)?.closest('.maplibregl-map') != null;
  const heights = Array.from({ length: 30 }, (_, step) => innerHeight / 2 + (step % 2 === 0 ? 1 : -1) * step * 10);
  return {
    moved: all
      .map(({ scrollTop }) => scrollTop)
      .filter(Boolean)
      .join(),
    y: heights.find((y) => !isMap(y)) ?? 0,
  };
}

/** What of a page is not at its end: what could be scrolled further down, by name. */
export function notAtEnd(): string[] {
  const scrollers = [...document.body.querySelectorAll<HTMLElement>('*')].filter(
    (part) => ['auto', 'scroll'].includes(getComputedStyle(part).overflowY) && part.checkVisibility(),
  );
  return [document.documentElement, ...scrollers]
    .filter((part) => part.scrollHeight - part.clientHeight - part.scrollTop > 2)
    .map((part) => `${part.tagName.toLowerCase()} ${part.className.toString().slice(0, 40)}`);
}

/** What a finger works and is smaller than 44 by 44 px (WCAG 2.5.5); a link in a sentence is as high as the sentence. */
export function tooSmall(): string[] {
  const isSeen = (part: Element): boolean => {
    const { width, height } = part.getBoundingClientRect();
    return width > 2 && height > 2 && part.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const inSentence = (part: Element): boolean =>
    part.tagName === 'A' &&
    getComputedStyle(part).display === 'inline' &&
    (part.parentElement?.textContent ?? '').trim().length > (part.textContent ?? '').trim().length;
  const worked = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=tab], [role=option]';
  return [...document.querySelectorAll<HTMLElement>(worked)]
    .filter((part) => isSeen(part) && !inSentence(part) && part.closest('[inert], .maplibregl-ctrl-attrib') === null)
    .flatMap((part) => {
      const isTick = part instanceof HTMLInputElement && ['checkbox', 'radio'].includes(part.type);
      const { width, height } = ((isTick ? part.closest('label') : null) ?? part).getBoundingClientRect();
      const name = (part.getAttribute('aria-label') ?? part.textContent ?? '').trim().slice(0, 24);
      const size = `${Math.round(width)}×${Math.round(height)}`;
      return Math.min(width, height) < 43.5 ? [`${part.tagName.toLowerCase()} ${name} ${size}`] : [];
    });
}
