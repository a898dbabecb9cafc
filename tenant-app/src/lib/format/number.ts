import { getLocale } from '#lib/paraglide/runtime.js';

/** `12,345` */
export function count(value: number | string): string {
  return new Intl.NumberFormat(getLocale() === 'zh' ? 'zh-CN' : 'en-GB').format(Number(value));
}

/** A figure as the platform printed it: whole numbers get their separators, anything else stays to the letter. */
export const grouped = (printed: string): string => (/^\d+$/.test(printed) ? count(printed) : printed);

const UNITS = ['B', 'KB', 'MB', 'GB'] as const;

/** `3.4 MB` of a number of bytes. */
export function bytes(value: number | string): string {
  let left = Number(value);
  let unit = 0;
  while (left >= 1000 && unit < UNITS.length - 1) {
    left /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? left : left.toFixed(1)} ${UNITS[unit]}`;
}

/** `2:05` hours and minutes of a number of milliseconds. */
export function hours(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
