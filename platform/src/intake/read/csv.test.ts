import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvSplitter, type CsvRecord } from './csv.ts';
import { READ_LIMITS } from './limits.ts';

const limits = { ...READ_LIMITS, rowChars: 200, columns: 20 };
const COMMA = { delimiter: ',', quote: '"' };

function split(text: string, pieces = 1): CsvRecord[] {
  const splitter = csvSplitter(COMMA, limits);
  const size = Math.max(1, Math.ceil(text.length / pieces));
  const out: CsvRecord[] = [];
  for (let i = 0; i < text.length; i += size) out.push(...splitter.push(text.slice(i, i + size)));
  return [...out, ...splitter.end()];
}
const good = (text: string, pieces?: number) =>
  split(text, pieces)
    .filter((r) => r.fault === null)
    .map((r) => r.fields);

describe('csv', () => {
  it('reads what csv-parse reads, however the text is cut into pieces', () => {
    const cell = fc.string({ maxLength: 8, unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', '路', '') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (rows, eol, end, n) => {
          const text =
            rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(eol) + (end ? eol : '');
          const expected = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] }) as string[][];
          expect(good(text, n)).toEqual(expected);
          expect(good(text, n)).toEqual(rows);
        },
      ),
    );
  });

  it('reads unquoted cells, empty ones and a missing last line end', () => {
    expect(good('a,b,\n,c,d')).toEqual([
      ['a', 'b', ''],
      ['', 'c', 'd'],
    ]);
  });

  it('skips empty lines', () => {
    expect(good('a,b\n\n\r\nc,d\r\n\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('a quote never closed costs one row, not the file', () => {
    const text = `a,b\n"open,1\n${'x,2\n'.repeat(100)}`;
    for (const pieces of [1, 3, 50]) {
      const records = split(text, pieces);
      expect(records.filter((r) => r.fault !== null)).toHaveLength(1);
      expect(records.filter((r) => r.fault === null)).toHaveLength(101);
    }
  });

  it('an overlong row costs one row, and is never held whole', () => {
    const splitter = csvSplitter(COMMA, limits);
    const faults = Array.from({ length: 1000 }, () => splitter.push('x'.repeat(100))).flat();
    expect(faults).toEqual([expect.objectContaining({ fault: 'too-long' })]);
    expect(splitter.push('y\na,b\n')).toEqual([{ fields: ['a', 'b'], fault: null }]);
  });

  it('a row with too many columns costs one row', () => {
    const records = split(`a,b\n${','.repeat(50)}\nc,d\n`);
    expect(records.map((r) => r.fault)).toEqual([null, 'too-many-columns', null]);
  });

  it('text after a closing quote is a fault of that row', () => {
    expect(split('"a"x,b\nc,d\n').map((r) => r.fault)).toEqual(['quote', null]);
  });
});
