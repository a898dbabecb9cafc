import { describe, expect, it } from 'vitest';
import { READ_LIMITS } from './limits.ts';
import { listAsLines } from './json-list.ts';
import { ndjsonRows } from './ndjson.ts';

/** The rows of a text handed over in pieces of a few characters; what is broken is null. */
async function rowsOf(text: string, size = 3): Promise<unknown[]> {
  const pieces = async function* () {
    for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
  };
  const rows: unknown[] = [];
  for await (const block of ndjsonRows(listAsLines(pieces()), READ_LIMITS)) {
    rows.push(...block.map(({ cells, fault }) => (fault === undefined ? cells : null)));
  }
  return rows;
}

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
  it('is not seen in lines of objects', async () => {
    expect(await rowsOf('{"a":[1,\n2]}\n{"b":1}\n')).toEqual([null, null, { b: 1 }]);
  });
});
