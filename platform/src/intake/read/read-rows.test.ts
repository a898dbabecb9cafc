import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../kernel/problem.ts';
import { READ_LIMITS, type ReadLimits } from './limits.ts';
import { findEncoding, readRows, type ReadableShape } from './read-rows.ts';
import type { RawRow } from './row.ts';

const CSV: ReadableShape = { format: 'csv', encoding: 'auto', csv: { delimiter: ',', quote: '"' } };
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
  for await (const block of readRows(open, shape, encoding, limits)) rows.push(...block);
  return { encoding, rows };
}
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
      { rowNo: 1, cells: { 编号: '1', 地址: '滨江路\n1 号' } },
      { rowNo: 2, cells: { 编号: '2', 地址: 'x' } },
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

  it('a header only and nothing at all are zero rows', async () => {
    expect((await read(Buffer.from('id,town\n'), CSV)).rows).toEqual([]);
    expect((await read(Buffer.alloc(0), CSV)).rows).toEqual([]);
    expect((await read(Buffer.alloc(0), NDJSON)).rows).toEqual([]);
  });

  it('trims column names, distinguishes doubles and skips records without content', async () => {
    const { rows } = await read(Buffer.from(' id ,id,\n1,2,3\n,,\n'), CSV);
    expect(rows).toEqual([{ rowNo: 1, cells: { id: '1', 'id (2)': '2', 'column 3': '3' } }]);
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
    expect(rows.map((r) => r.rowNo)).toEqual([1, 2, 3, 4, 5]);
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
});
