import { getLocale } from '#lib/paraglide/runtime.js';

/** Every civil time on a screen is the tenants' (all of them live in one zone), wherever the visitor sits. */
const ZONE = 'Asia/Shanghai';
const tag = (): string => (getLocale() === 'zh' ? 'zh-CN' : 'en-GB');

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag() + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(tag(), { timeZone: ZONE, ...options });
  formats.set(key, made);
  return made;
}

const two = (value: string | number): string => String(value).padStart(2, '0');

function parts(instant: string | Date): Record<string, string> {
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  return Object.fromEntries(made.map((part) => [part.type, part.value]));
}

/** `2026-10-08 14:05`: the same in both languages, sorts and lines up. */
export function instant(value: string | Date | null | undefined): string | null {
  if (!value) return null;
  const p = parts(value);
  return `${p.year}-${p.month}-${p.day} ${two(p.hour ?? '')}:${p.minute}`;
}

/** `2026-10-08` of an instant. */
export function day(value: string | Date | null | undefined): string | null {
  return instant(value)?.slice(0, 10) ?? null;
}

/** Civil day `count` days after that of `now`, where the tenants live. Their zone has no summer time. */
export const inDays = (count: number, now = Date.now()): string => day(new Date(now + count * 86_400_000)) ?? '';

/** `10月8日` / `8 Oct` of a civil day written `YYYY-MM-DD`. */
export function shortDay(value: string): string {
  return format({ month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`));
}

/** Last day of a half-open range `[from, to)` of civil days. */
export function lastDay(toDay: string): string {
  const date = new Date(`${toDay}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** Start of a civil day `YYYY-MM-DD` of the tenants' zone, as the instant the API compares with. The zone has no summer time. */
export function startOfDay(value: string): string {
  return new Date(`${value}T00:00:00+08:00`).toISOString();
}

/** The civil day after one written `YYYY-MM-DD`. */
export const nextDay = (value: string): string =>
  new Date(Date.parse(`${value}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A civil day `YYYY-MM-DD` out of an address; null for what is none. */
export const readDay = (value: string | null): string | null =>
  value && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;

/** Civil days, both included, as the instants the API compares with: from the first, before the second. */
export const instantsOf = ({ from, to }: { from: string | null; to: string | null }) => ({
  from: from === null ? null : startOfDay(from),
  before: to === null ? null : startOfDay(nextDay(to)),
});
