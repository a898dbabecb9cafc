import { rawJson, type RawJson } from './request.ts';

/** Texts that some reader of ours may choke on: in the database, in a date, in a number, in a page. */
export const TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfb7',
  '𠮷\u200b\u202e\ufeff',
  'x'.repeat(20_000),
  "' or 1=1 --",
  '<script>"\'&',
  '%00%zz%',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  'Infinity',
  '-1',
  '1.5',
  '1e999',
  '2147483648',
  '-2147483649',
  '9223372036854775808',
  '99999999999999999999999999',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '01990000-0000-7000-8000-000000000001',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '0000-01-01',
  '9999-12-31',
  '+275760-09-13',
  '-000001-01-01',
  '2026-10-01T00:00:00',
  '2026-10-01T25:61:61Z',
  '2026-10-01T00:00:00+99:99',
  '2026-10-01T00:00:00-23:59',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  'yesterday',
  'infinity',
  '-infinity',
  '{"a":1}',
  '[[',
  'WyJhIiwxXQ==',
];

const deep = (levels: number): RawJson => rawJson('['.repeat(levels) + ']'.repeat(levels));

/** Values in the place of any other. */
export const VALUES: readonly unknown[] = [
  ...TEXTS,
  ...[null, true, false, 0, -1, 1, 1.5, -0.000001, 2147483647, 2147483648, -2147483649, 1e15, 1e308],
  ...['1e999', '-1e999', '9007199254740993', '1E-999', '123456789012345678901234567890'].map(rawJson),
  ...['"\\u0000"', '"\\ud842"', '{"\\u0000":1}', '{"__proto__":{"a":1}}'].map(rawJson),
  ...[[], {}, [null], [[]], { a: { b: [1] } }, deep(40), deep(5_000)],
  Array.from({ length: 3_000 }, () => 0),
];

/** Pieces of an address that are written as they stand. */
export const RAW_CODES: readonly string[] = [
  '%',
  '%zz',
  '%00',
  '%c3%28',
  '%ed%a0%80',
  '%ff',
  '%E4%B8',
  '%2f..%2f',
  '+',
];

/** Headers in the place of those that were meant. */
export const HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['authorization', 'Bearer x.y.z'],
  ['authorization', 'Basic eDp5'],
  ['authorization', 'Bearer eyJhbGciOiJub25lIn0.e30.'],
  ['x-acting-post', 'nonsense'],
  ['x-acting-post', '00000000-0000-0000-0000-000000000000'],
  ['idempotency-key', ' '],
  ['idempotency-key', 'k'.repeat(300)],
  ['idempotency-key', 'a-key'],
  ['content-type', 'application/json; charset=gbk'],
  ['content-type', 'text/csv'],
  ['content-type', 'application/x-ndjson'],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['content-type', 'x'],
  ['content-encoding', 'gzip'],
  ['content-encoding', 'br'],
  ['accept', 'text/html'],
  ['accept', '\u00ff'],
  ['accept-language', 'zh-'.repeat(500)],
  ['if-none-match', '"x", W/"y"'],
  ['last-event-id', '-1:\u00ff'],
  ['cookie', 'liangji_session_4500=%zz; a=%00; =; liangji_sign_in_4500_=x'],
  ['origin', 'null'],
  ['range', 'bytes=-1--1'],
  ['x-forwarded-for', '\u00ff'],
  ['x-unattended', '1'],
];

export const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];
