/**
 * Civil time without a call to Intl per question. The offset of a zone changes a few times a year at most, so the changes
 * of one year are looked for once and kept; every later question is a look-up in a short list.
 */

const MS_PER_DAY = 86_400_000;
const PROBE_MS = 7 * MS_PER_DAY;

interface OffsetChange {
  /** First instant (UTC ms) the offset holds for. */
  readonly from: number;
  readonly offset: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** By zone, then by year: one key made of both would have to be glued together a dozen times a row. */
const known = new Map<string, Map<number, readonly OffsetChange[]>>();

/** Asks Intl: wall clock minus UTC, in ms, whole minutes. Throws RangeError for a zone that does not exist. */
function askOffset(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!);
  return wall - Math.floor(instant / 60_000) * 60_000;
}

function firstInstantAfterChange(zone: string, before: number, after: number): number {
  const old = askOffset(zone, before);
  let low = before;
  let high = after;
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2 / 60_000) * 60_000;
    if (askOffset(zone, middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

function changesOf(zone: string, year: number): readonly OffsetChange[] {
  let years = known.get(zone);
  if (years === undefined) known.set(zone, (years = new Map()));
  const found = years.get(year);
  if (found !== undefined) return found;
  const start = Date.UTC(year, 0, 1);
  const end = Date.UTC(year + 1, 0, 1);
  let offset = askOffset(zone, start);
  const changes: OffsetChange[] = [{ from: start, offset }];
  for (let probe = start; probe < end; probe += PROBE_MS) {
    const next = Math.min(probe + PROBE_MS, end);
    const then = askOffset(zone, next);
    if (then === offset) continue;
    offset = then;
    changes.push({ from: firstInstantAfterChange(zone, probe, next), offset });
  }
  years.set(year, changes);
  return changes;
}

/** Wall clock of `zone` minus UTC at an instant (ms since 1970), in ms. Asia/Shanghai: +8 h since 1991. */
export function zoneOffset(zone: string, instant: number): number {
  const changes = changesOf(zone, new Date(instant).getUTCFullYear());
  let offset = changes[0]!.offset;
  for (const change of changes) if (change.from <= instant) offset = change.offset;
  return offset;
}

/** What the wall clock of `zone` shows at an instant: `2026-10-08 09:00:15`. */
export function wallText(instant: Date | number, zone: string): string {
  const ms = Number(instant);
  return new Date(ms + zoneOffset(zone, ms)).toISOString().slice(0, 19).replace('T', ' ');
}

/** Number of the civil day (days since 1970-01-01) that an instant falls on in `zone`. */
export function civilDayNumber(instant: Date | number, zone: string): number {
  const ms = Number(instant);
  return Math.floor((ms + zoneOffset(zone, ms)) / MS_PER_DAY);
}

/** The civil day an instant falls on in `zone`, `YYYY-MM-DD`. */
export function civilDay(instant: Date | number, zone: string): string {
  return dayText(civilDayNumber(instant, zone));
}

/** Instant (ms) at which the wall clock of `zone` shows `minutes` after midnight of a civil day; 1440 = next midnight. */
export function wallInstant(dayNumber: number, minutes: number, zone: string): number {
  const wall = dayNumber * MS_PER_DAY + minutes * 60_000;
  const guess = wall - zoneOffset(zone, wall);
  return wall - zoneOffset(zone, guess);
}

/** First instant of a civil day given as `YYYY-MM-DD`, e.g. the `from` of a period. */
export function startOfDay(day: string, zone: string): Date {
  return new Date(wallInstant(dayNumberOf(day), 0, zone));
}

/** `YYYY-MM-DD` → days since 1970-01-01. RangeError for anything else, 2026-02-30 included. */
export function dayNumberOf(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a day: ${day}`);
  return Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;
}

/** Whether a text is a civil day, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** Days since 1970-01-01 → `YYYY-MM-DD`. */
export function dayText(dayNumber: number): string {
  return new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10);
}
