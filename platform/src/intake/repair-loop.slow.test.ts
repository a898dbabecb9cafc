import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvOf } from '../../test/intake/county.ts';
import {
  faultFile,
  makeSampleCounties,
  shehongRow,
  type SampleCounties,
  type Sent,
} from '../../test/intake/sample-counties.ts';

// What the report of rejected rows gives out may be sent back: as it is, nothing changes; mended, it is the clean file.

let counties: SampleCounties;
beforeAll(async () => {
  counties = await makeSampleCounties();
});
afterAll(() => counties.drop());

const HEADER = faultFile('repair-first-row-broken.csv').toString().split(/\r?\n/, 1)[0] ?? '';
const send = (text: string | Uint8Array, format: 'csv' | 'ndjson' = 'csv') =>
  counties.send('shehong', text, { format });
const report = (sent: Sent) => counties.report('shehong', sent);
/** Cells of the lines of a report, which has no line ends in cells here. */
const cellsOf = (text: string): string[][] =>
  text
    .replace('\ufeff', '')
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? ''),
    );
const codesOf = ({ findings }: Sent): string[] =>
  findings.filter((finding) => !/ (MAP-COLUMN|KEY-SUPERSEDED)/.test(finding)).toSorted();

describe('a report of rejected rows', () => {
  it('has all columns of the file, also where its first row is broken', async () => {
    const sent = await send(faultFile('repair-first-row-broken.csv'));
    expect(sent.batch.outcomes).toMatchObject({ created: 1, rejected: 2 });
    const [head = [], ...rows] = cellsOf(await report(sent));
    expect(head.slice(0, 27)).toEqual(HEADER.split(','));
    expect(head).toHaveLength(31);
    expect(rows.map((row) => row.length)).toEqual([31, 31]);
    expect(rows[1]?.slice(0, 27).join()).toContain('Q140-00002,510981,事件,道路不洁');
  });

  it('that is sent back as it is, is rejected as before: a broken row does not pass for a whole one', async () => {
    const sent = await send(faultFile('repair-first-row-broken.csv'));
    const again = await send(await report(sent));
    expect(again.outcomes).toEqual(['rejected', 'rejected']);
    expect(again.findings).toEqual(['1 ENV-ROW-SYNTAX', '2 MAP-SOURCE-UNKNOWN']);
  });

  it('that is mended is taken, and its own columns are not held against it', async () => {
    const sent = await send(faultFile('repair-first-row-broken.repaired.csv'));
    expect(sent.outcomes).toEqual(['created', 'created']);
    expect(sent.findings).toEqual([]);
    for (const row of await counties.cases('Q140-0000')) {
      expect(row).toMatchObject({ unit_name: '射洪市环境卫生所', closed_at: new Date('2026-11-10T03:00:00Z') });
    }
  });

  it('keeps its columns once, however often it travels', async () => {
    let sent = await send(faultFile('repair-texts-like-formulas.csv'));
    const first = await report(sent);
    for (let turn = 0; turn < 3; turn++) sent = await send(await report(sent));
    expect(await report(sent)).toBe(first);
  });

  it('has no cell that a spreadsheet takes for a formula', async () => {
    const sent = await send(faultFile('repair-texts-like-formulas.csv'));
    expect(sent.outcomes).toEqual(Array(9).fill('rejected'));
    const cells = cellsOf(await report(sent)).flat();
    expect(cells.filter((cell) => /^[=+\-@\t＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells).toContain("'＝cmd|calc");
  });

  it('loses the apostrophes again when it is mended and sent back', async () => {
    const sent = await send(faultFile('repair-texts-like-formulas.repaired.csv'));
    expect(sent.outcomes).toEqual(Array(9).fill('created'));
    const rows = await counties.cases('G70-');
    expect(rows.map((row) => row.address)).toEqual([
      ...['-1层停车场', '+8米处', '=北街', '@万达广场', '＝cmd|calc', '缩进', '-5', '正常"引号"路', '2026-11-01'],
    ]);
    for (const row of rows) expect(row).toMatchObject({ reporter: '=某某', phone: '+8613800000000' });
  });

  it('compares words for nothing after the apostrophe is off', async () => {
    const { default: document } = (await import('../../data/sample/mappings/shehong.json', {
      with: { type: 'json' },
    })) as {
      default: Record<string, unknown>;
    };
    await counties.put('shehong', { ...document, empty: ['-'] });
    const sent = await send(csvOf([shehongRow('Q141-1', { 举报人: "'-", 位置描述: '-', 问题描述: "'－" })]));
    expect(sent.outcomes).toEqual(['created']);
    expect(await counties.cases('Q141')).toMatchObject([{ address: null, description: null, reporter: null }]);
    await counties.put('shehong', document);
  });

  it('is written with the separator and quote of the mapping, by which it comes back', async () => {
    const { default: document } = (await import('../../data/sample/mappings/shehong.json', {
      with: { type: 'json' },
    })) as {
      default: Record<string, unknown>;
    };
    await counties.put('shehong', { ...document, csv: { delimiter: ';', quote: "'" } });
    const row = shehongRow('Q142-1', { 问题来源: '没有', 位置描述: "it's; =1" });
    const names = Object.keys(row);
    const text = [names, Object.values(row).map((cell) => `'${cell.replaceAll("'", "''")}'`)].map((line) =>
      line.join(';'),
    );
    const sent = await send(text.join('\n'));
    const again = await send((await report(sent)).replace('没有', '采集员巡查'));
    expect(again.outcomes).toEqual(['created']);
    expect(await counties.cases('Q142')).toMatchObject([{ address: "it's; =1" }]);
    await counties.put('shehong', document);
  });

  it('of JSON lines has every name of any row, nested ones as the mapping reads them, and the broken line beside', async () => {
    const { default: document } = (await import('../../data/sample/mappings/shehong.json', {
      with: { type: 'json' },
    })) as {
      default: Record<string, unknown>;
    };
    await counties.put('shehong', { ...document, place: { x: '点.x', y: '点.y', crs: 'WGS84' }, ignore: ['line'] });
    const { X坐标: x, Y坐标: y, 举报人: _name, ...plain } = shehongRow('Q143-1', { 问题来源: '没有' });
    const rows = [
      { ...plain, 点: { x: Number(x), y: Number(y) } },
      { ...plain, 案件号: 'Q143-2', 举报人: '=某' },
    ];
    const sent = await send(`${rows.map((row) => JSON.stringify(row)).join('\n')}\n{"案件号": "Q143-3",\n`, 'ndjson');
    expect(sent.outcomes).toEqual(['rejected', 'rejected', 'rejected']);
    const text = await report(sent);
    const [head = []] = cellsOf(text);
    expect(head).toEqual(expect.arrayContaining(['点.x', '点.y', '举报人']));
    const again = await send(text);
    expect(again.findings).toContain('3 ENV-ROW-SYNTAX');
    const mended = await send(text.replaceAll('没有', '采集员巡查'));
    expect(mended.outcomes).toEqual(['created', 'created', 'rejected']);
    expect(await counties.cases('Q143')).toMatchObject([{ longitude: 105.3882 }, { reporter: '=某' }]);
    await counties.put('shehong', document);
  });

  it('of rows that hold NUL or half a character is rejected again as long as they are in it', async () => {
    const nul = await send(csvOf([shehongRow('Q144-1', { 位置描述: 'a\0b' })]));
    expect((await send(await report(nul))).findings).toEqual(['1 ENV-NUL']);
    const half = await send(`${JSON.stringify(shehongRow('Q144-2', { 位置描述: 'a\ud842b' }))}\n`, 'ndjson');
    expect((await send(await report(half))).findings).toEqual(['1 ENV-LONE-SURROGATE']);
    expect(await counties.cases('Q144')).toEqual([]);
  });
});

/** Texts that people and programs write into cells; the formulas first, as they are what goes wrong. */
const text = fc.oneof(
  fc.constantFrom(
    '=北街',
    "'=北街",
    "''=x",
    '-5',
    '＝cmd',
    '＠x',
    "'",
    "'-",
    '+86 138',
    ' =x',
    '\t缩进',
    '"引号"',
    'a,b;c',
    'a\nb',
    '="001"',
    '#N/A',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((cell) => !/[\0\ufffd]/.test(cell) && cell.isWellFormed()),
);

describe('whatever stands in the cells', () => {
  it('the report sent back as it is gives the same rejections, and mended it gives the cases of the clean file', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ address: text, words: text, unit: text, person: text }), { minLength: 1, maxLength: 4 }),
        async (cells) => {
          run += 1;
          const rows = (name: string, source: string) =>
            csvOf(
              cells.map(({ address, words, unit, person }, n) =>
                shehongRow(`${name}-${run}-${n}`, {
                  ...{ 问题来源: source, 位置描述: address, 问题描述: words, 处置部门: unit, 举报人: person },
                }),
              ),
            );
          const sent = await send(rows('R1', '没有这个来源'));
          const given = await report(sent);
          const again = await send(given);
          expect(again.outcomes).toEqual(cells.map(() => 'rejected'));
          expect(codesOf(again)).toEqual(codesOf(sent));
          expect(await report(again)).toBe(given);
          expect((await send(given.replaceAll(',没有这个来源,', ',采集员巡查,'))).outcomes).toEqual(
            cells.map(() => 'created'),
          );
          await send(rows('R2', '采集员巡查'));
          const storedOf = async (name: string) =>
            (await counties.cases(`${name}-${run}-`)).map(({ address, description, unit_name, reporter }) => ({
              address,
              description,
              unit_name,
              reporter,
            }));
          expect(await storedOf('R1')).toEqual(await storedOf('R2'));
        },
      ),
      { numRuns: 12 },
    );
  });
});
