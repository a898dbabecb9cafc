import { expect, test } from 'vitest';
import { sentence } from '../../kernel/message.ts';
import { readManifestText } from './read-manifest.ts';

/** A small city as somebody types it. */
const CITY = `slug: yucheng
city: yucheng
kind: city
modes: []
name: 禹城市
nameEn: Yucheng
code: '371482'
rankGroup: null
units:
  - { code: centre, kind: centre, name: 禹城市指挥中心, from: 2026-01-01 }
people:
  - username: lihua
    name: 李华
    posts:
      - { unit: centre, post: assessor, from: 2026-01-01 }
`;

const MODE = '{ mode: one-supervision-one-command, from: 2026-01-01 }';

const FILES: Record<string, string> = { 'bad.json': '{', 'mapping.json': '{"name":"x"}' };
function readFile(path: string): string {
  const text = FILES[path];
  if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return text;
}
const read = (text: string) => readManifestText(text, readFile);
/** Where, which code, and the English sentence of every fault. */
const faults = (text: string) =>
  (read(text).faults ?? []).map(({ line, column, code, params }) => [
    `${line}:${column}`,
    code,
    sentence({ code, params }, 'en'),
  ]);

test('a city of a dozen lines is a manifest', () => {
  expect(read(CITY).faults).toBeUndefined();
  expect(read(CITY).manifest).toMatchObject({
    slug: 'yucheng',
    timeZone: 'Asia/Shanghai',
    sources: [],
  });
});

test('a code without quotes is a number to YAML: the sentence says to quote it, at its line and column', () => {
  expect(faults(CITY.replace("'371482'", '371482'))).toEqual([
    ['7:7', 'CONF-QUOTE', "code must be text: put codes in quotes, such as '510981'."],
  ]);
});

test('a key that is missing is reported at the part that lacks it, an unknown one where it stands', () => {
  expect(faults(CITY.replace(', from: 2026-01-01 }\npeople', ' }\npeople'))).toEqual([
    ['10:5', 'CONF-MISSING', 'units[0].from is missing.'],
  ]);
  expect(faults(CITY.replace('nameEn:', 'nameEN:'))).toEqual([
    ['1:1', 'CONF-MISSING', 'nameEn is missing.'],
    ['6:9', 'CONF-UNKNOWN-KEY', 'the top level has no key nameEN.'],
  ]);
});

test('every fault of a step is reported at once, in both languages', () => {
  const { faults: found = [] } = read(
    CITY.replace('kind: centre', 'kind: bureau').replace('2026-01-01 }\n', '2026-02-30 }\n'),
  );
  expect(found.map(({ line, code }) => [line, code])).toEqual([
    [10, 'CONF-VALUE'],
    [10, 'CONF-VALUE'],
  ]);
  expect(sentence(found[0]!, 'zh')).toMatch(/^units\[0\]\.kind：.*\p{Script=Han}/u);
  expect(sentence(found[0]!, 'en')).toMatch(/^units\[0\]\.kind: must be one of /);
});

test('a day that does not exist, and a tab, are answered in one plain sentence', () => {
  const zh = (text: string) => (read(text).faults ?? []).map(({ line, ...fault }) => [line, sentence(fault, 'zh')]);
  const [inUnit, inPost] = [', from: 2026-01-01 }\npeople', 'assessor, from: 2026-01-01'];
  expect(zh(CITY.replace(inUnit, ', from: 2026-13-01 }\npeople'))).toEqual([
    [10, 'units[0].from：须为日期 YYYY-MM-DD，且确有此日。'],
  ]);
  expect(zh(CITY.replace(inPost, 'assessor, from: 2026-13-01'))).toEqual([
    [15, 'people[0].posts[0].from：须为日期（如 2026-11-30）或带时区的时刻（如 2026-11-30T09:00:00+08:00）。'],
  ]);
  expect(zh(CITY.replaceAll('\n  ', '\n\t'))).toEqual([[10, '不是 YAML：缩进须用空格，不能用制表符（Tab）。']]);
});

test('a part of the manifest is found again in its file by its path', () => {
  const { placeOf } = read(CITY);
  expect([placeOf?.('city'), placeOf?.('people[0].posts[0].unit'), placeOf?.('numberPrefix')]).toEqual([
    { line: 2, column: 7 },
    { line: 15, column: 17 },
    { line: 1, column: 1 },
  ]);
});

test.each([
  ['a post in no unit', CITY.replace('unit: centre, post', 'unit: center, post'), ['15:17', 'CONF-UNIT-UNKNOWN']],
  ['no desk', CITY.replace('kind: centre', 'kind: department'), ['10:3', 'CONF-DESK']],
  ['a county that is its own city', CITY.replace('kind: city', 'kind: county'), ['2:7', 'CONF-CITY']],
  ['a unit twice', CITY.replace('people:', '  - { code: centre, kind: squad, name: 中队, from: 2026-01-01 }\npeople:'), ['11:13', 'CONF-DUPLICATE']], // prettier-ignore
  ['a unit above itself', CITY.replace('people:', '  - { code: a, kind: squad, name: 甲, parent: a, from: 2026-01-01 }\npeople:'), ['11:46', 'CONF-CYCLE']], // prettier-ignore
  ['an end before the beginning', CITY.replace('assessor, from: 2026-01-01', 'assessor, from: 2026-01-01, to: 2025-01-01'), ['15:63', 'CONF-DAYS']], // prettier-ignore
  ['a file that is not there', `${CITY}cells:\n  file: grid.geojson\n`, ['17:9', 'CONF-FILE']],
  ['a zone of time nobody has', `${CITY}timeZone: Asia/Suining\n`, ['16:11', 'CONF-VALUE']],
  ['a mode nobody has', CITY.replace('modes: []', 'modes: [{ mode: two-commands, from: 2026-01-01 }]'), ['4:17', 'CONF-MODE']], // prettier-ignore
  ['two modes from one day', CITY.replace('modes: []', `modes: [${MODE}, ${MODE}]`), ['4:109', 'CONF-DUPLICATE']],
  ['a key twice', `${CITY}name: 又名\n`, ['16:1', 'CONF-YAML']],
  ['no YAML', 'slug: [', ['1:8', 'CONF-YAML']],
])('%s is refused where it stands', (_, text, fault) => {
  expect(faults(text).map(([at, code]) => [at, code])).toEqual([fault]);
});

test('hours of its own are refused where they cannot be, and a document that is wrong inside says where', () => {
  const hours = (text: string) => faults(CITY.replace('modes: []', `calendar:\n${text}`));
  const DAY = "  periods: [['08:00', '12:00'], ['14:00', '18:00']]\n";
  expect(hours(`${DAY}  seasons: [{ from: 11-01, to: 03-31, periods: [['09:00', '12:00']] }]`)).toEqual([]);
  expect(hours("  periods: [['08:00', '12:00'], ['11:00', '18:00']]")).toEqual([
    ['5:33', 'CONF-VALUE', 'calendar.periods[1]: the period 11:00–18:00 begins before the one above it has ended.'],
  ]);
  expect(hours("  periods: [['12:00', '08:00']]")).toEqual([
    ['5:13', 'CONF-VALUE', 'calendar.periods[0]: the period 12:00–08:00 does not end after it starts.'],
  ]);
  expect(hours("  periods: [['8:00', '12:00']]")).toEqual([
    ['5:14', 'CONF-VALUE', 'calendar.periods[0][0]: must be a time of day such as 08:30.'],
  ]);
  expect(hours("  periods: [['08:00', '25:00']]")).toEqual([
    ['5:23', 'CONF-VALUE', 'calendar.periods[0][1]: must be a time of day such as 08:30.'],
  ]);
  expect(hours('  seasons: []')).toEqual([['5:3', 'CONF-MISSING', 'calendar.periods is missing.']]);
  const SEASONS = `  seasons:
    - { from: 05-01, to: 09-30, periods: [['08:00', '12:00']] }
    - { from: 09-01, to: 02-30, periods: [['08:00', '12:00']] }
`;
  expect(hours(DAY + SEASONS)).toEqual([
    ['8:26', 'CONF-VALUE', 'calendar.seasons[1].to: no year has a day 02-30 (month-day).'],
    ['8:7', 'CONF-VALUE', 'calendar.seasons[1]: it shares days with the season 05-01 to 09-30.'],
  ]);
  const twice = '{ day: 2026-11-11, kind: off }';
  expect(hours(`${DAY}  days: [${twice}, ${twice}]`).map(([, code]) => code)).toEqual(['CONF-DUPLICATE']);
});

test('a mapping is looked for beside the manifest, and judged as intake does', () => {
  const source = (mapping: string) =>
    `${CITY}sources:\n  - code: main\n    name: 平台\n    catalogue: gbt30428\n    mapping: ${mapping}\n`;
  expect(faults(source('bad.json')).map(([at, code]) => [at, code])).toEqual([['20:14', 'CONF-FILE']]);
  expect(faults(source('mapping.json'))[0]![1]).toBe('CONF-MAPPING');
});

test('a file of aliases that unfold to a thousand million words is refused, not unfolded', () => {
  const bomb = Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(',')}]`);
  expect(faults(`a0: &a0 [x]\n${bomb.join('\n')}\n`)).toEqual([['1:1', 'CONF-YAML', expect.stringMatching(/alias/i)]]);
});
