import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../kernel/problem.ts';
import { checkTally, noLines, type LineTally } from './line-tally.ts';
import { READ_LIMITS, type ReadLimits } from './limits.ts';
import type { Aside, Observer } from './observer.ts';
import { findEncoding, readRows, type ReadableShape } from './read-rows.ts';
import type { RawRow } from './row.ts';

const CSV: ReadableShape = {
  format: 'csv',
  encoding: 'auto',
  csv: { delimiter: ',', quote: '"' },
  header: { known: new Set(), required: [], reported: [] },
};
/** A file whose header is known: an id and a time. */
const CASES: ReadableShape = {
  ...CSV,
  header: { known: new Set(['id', 'time', 'town', 'note']), required: [['id'], ['time']], reported: ['time'] },
};
const NDJSON: ReadableShape = { ...CSV, format: 'ndjson' };
/** 射洪 in GB18030, and 郪 (outside GB 2312, inside GB 18030). */
const SHEHONG_GB = Buffer.from([0xc9, 0xe4, 0xba, 0xe9]);

async function read(bytes: Buffer | Buffer[], shape: ReadableShape, limits: ReadLimits = READ_LIMITS) {
  const pieces = Array.isArray(bytes) ? bytes : [bytes.subarray(0, 7), bytes.subarray(7)];
  const open = async function* () {
    yield* pieces;
  };
  const encoding = await findEncoding(open, shape, limits);
  const rows: RawRow[] = [];
  const asides: Aside[] = [];
  let lines: LineTally | null = null;
  const observer: Observer = { aside: (aside) => asides.push(aside), lines: (tally) => (lines = tally) };
  for await (const block of readRows(open, shape, encoding, limits, observer)) rows.push(...block);
  return { encoding, rows, asides, lines: lines as LineTally | null };
}
/** `line fault` of every row. */
const faults = ({ rows }: { rows: readonly RawRow[] }) =>
  rows.map(({ line, fault }) => `${line} ${fault?.reason.code === 'text' ? fault.code : (fault?.reason.code ?? 'ok')}`);
const problemOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  );
  return error instanceof Problem ? error.code : error;
};

describe('reading an upload', () => {
  it('reads UTF-8 with and without a byte order mark, plain and gzip, alike', async () => {
    const text = '编号,地址\r\n1,"滨江路\n1 号"\r\n2,x\r\n';
    const plain = await read(Buffer.from(text), CSV);
    expect(plain.rows).toEqual([
      { rowNo: 1, line: 2, cells: { 编号: '1', 地址: '滨江路\n1 号' } },
      { rowNo: 2, line: 4, cells: { 编号: '2', 地址: 'x' } },
    ]);
    expect((await read(Buffer.from(`\ufeff${text}`), CSV)).rows).toEqual(plain.rows);
    expect((await read(gzipSync(text), CSV)).rows).toEqual(plain.rows);
    expect((await read(Buffer.from(`\ufeff${text}`, 'utf16le'), CSV)).rows).toEqual(plain.rows);
  });

  it('takes bytes that are not UTF-8 for GB18030, unless the mapping insists', async () => {
    const bytes = Buffer.concat([Buffer.from('id,town\n1,'), SHEHONG_GB, Buffer.from('\n')]);
    const { encoding, rows } = await read(bytes, CSV);
    expect(encoding).toBe('gb18030');
    expect(rows[0]?.cells).toEqual({ id: '1', town: '射洪' });
    expect(await problemOf(read(bytes, { ...CSV, encoding: 'utf-8' }))).toBe('ENV-ENCODING');
    expect((await read(Buffer.from('id,town\n1,射洪\n'), { ...CSV, encoding: 'gb18030' })).rows[0]?.cells).toEqual({
      id: '1',
      town: '射洪',
    });
  });

  it('a header only is zero rows, and nothing at all is an empty file', async () => {
    expect((await read(Buffer.from('id,town\n'), CSV)).rows).toEqual([]);
    expect(await problemOf(read(Buffer.alloc(0), CSV))).toBe('ENV-EMPTY');
    expect(await problemOf(read(Buffer.from('\n\n'), NDJSON))).toBe('ENV-EMPTY');
  });

  it('trims column names, distinguishes doubles and skips records without content', async () => {
    const { rows } = await read(Buffer.from(' id ,id,\n1,2,3\n,,\n'), CSV);
    expect(rows).toEqual([{ rowNo: 1, line: 2, cells: { id: '1', 'id (2)': '2', 'column 3': '3' } }]);
  });

  it('broken rows of CSV are rows with a fault', async () => {
    const text = 'a,b\n1,2,3\n4,\0\n5,6\nonly\n"x"y,1\n';
    const { rows } = await read(Buffer.from(text), CSV);
    expect(rows.map((r) => r.fault?.code ?? 'ok')).toEqual([
      'ENV-ROW-SYNTAX',
      'ENV-NUL',
      'ok',
      'ENV-ROW-SYNTAX',
      'ENV-ROW-SYNTAX',
    ]);
    expect(rows.map((r) => [r.rowNo, r.line])).toEqual([1, 2, 3, 4, 5].map((n) => [n, n + 1]));
  });

  it('broken lines of NDJSON are rows with a fault', async () => {
    const limits = { ...READ_LIMITS, rowChars: 100, columns: 3 };
    const lines = [
      '{"a":1}',
      '{"a":',
      '[1]',
      '"text"',
      '{"a":"\\u0000"}',
      '{"a":{"b":["\\ud800"]}}',
      '{"a":1,"b":2,"c":3,"d":4}',
      `{"a":"${'x'.repeat(200)}"}`,
      '{"z":"\\ud83d\\ude00"}',
    ];
    const { rows } = await read(Buffer.from(lines.join('\r\n')), NDJSON, limits);
    expect(rows.map((r) => r.fault?.code ?? 'ok')).toEqual([
      'ok',
      'ENV-ROW-SYNTAX',
      'ENV-ROW-SYNTAX',
      'ENV-ROW-SYNTAX',
      'ENV-NUL',
      'ENV-LONE-SURROGATE',
      'ENV-TOO-MANY-COLUMNS',
      'ENV-ROW-TOO-LONG',
      'ok',
    ]);
  });

  it('one endless line is one broken row and little memory', async () => {
    const limits = { ...READ_LIMITS, rowChars: 1000 };
    const pieces = [...Array.from({ length: 200 }, () => Buffer.alloc(5000, 'x')), Buffer.from('\n{"a":1}\n')];
    const { rows } = await read(pieces, NDJSON, limits);
    expect(rows.map((r) => r.fault?.code ?? 'ok')).toEqual(['ENV-ROW-TOO-LONG', 'ok']);
  });

  it('a first line that is no header is explained in words', async () => {
    const error: unknown = await read(Buffer.from('"a,b\n1,2\n'), CSV).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/header line cannot be read: a quote is not closed/);
  });

  it('a cut archive, a bomb, too many bytes and too many rows are problems of the file', async () => {
    const packed = gzipSync(Buffer.alloc(50_000, 'id\n'));
    expect(await problemOf(read(packed.subarray(0, packed.length - 12), CSV))).toBe('ENV-GZIP');
    const bomb = { ...READ_LIMITS, ratioFloorBytes: 10_000 };
    expect(await problemOf(read(packed, CSV, bomb))).toBe('ENV-BOMB');
    expect(await problemOf(read(packed, CSV, { ...READ_LIMITS, fileBytes: 10_000 }))).toBe('ENV-TOO-LARGE');
    expect(await problemOf(read(packed, CSV, { ...READ_LIMITS, rows: 100 }))).toBe('ENV-TOO-MANY-ROWS');
  });

  it('cells must be as many as columns; only nameless columns at the end may be left out', async () => {
    const text = 'id,time,town\n1,2026-11-10 9:00,a\n2,2026-11-10 9:00,b,\n3,2026-11-10 9:00\n4,2026-11-10 9:00,d';
    expect(faults(await read(Buffer.from(text), CASES))).toEqual(['2 ok', '3 row.cells', '4 row.cells', '5 ok']);
    const ended = 'id,time,town,,\n1,2026-11-10 9:00,a,,\n2,2026-11-10 9:00,b\n3,2026-11-10 9:00,c,,,';
    expect(faults(await read(Buffer.from(ended), CASES))).toEqual(['2 ok', '3 ok', '4 row.cells']);
  });

  it('a last row that is cut is reported as that, one that has lost its line end alone is a row', async () => {
    expect(faults(await read(Buffer.from('id,time,town\n1,2026-11-10 9:00,a\n2,2026-11'), CASES))).toEqual([
      '2 ok',
      '3 row.cut',
    ]);
    expect(faults(await read(Buffer.from('id,time,town\n1,2026-11-10 9:00,a'), CASES))).toEqual(['2 ok']);
  });

  it('pieces of a row cut by line breaks are one broken row, and rows about them are whole', async () => {
    const text = [
      'id,town,note,time',
      '1,a,b,2026-11-10 9:00',
      '2,a,one',
      '',
      'two',
      'three,2026-11-10 9:00',
      '3,a,b,2026-11-10 9:00',
      '4,a',
      '5,a,b,2026-11-10 9:00',
      'A-1',
      '6,a,b,2026-11-10 9:00',
      '7,a,b,2026-11-10 9:00',
      '',
    ];
    const result = await read(Buffer.from(text.join('\r\n')), CASES);
    expect(faults(result)).toEqual([
      '2 ok',
      '3 row.line-break',
      '7 ok',
      '8 row.cells',
      '9 ok',
      '10 row.line-break',
      '12 ok',
    ]);
    expect(result.rows[1]?.cells).toMatchObject({ id: '2', note: 'one\n\ntwo\nthree', time: '2026-11-10 9:00' });
    expect(result.lines).toEqual({ headers: 1, records: 4, faults: 7, notes: 0, blanks: 0 });
  });

  it('names of columns are brought to those that mean something', async () => {
    const text = '\ufeff ＩＤ ,Time\u200b,"to\nwn",more\n1,2026-11-10 9:00,a,b\n';
    const { rows, lines } = await read(Buffer.from(text), CASES);
    expect(rows[0]?.cells).toEqual({ id: '1', time: '2026-11-10 9:00', town: 'a', more: 'b' });
    expect(lines).toMatchObject({ headers: 2, records: 1 });
  });

  it('headers and totals among the rows are mentioned, and are no rows', async () => {
    const text = 'Cases of May\nid,time\n1,2026-05-10 9:00\ntime,id\n2026-05-10 9:00,2\nTotal: 2,\nprinted: 3 June\n';
    const { rows, asides } = await read(Buffer.from(text), CASES);
    expect(rows.map(({ rowNo, line, cells }) => [rowNo, line, cells['id']])).toEqual([
      [1, 3, '1'],
      [2, 5, '2'],
    ]);
    expect(asides.map(({ line, kind }) => [line, kind])).toEqual([
      [1, 'note'],
      [4, 'header'],
      [6, 'note'],
      [7, 'note'],
    ]);
  });

  it('lines of NDJSON end by LF, CRLF and CR, and faults say what a line is', async () => {
    const text = '{"a":1}\r{"a":2}\r\n\n \n{"a":3}{"a":4}\n{"a":5},{"a":6}\nnull\n{"a":7},\n\ufeff{"a":8}\n{"a":';
    const result = await read(Buffer.from(text), NDJSON);
    expect(faults(result)).toEqual([
      '1 ok',
      '2 ok',
      '5 row.objects',
      '6 row.objects',
      '7 row.object',
      '8 row.json',
      '9 ok',
      '10 row.json-cut',
    ]);
    expect(result.lines).toEqual({ headers: 0, records: 3, faults: 5, notes: 0, blanks: 2 });
  });

  it('every line of any file is a row, blank, header, note or fault, and the sum is right', async () => {
    const part = fc.constantFrom(
      ...[
        'id,time,town\n',
        '1,2026-11-10 9:00,a\n',
        '2,2026-11-10 9:00\n',
        '合计,,2\n',
        '"',
        '""',
        ',',
        '\n',
        '\r',
        '\r\n',
      ],
      ...['x', '路', '"a\nb"', '{"id":1}\n', '{"id":', '\0', '\ufeff', '制表：某\n', ',,\n', '"1,2026-11-10 9:00,a"\n'],
    );
    const file = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(''));
    const shapes = fc.constantFrom(CSV, CASES, NDJSON);
    await fc.assert(
      fc.asyncProperty(file, shapes, fc.boolean(), async (body, shape, isHeaded) => {
        const text = isHeaded && shape.format === 'csv' ? `id,time,town\n${body}` : body;
        const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
        const count = lines.length - (lines.at(-1) === '' ? 1 : 0);
        const result = await read(Buffer.from(text), shape).catch((error: unknown) => error);
        if (result instanceof Problem) return; // a file that cannot be read as a whole
        if (result instanceof Error) throw result;
        const { lines: tally, rows } = result as Awaited<ReturnType<typeof read>>;
        expect(Object.values(tally ?? {}).reduce((sum: number, some: number) => sum + some, 0)).toBe(count);
        const starts = rows.map(({ line }) => line);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        expect(rows.map(({ rowNo }) => rowNo)).toEqual(rows.map((_, i) => i + 1));
      }),
      { numRuns: 500 },
    );
  });

  it('lines that are not all accounted for are a fault of ours', () => {
    expect(() => checkTally({ ...noLines(), records: 2, blanks: 1 }, 4)).toThrow('4 lines, but 3 accounted for');
    expect(() => checkTally({ ...noLines(), records: 2, blanks: 1 }, 3)).not.toThrow();
  });
});
