import { describe, expect, it } from 'vitest';
import { READ_LIMITS } from './limits.ts';
import { listAsLines } from './json-list.ts';
import { noLines } from './line-tally.ts';
import { ndjsonRows } from './ndjson.ts';
import type { RawRow } from './row.ts';

/** The rows of a text handed over in pieces of a few characters. */
async function readList(text: string, size = 3): Promise<RawRow[]> {
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  };
  const list = listAsLines(pieces());
  const found: RawRow[] = [];
  for await (const block of ndjsonRows(list.text, READ_LIMITS, noLines())) {
    found.push(...block.map((row) => ({ ...row, line: list.lineOf(row.line) })));
  }
  return found;
}

/** What is broken is null. */
const rowsOf = async (text: string, size?: number): Promise<unknown[]> =>
  (await readList(text, size)).map(({ cells, fault }) => (fault === undefined ? cells : null));

describe('a file that is one JSON list', () => {
  it.each([1, 3, 1000])('has a row for each element, whatever stands inside (pieces of %i)', async (size) => {
    const rows = [
      { id: 'A,1', text: 'a\n"b"]\\' },
      { id: 'A2', tags: ['x', 'y'], at: { x: 1, y: [2, 3] } },
    ];
    expect(await rowsOf(`\n ${JSON.stringify(rows, null, 2)}\r\n`, size)).toEqual(rows);
  });
  it('may be empty', async () => {
    expect(await rowsOf(' [ \n ] ')).toEqual([]);
  });
  it('has broken rows where an element is none, or something follows it', async () => {
    expect(await rowsOf('[{"a":1},2,{"b":]\n{"c":3}')).toEqual([{ a: 1 }, null, null]);
    expect(await rowsOf('[{"a":1}] {"b":2}\n[1]')).toEqual([{ a: 1 }, { b: 2 }, null]);
  });
  it.each([1, 3, 1000])('names the line of the file on which an element begins (pieces of %i)', async (size) => {
    const linesOf = async (text: string) => (await readList(text, size)).map(({ line }) => line);
    expect(await linesOf('[\n  {"a":\r\n 1},\r\n\r\n  {"b":2}, 3,\r  {"c":4}\n]\n')).toEqual([2, 5, 5, 6]);
    expect(await linesOf('\n\n[{"a":1},\n,{"b":2}]\n7\n8')).toEqual([3, 4, 5, 6]);
    expect(await linesOf('[{"a":"x\ny"},\n{"b":2}]')).toEqual([1, 2, 3]);
    expect(await linesOf('{"a":1}\n\n{"b":2}')).toEqual([1, 3]);
  });
  it('is not seen in lines of objects', async () => {
    expect(await rowsOf('{"a":[1,\n2]}\n{"b":1}\n')).toEqual([null, null, { b: 1 }]);
  });
});
