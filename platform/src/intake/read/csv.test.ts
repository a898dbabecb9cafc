import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvSplitter, type CsvRecord } from './csv.ts';
import { READ_LIMITS } from './limits.ts';

const limits = { ...READ_LIMITS, rowChars: 200, columns: 20 };
const COMMA = { delimiter: ',', quote: '"' };

function split(text: string, pieces = 1, columns?: number): CsvRecord[] {
  const splitter = csvSplitter(COMMA, limits);
  if (columns !== undefined) splitter.expect(columns, columns);
  const size = Math.max(1, Math.ceil(text.length / pieces));
  const out: CsvRecord[] = [];
  const take = () => {
    for (let record = splitter.next(); record !== null; record = splitter.next()) out.push(record);
  };
  for (let i = 0; i < text.length; i += size) {
    splitter.push(text.slice(i, i + size));
    take();
  }
  splitter.end();
  take();
  return out;
}
const good = (text: string, pieces?: number) =>
  split(text, pieces)
    .filter((r) => r.fault === null && r.fields.length > 0)
    .map((r) => r.fields);
/** `line+lines fault` of every record. */
const covered = (text: string, columns?: number, pieces = 1) =>
  split(text, pieces, columns).map(({ line, lines, fault, fields }) =>
    [`${line}+${lines}`, fault ?? (fields.length === 0 ? 'blank' : '')].join(' ').trim(),
  );

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

  it('every line belongs to exactly one record, whatever the text and however it is cut into pieces', () => {
    const part = fc.constantFrom(
      'a',
      'b1',
      '"',
      '""',
      ',',
      '\n',
      '\r',
      '\r\n',
      ' ',
      '路',
      '"x\ny"',
      'a,b,c\n',
      'x'.repeat(250),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 60 }).map((parts) => parts.join('')),
        fc.constantFrom(undefined, 1, 3),
        fc.integer({ min: 1, max: 60 }),
        (text, columns, pieces) => {
          const lines = text.split(/\r\n|\r|\n/);
          const count = lines.length - (lines.at(-1) === '' ? 1 : 0);
          const records = split(text, pieces, columns);
          let next = 1;
          for (const { line, lines: covers } of records) {
            expect(line).toBe(next);
            expect(covers).toBeGreaterThan(0);
            next += covers;
          }
          expect(next - 1).toBe(count);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('reads unquoted cells, empty ones and a missing last line end', () => {
    expect(good('a,b,\n,c,d')).toEqual([
      ['a', 'b', ''],
      ['', 'c', 'd'],
    ]);
  });

  it('LF, CRLF and CR end lines alike, mixed too; empty lines are counted and are no records', () => {
    expect(good('a,b\n\n\r\nc,d\r\ne,f\rg,h\r\r\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ]);
    expect(covered('a,b\n\n\r\nc,d\re,f\r\n\r')).toEqual(['1+1', '2+2 blank', '4+1', '5+1', '6+1 blank']);
  });

  it('a quote never closed costs its line, not the file', () => {
    const text = `a,b\n"open,1\n${'x,2\n'.repeat(100)}`;
    for (const pieces of [1, 3, 50]) {
      const records = split(text, pieces);
      expect(records.filter((r) => r.fault !== null).map((r) => r.line)).toEqual([2]);
      expect(records.filter((r) => r.fault === null)).toHaveLength(101);
    }
  });

  it('after a broken record, reading goes on at the line after its first', () => {
    expect(covered('a,"b\nc,d\ne,"f"\ng,h\n')).toEqual(['1+1 quote', '2+1', '3+1', '4+1']);
    expect(covered('a,"b\rc,d\re,"f"\rg,h\r')).toEqual(['1+1 quote', '2+1', '3+1', '4+1']);
  });

  it('a quoted cell with line breaks is one record, and lines are counted on behind it', () => {
    expect(covered('a,"b\r\nc\nd"\ne,"f\rg"\nh,i\n', 2)).toEqual(['1+3', '4+2', '6+1']);
  });

  it('a quoted cell that seems to hold other records is none', () => {
    const row = (id: string, text: string) => [id, '1', '2', '3', text, '5'].join(',');
    const lost = [row('A1', '"x'), row('A2', 'y'), row('A3', 'z"'), row('A4', 'w'), ''].join('\n');
    expect(covered(lost, 6)).toEqual(['1+1 swallowed', '2+1', '3+1', '4+1']);
    const one = [row('A1', '"x'), row('A2', 'y"'), row('A3', 'z'), ''].join('\n');
    expect(covered(one, 6)).toEqual(['1+1 swallowed', '2+1', '3+1']);
    const text = [row('A1', '"first, second\nthird, fourth"'), row('A2', 'y'), ''].join('\n');
    expect(covered(text, 6)).toEqual(['1+2', '3+1']);
    expect(covered('A1,"one, two\nA2, three"\nA3,x\n', 2)).toEqual(['1+1 swallowed', '2+1', '3+1']);
    expect(covered('A1,"one, two\nand, three"\nA3,x\n', 2)).toEqual(['1+2', '3+1']);
  });

  it('a record over several lines without all of its cells has lost a quote', () => {
    expect(covered('a,b,"c\nd,e",f\ng,h,i\n', 3)).toEqual(['1+1 quote', '2+1', '3+1']);
  });

  it('an overlong row costs one row, and is never held whole', () => {
    const splitter = csvSplitter(COMMA, limits);
    const faults: CsvRecord[] = [];
    for (let i = 0; i < 1000; i++) {
      splitter.push('x'.repeat(100));
      for (let record = splitter.next(); record !== null; record = splitter.next()) faults.push(record);
    }
    expect(faults).toEqual([expect.objectContaining({ line: 1, lines: 1, fault: 'too-long' })]);
    splitter.push('y\r');
    expect(splitter.next()).toBeNull();
    splitter.push('\na,b\n');
    expect(splitter.next()).toEqual({ line: 2, lines: 1, fields: ['a', 'b'], fault: null, isEnded: true });
  });

  it('a row with too many columns costs one row', () => {
    const records = split(`a,b\n${','.repeat(50)}\nc,d\n`);
    expect(records.map((r) => r.fault)).toEqual([null, 'too-many-columns', null]);
  });

  it('text after a closing quote is a fault of that row, whose cells are shown as well as can be', () => {
    const [broken, next] = split('"a","b"x,"c,d",e""\nc,d\n');
    expect(broken).toMatchObject({ fault: 'quote', fields: ['a', '"b"x', 'c,d', 'e""'] });
    expect(next).toMatchObject({ fault: null, fields: ['c', 'd'] });
  });

  it('quotes inside of an unquoted cell are text', () => {
    expect(good('5" pipe,a""b,""\n"","""",""""""\n')).toEqual([
      ['5" pipe', 'a""b', ''],
      ['', '"', '""'],
    ]);
  });
});
