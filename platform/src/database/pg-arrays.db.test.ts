import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { asOwner } from './transaction.ts';
import { unnestRows, type Columns } from './unnest-rows.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

it('every type arrives as it was, nulls and letters outside the first plane included', async () => {
  const rows = [
    {
      ...{ a: '0198f0aa-bbbb-7ccc-8ddd-eeeeeeeeffff', b: '郪江 😀 "{},\\', c: '2026-02-28', d: '{"x":[1,null]}' },
      ...{ e: -32768, f: -2147483648, g: -4018000000000123, h: -0.1, i: true, j: new Date('1969-12-31T23:59:59.999Z') },
    },
    { a: null, b: '', c: null, d: null, e: 7, f: 2147483647, g: 4_018_000_000_000_123, h: 1e-300, i: false, j: new Date('2026-10-01T00:00:00.001Z') }, // prettier-ignore
  ];
  const columns: Columns<(typeof rows)[number]> = {
    a: { type: 'uuid', of: (r) => r.a },
    b: { type: 'text', of: (r) => r.b },
    c: { type: 'date', of: (r) => r.c },
    d: { type: 'jsonb', of: (r) => r.d },
    e: { type: 'int2', of: (r) => r.e },
    f: { type: 'int4', of: (r) => r.f },
    g: { type: 'int8', of: (r) => r.g },
    h: { type: 'float8', of: (r) => r.h },
    i: { type: 'bool', of: (r) => r.i },
    j: { type: 'timestamptz', of: (r) => r.j },
  };
  const found = await asOwner(database, (trx) => sql`select * from ${unnestRows(rows, columns)}`.execute(trx));
  expect(found.rows).toEqual(rows.map((r) => ({ ...r, d: r.d === null ? null : JSON.parse(r.d), g: String(r.g) })));
});
