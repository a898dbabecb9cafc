/**
 * Date formats of a mapping. A pattern is made of yyyy yy MMM (a month's name) M MM d dd EEE (a weekday, not compared) H HH h hh
 * m mm s ss SSS a (AM/PM, 上午/下午) XXX (zone: Z, +08:00, +0800) z (a zone's word); every other character stands for itself.
 * A missing time of day is midnight. Named shapes: `iso`, `excel` (days since 1899-12-30, fraction of a day), `epoch-ms`,
 * `epoch-s`.
 */
export type DateReader = (text: string) => number | null;

/** Civil time, read as if it were UTC, in ms, to epoch ms. */
type ToInstant = (civilMs: number) => number;

export interface DateRules {
  /** First of the hundred years that `yy` means. */
  readonly centuryFrom?: number | undefined;
  /** Zones by their words, in small letters. */
  readonly zones?: ReadonlyMap<string, ToInstant>;
}

const NAMED = ['iso', 'excel', 'epoch-ms', 'epoch-s'];
const TOKENS = /yyyy|yy|MMM|MM|M|dd|d|EEE|HH|H|hh|h|mm|m|ss|s|SSS|a|XXX|z/g;
const MONTHS = new Map(
  ['january|一月', 'february|二月', 'march|三月', 'april|四月', 'may|五月', 'june|六月', 'july|七月', 'august|八月']
    .concat(['september|九月', 'october|十月', 'november|十一月', 'december|十二月'])
    .flatMap((names, index) =>
      names.split('|').flatMap((name) => [[name, index + 1] as const, [shortOf(name), index + 1] as const]),
    ),
);
const PARTS: Record<string, [string, string]> = {
  yyyy: ['year', '(\\d{4})'],
  yy: ['year', '(\\d{2})'],
  MMM: ['month', `(${[...MONTHS.keys(), 'sept'].sort((a, b) => b.length - a.length).join('|')})`],
  MM: ['month', '(\\d{2})'],
  M: ['month', '(\\d{1,2})'],
  dd: ['day', '(\\d{2})'],
  d: ['day', '(\\d{1,2})'],
  EEE: [
    'weekday',
    '((?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:星期|周|礼拜)[一二三四五六日天])',
  ],
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
  z: ['zoneWord', '([a-z]{1,5})'],
};

/** Of an English name; a Chinese one has none. */
function shortOf(name: string): string {
  return /^[a-z]/.test(name) ? name.slice(0, 3) : name;
}

const partsOf = (format: string): (string | undefined)[] => (format.match(TOKENS) ?? []).map((t) => PARTS[t]?.[0]);

export function isDateFormat(format: string): boolean {
  if (NAMED.includes(format)) return true;
  const names = partsOf(format);
  const once = new Set(names).size === names.length;
  const date = names.includes('year') && names.includes('month') && names.includes('day');
  const zones = names.filter((name) => name === 'zone' || name === 'zoneWord').length;
  return once && date && zones < 2 && names.includes('hour12') === names.includes('half');
}

/** Whether a format has years of two digits. */
export const hasShortYear = (format: string): boolean =>
  !NAMED.includes(format) && /(?:^|[^y])yy(?:$|[^y])/.test(format);

/** Tries the formats in order; the first that reads the text wins. Returns epoch ms or null. */
export function dateReader(formats: readonly string[], toInstant: ToInstant, rules: DateRules = {}): DateReader {
  return firstOf(formats.map((f) => oneFormat(f, toInstant, rules)));
}

const WHOLE_DAY = new Map([
  ['iso', /^\d{4}-\d{2}-\d{2}$/],
  ['excel', /^\d{5}(\.0+)?$/],
]);

/** Reads only texts that name a day and no time of day, as the moment `timeOfDay` (ms since midnight) of it. */
export function dayReader(
  formats: readonly string[],
  toInstant: ToInstant,
  rules: DateRules,
  timeOfDay: number,
): DateReader {
  const ofDay: ToInstant = (civil) => toInstant(civil + timeOfDay);
  return firstOf(
    formats.flatMap((format) => {
      const whole = WHOLE_DAY.get(format);
      if (whole === undefined && (NAMED.includes(format) || partsOf(format).some(isOfDay))) return [];
      const read = oneFormat(format, ofDay, rules);
      return [whole === undefined ? read : (text: string) => (whole.test(text) ? read(text) : null)];
    }),
  );
}

const isOfDay = (part: string | undefined): boolean => part === 'hour' || part === 'hour12';

function firstOf(readers: readonly DateReader[]): DateReader {
  if (readers.length === 1 && readers[0]) return readers[0];
  return (text) => {
    for (const read of readers) {
      const at = read(text);
      if (at !== null) return at;
    }
    return null;
  };
}

function oneFormat(format: string, toInstant: ToInstant, rules: DateRules): DateReader {
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
      return patternReader(format, toInstant, rules);
  }
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/;

function isoReader(toInstant: ToInstant): DateReader {
  return (text) => {
    const m = ISO.exec(text);
    if (m === null) return null;
    const milli = m[7] === undefined ? 0 : Number(m[7].padEnd(3, '0'));
    const civil = civilMs(+m[1]!, +m[2]!, +m[3]!, +(m[4] ?? 0), +(m[5] ?? 0), +(m[6] ?? 0), milli);
    if (civil === null) return null;
    return m[8] === undefined ? toInstant(civil) : civil - zoneOffset(m[8]);
  };
}

function patternReader(format: string, toInstant: ToInstant, { centuryFrom, zones }: DateRules): DateReader {
  const order: string[] = [];
  let source = '';
  let last = 0;
  for (const token of format.matchAll(TOKENS)) {
    const [name, pattern] = PARTS[token[0]] ?? ['', ''];
    source += escape(format.slice(last, token.index)) + pattern;
    order.push(name);
    last = token.index + token[0].length;
  }
  const hasWords = /MMM|EEE|z/.test(format);
  const pattern = new RegExp(`^${source}${escape(format.slice(last))}$`, hasWords ? 'i' : '');
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
  const zoneWord = at('zoneWord');
  const namesMonth = format.includes('MMM');
  const yearOf = hasShortYear(format) ? inCentury(centuryFrom) : (digits: string) => Number(digits);
  return (text) => {
    const m = pattern.exec(text);
    if (m === null) return null;
    const n = (i: number) => (i === 0 ? 0 : Number(m[i]));
    let h = n(hour);
    if (hour12 !== 0) {
      h = n(hour12);
      if (h < 1 || h > 12) return null;
      h = (h % 12) + (/^(pm|下午)$/i.test(m[half]!) ? 12 : 0);
    }
    const ms = milli === 0 ? 0 : Number(m[milli]!.padEnd(3, '0'));
    const mo = namesMonth ? monthNamed(m[month]!) : n(month);
    const civil = civilMs(yearOf(m[year]!), mo, n(day), h, n(minute), n(second), ms);
    if (civil === null) return null;
    if (zoneWord !== 0) return inZone(civil, m[zoneWord]!.toLowerCase(), zones);
    return zone === 0 ? toInstant(civil) : civil - zoneOffset(m[zone]!);
  };
}

const monthNamed = (name: string): number => MONTHS.get(name.toLowerCase()) ?? (/^sept$/i.test(name) ? 9 : 0);

/** Null for a word nobody has explained: no time is guessed. */
function inZone(civil: number, word: string, zones: DateRules['zones']): number | null {
  if (word === 'z' || word === 'utc' || word === 'gmt') return civil;
  return zones?.get(word)?.(civil) ?? null;
}

/** A year of two digits; without a century it is a year of long ago, which no time of ours is in. */
const inCentury =
  (from = 0) =>
  (digits: string): number =>
    from + ((((Number(digits) - from) % 100) + 100) % 100);

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
