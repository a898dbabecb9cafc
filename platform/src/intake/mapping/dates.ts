/**
 * Date formats of a mapping. A pattern is made of yyyy M MM d dd H HH h hh m mm s ss SSS a (AM/PM, 上午/下午) XXX
 * (zone: Z, +08:00, +0800); every other character stands for itself. A missing time of day is midnight.
 * Named shapes: `iso`, `excel` (days since 1899-12-30, fraction of a day), `epoch-ms`, `epoch-s`.
 */
export type DateReader = (text: string) => number | null;

const NAMED = ['iso', 'excel', 'epoch-ms', 'epoch-s'];
const TOKENS = /yyyy|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|SSS|a|XXX/g;
const PARTS: Record<string, [string, string]> = {
  yyyy: ['year', '(\\d{4})'],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  HH: ['hour', '(\\d{2})'],
  H: ['hour', '(\\d{1,2})'],
  hh: ['hour12', '(\\d{2})'],
  h: ['hour12', '(\\d{1,2})'],
  mm: ['minute', '(\\d{2})'],
  m: ['minute', '(\\d{1,2})'],
  ss: ['second', '(\\d{2})'],
  s: ['second', '(\\d{1,2})'],
  SSS: ['milli', '(\\d{1,3})\\d*'],
  a: ['half', '(AM|PM|am|pm|上午|下午)'],
  XXX: ['zone', '(Z|[+-]\\d{2}:?\\d{2})'],
};

export function isDateFormat(format: string): boolean {
  if (NAMED.includes(format)) return true;
  const names = (format.match(TOKENS) ?? []).map((t) => PARTS[t]?.[0]);
  const once = new Set(names).size === names.length;
  const date = names.includes('year') && names.includes('month') && names.includes('day');
  return once && date && names.includes('hour12') === names.includes('half');
}

/** Tries the formats in order; the first that reads the text wins. Returns epoch ms or null. */
export function dateReader(formats: readonly string[], toInstant: (civilMs: number) => number): DateReader {
  const readers = formats.map((f) => oneFormat(f, toInstant));
  if (readers.length === 1 && readers[0]) return readers[0];
  return (text) => {
    for (const read of readers) {
      const at = read(text);
      if (at !== null) return at;
    }
    return null;
  };
}

function oneFormat(format: string, toInstant: (civilMs: number) => number): DateReader {
  switch (format) {
    case 'epoch-ms':
      return (text) => (/^\d{12,14}$/.test(text) ? Number(text) : null);
    case 'epoch-s':
      return (text) => (/^\d{9,11}$/.test(text) ? Number(text) * 1000 : null);
    case 'excel':
      // Day 25569 is 1970-01-01. Serials of 1954 to 2173: anything else is a number, not a date.
      return (text) => {
        if (!/^\d{5}(\.\d+)?$/.test(text)) return null;
        const serial = Number(text);
        return serial < 20_000 ? null : toInstant(Math.round((serial - 25_569) * 86_400) * 1000);
      };
    case 'iso':
      return isoReader(toInstant);
    default:
      return patternReader(format, toInstant);
  }
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;

function isoReader(toInstant: (civilMs: number) => number): DateReader {
  return (text) => {
    const m = ISO.exec(text);
    if (m === null) return null;
    const milli = m[7] === undefined ? 0 : Number(m[7].padEnd(3, '0'));
    const civil = civilMs(+m[1]!, +m[2]!, +m[3]!, +(m[4] ?? 0), +(m[5] ?? 0), +(m[6] ?? 0), milli);
    if (civil === null) return null;
    return m[8] === undefined ? toInstant(civil) : civil - zoneOffset(m[8]);
  };
}

function patternReader(format: string, toInstant: (civilMs: number) => number): DateReader {
  const order: string[] = [];
  let source = '';
  let last = 0;
  for (const token of format.matchAll(TOKENS)) {
    const [name, pattern] = PARTS[token[0]] ?? ['', ''];
    source += escape(format.slice(last, token.index)) + pattern;
    order.push(name);
    last = token.index + token[0].length;
  }
  const pattern = new RegExp(`^${source}${escape(format.slice(last))}$`);
  const at = (name: string) => order.indexOf(name) + 1;
  const year = at('year');
  const month = at('month');
  const day = at('day');
  const hour = at('hour');
  const hour12 = at('hour12');
  const minute = at('minute');
  const second = at('second');
  const milli = at('milli');
  const half = at('half');
  const zone = at('zone');
  return (text) => {
    const m = pattern.exec(text);
    if (m === null) return null;
    const n = (i: number) => (i === 0 ? 0 : Number(m[i]));
    let h = n(hour);
    if (hour12 !== 0) {
      h = n(hour12);
      if (h < 1 || h > 12) return null;
      h = (h % 12) + (/^(PM|pm|下午)$/.test(m[half]!) ? 12 : 0);
    }
    const ms = milli === 0 ? 0 : Number(m[milli]!.padEnd(3, '0'));
    const civil = civilMs(n(year), n(month), n(day), h, n(minute), n(second), ms);
    if (civil === null) return null;
    return zone === 0 ? toInstant(civil) : civil - zoneOffset(m[zone]!);
  };
}

const escape = (literal: string) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ +/g, '\\s+');

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Null for days and times that do not exist (31 April, 25:00); 24:00:00 is the next midnight, as exports write it. */
function civilMs(y: number, mo: number, d: number, h: number, mi: number, s: number, ms: number): number | null {
  if (mo < 1 || mo > 12 || d < 1 || d > (DAYS[mo - 1] ?? 0) || mi > 59 || s > 59 || y < 1900) return null;
  if (h > 24 || (h === 24 && (mi > 0 || s > 0))) return null;
  if (mo === 2 && d === 29 && !(y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0))) return null;
  return Date.UTC(y, mo - 1, d, h, mi, s, ms);
}

function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}
