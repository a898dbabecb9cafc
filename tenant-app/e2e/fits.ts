import AxeBuilder from '@axe-core/playwright';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';

/** Windows that a desk must fit: of a desk, of one at 200 % zoom, of a telephone, of the smallest one. */
export const WINDOWS = [
  [1440, 900],
  [720, 450],
  [390, 844],
  [320, 640],
] as const;
const TELEPHONE = 768;

/** Nothing of a page lies beyond its edge, and axe finds nothing; on a telephone a finger hits everything, and nothing zooms in. */
export async function expectFits(page: Page, what: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 };
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${what} ${width} ${id} ${nodes[0]?.target}`)).toEqual([]);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(over, `${what} ${width}`).toBeLessThanOrEqual(0);
  if (width < TELEPHONE) expect.soft(await page.evaluate(smallParts), `${what} ${width}`).toEqual([]);
}

/** What of a page is too small for a finger (44 px), or zooms in when it is typed into (under 16 px). */
function smallParts(): string[] {
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 20)}`;
  const parts = [...document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=tab]')]
    .filter((part) => isSeen(part) && part.closest('[inert], .maplibregl-ctrl-attrib') === null)
    // A link in a sentence is as high as the sentence.
    .filter((part) => part.tagName !== 'A' || getComputedStyle(part).display !== 'inline');
  return parts.flatMap((part) => {
    const isTick = part instanceof HTMLInputElement && ['checkbox', 'radio'].includes(part.type);
    const { width, height } = ((isTick ? part.closest('label') : null) ?? part).getBoundingClientRect();
    const small = Math.min(width, height) < 43.5 ? [`${nameOf(part)} ${Math.round(width)}×${Math.round(height)}`] : [];
    const isTyped = part.matches('input, textarea, select') && !isTick;
    const size = parseFloat(getComputedStyle(part).fontSize);
    return isTyped && size < 16 ? [...small, `${nameOf(part)} ${size} px`] : small;
  });
}
