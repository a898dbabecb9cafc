import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemDeps } from '@liangji/platform';
import { afterAll, describe, expect, test } from 'vitest';
import { readCommandEnvironment } from './environment.ts';
import { buildProgram } from './program.ts';
import { faultText } from './report-fault.ts';

/** No database stands behind these commands: what is refused here is refused before anything could be written. */
const home = mkdtempSync(join(tmpdir(), 'liangji-bad-input-'));
afterAll(() => rmSync(home, { recursive: true }));

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(home, name), content);
  return join(home, name);
};

/** What the command prints for the person at the terminal, the folder of the files left out. */
async function refused(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = buildProgram({
    environment: readCommandEnvironment({ LIANGJI_HOME: '/nowhere', LIANGJI_CLIENT_SECRET: 'x' }),
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    setExitCode: (code) => printed.push(`exit ${code}`),
  });
  const text = await program.parseAsync(args, { from: 'user' }).then(() => printed.join('\n'), faultText);
  return text.replaceAll(`${home}/`, '');
}

/** 射洪 in GB18030, as an editor of Windows writes it. */
const SHEHONG_GBK = [0xc9, 0xe4, 0xba, 0xe9];
const gbk = (before: string, after: string): Uint8Array =>
  Buffer.concat([Buffer.from(before), Buffer.from(SHEHONG_GBK), Buffer.from(after)]);
const notUtf8 = (name: string, line: number): string =>
  `${name} 第 ${line} 行不是 UTF-8 编码，请另存为 UTF-8。 ${name} is not in UTF-8 at line ${line}; save it as UTF-8. (SYS-FILE-NOT-UTF8)`;

describe('a file that is not in UTF-8 is refused with its line', () => {
  test.each([
    ['a manifest', 'city.yaml', ['tenant', 'plan'], 'slug: shehong\nname: ', 2],
    ['a scheme', 'scheme.json', ['scheme', 'check'], '{"id": "', 1],
    ['inputs', 'scores.csv', ['scheme', 'input', 'set', '--period', '2026-12'], 'member,name,value,reason\na,b,1,', 2],
    ['a calendar', 'days.csv', ['calendar', 'plan'], '2026-01-01,off\n# ', 2],
    ['boundaries', 'areas.json', ['areas', 'import', '--crs', 'wgs84', '--file'], '\n\n{"name": "', 3],
  ])('%s', async (_, name, command, before, line) => {
    expect(await refused(...command, file(name, gbk(before, '"\n')))).toBe(notUtf8(name, line));
  });

  test('a file of Windows called "Unicode"', async () => {
    const utf16 = Buffer.from('\ufeffslug: shehong\n', 'utf16le');
    expect(await refused('tenant', 'plan', file('utf16.yaml', utf16))).toBe(notUtf8('utf16.yaml', 1));
  });

  test('a mapping beside a manifest, at the place that names it', async () => {
    file('mapping.json', gbk('{"name": "', '"}'));
    const manifest = `slug: oak
city: oak
kind: city
name: 橡城
nameEn: Oak
code: null
rankGroup: null
units: [{ code: centre, kind: centre, name: 中心, from: 2026-01-01 }]
sources: [{ code: main, name: 平台, catalogue: gbt30428, mapping: mapping.json }]
`;
    expect(await refused('tenant', 'plan', file('oak.yaml', manifest))).toBe(
      'oak.yaml:9:65 sources[0].mapping：无法读取 mapping.json（第 1 行不是 UTF-8 编码，请另存为 UTF-8）。 sources[0].mapping: mapping.json cannot be read (not in UTF-8 at line 1; save it as UTF-8). (CONF-FILE)\nexit 1',
    );
  });
});

test('a file with the mark of UTF-8 at its beginning is read as any other', async () => {
  expect(await refused('scheme', 'check', file('marked.yaml', '\ufeffid: x\n'))).toMatch(/\(SCHEME-SHAPE\)\nexit 1$/);
});

describe('options of period open that cannot be meant', () => {
  test.each([
    [['--from', '2026-12-15'], 'give both --from and --to, or neither'],
    [['--to', '2026-12-15'], 'give both --from and --to, or neither'],
    [['--scheme', 'liangji-region-1@x'], '--scheme liangji-region-1@x must be id@version'],
    [['--scheme', 'liangji-region-1'], '--scheme liangji-region-1 must be id@version'],
    [['--series', '周'], 'the series "周" must begin with a lower-case letter'],
    [['--series', 'Year'], 'the series "Year" must begin with a lower-case letter'],
  ])('%s', async (options, words) => {
    const text = await refused('period', 'open', '2026-12', ...options);
    expect(text).toMatch(/^请求内容不符合要求：.*。 The request is not as required: .*\. \(SYS-INPUT\)$/u);
    expect(text).toContain(words);
  });
});

test.each([
  ['a quote that is not closed', 'member,name,value,reason\nwillow,centre_points,92,"现场\n', 2],
  ['a line with a value too many', 'member,name,value,reason\nwillow,a,92,x\nreed,a,92,x,y\n', 3],
])('inputs in CSV with %s are refused with the line', async (_, text, line) => {
  expect(await refused('scheme', 'input', 'set', file('broken.csv', text), '--period', '2026-12')).toBe(
    `broken.csv 不是 CSV：第 ${line} 行引号未成对或列数与表头不符。 broken.csv is no CSV: at line ${line} a quote is not closed, or there are more or fewer values than headings. (SYS-FILE-NOT-CSV)`,
  );
});

test('an address of a gateway that is none is refused', async () => {
  const wrong = await refused('mapping', 'versions', '--as', 'willow', '--url', 'localhost');
  expect(wrong).toMatch(/--url localhost .*\(SYS-INPUT\)$/);
});

test.each([
  [
    'rows that are refused',
    ['upload', '--file', 'x.csv', '--as', 'willow', '--rejected'],
    'no-folder/rows.csv',
    'ENOENT',
  ],
  ['manifests', ['tenant', 'export', 'willow', '--into'], 'a-file/folder', 'ENOTDIR'],
])('a path for %s that cannot be written is refused before anything is done', async (_, command, path, reason) => {
  file('a-file', '');
  expect(await refused(...command, join(home, path))).toBe(
    `无法写入 ${path}（${reason}）。 ${path} cannot be written (${reason}). (SYS-FILE-UNWRITABLE)`,
  );
});
