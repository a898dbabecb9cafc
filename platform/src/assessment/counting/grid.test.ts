import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareRiverton } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { REED, WILLOW } from '../../../test/people.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { histogram, readGrid, versionOf } from './grid.ts';

const OCTOBER = { fromDay: '2026-10-01', toDay: '2026-11-01', dueToDay: '2026-11-01' };
const NOVEMBER = { fromDay: '2026-11-01', toDay: '2026-12-01', dueToDay: '2026-12-01' };

/** Willow has two cells, east and west; on 15 October the eastern one is cut into a northern and a southern half. */
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  const box = (w: number, s: number, e: number, n: number): string =>
    JSON.stringify({ type: 'Polygon', coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] }); // prettier-ignore
  const cells: [id: number, outline: string, from: string, to: string | null][] = [
    [11, box(0, 0, 2, 2), '2026-01-01', null],
    [12, box(2, 0, 4, 2), '2026-01-01', '2026-10-15'],
    [13, box(2, 1, 4, 2), '2026-10-15', null],
    [14, box(2, 0, 4, 1), '2026-10-15', null],
  ];
  await asOwner(database, async (trx) => {
    await sql`delete from biz.grid_cell where tenant_id = 2`.execute(trx);
    for (const [id, outline, from, to] of cells) {
      await sql`insert into biz.grid_cell (tenant_id, city_id, id, code, area_class, outline, from_day, to_day)
        values (2, 1, ${id}, ${String(id)}, 1, ${outline}::jsonb, ${from}::date, ${to}::date)`.execute(trx);
    }
  });
});
afterAll(() => database.drop());

const gridOf = (window = OCTOBER, rules: 1 | 2 = 2) =>
  inTenant(database, 'rollup', WILLOW, (trx) => readGrid(trx, WILLOW.tenantId, window, rules));

describe('a grid that is re-cut inside a period', () => {
  it('is judged as it was on the first day: cases of the new halves count in the cell they were cut from', async () => {
    const grid = await gridOf();
    expect(grid.day).toBe('2026-10-01');
    expect(grid.cells.map(({ id }) => id)).toEqual([11, 12]);
    // Three cases before the cut, two and one after it: six in the old cell, not three, two and one.
    const counted = new Map([[12, 3], [13, 2], [14, 1]]); // prettier-ignore
    expect(histogram(grid, counted)).toEqual([
      { areaClass: 1, count: 0, cells: 1 },
      { areaClass: 1, count: 6, cells: 1 },
    ]);
  });

  it('serves from the next period on, under a version of its own', async () => {
    const [october, november] = [await gridOf(), await gridOf(NOVEMBER)];
    expect(november.cells.map(({ id }) => id)).toEqual([11, 13, 14]);
    expect([versionOf(october).cells, versionOf(november).cells]).toEqual([2, 3]);
    expect(versionOf(october).hash).not.toBe(versionOf(november).hash);
    expect(versionOf(await gridOf()).hash).toBe(versionOf(october).hash);
  });

  it('was judged as on the last day by the first rules, whose results stay', async () => {
    expect((await gridOf(OCTOBER, 1)).cells.map(({ id }) => id)).toEqual([11, 13, 14]);
  });

  it('begins with the first cells where a county had none on the first day', async () => {
    const window = { fromDay: '2025-12-01', toDay: '2026-02-01', dueToDay: '2026-02-01' };
    const grid = await gridOf(window);
    expect([grid.day, grid.cells.map(({ id }) => id)]).toEqual(['2026-01-01', [11, 12]]);
    expect((await gridOf({ ...window, toDay: '2026-01-01' })).cells).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const seen = await inTenant(database, 'rollup', REED, (trx) => readGrid(trx, WILLOW.tenantId, OCTOBER, 2));
    expect(seen.cells).toEqual([]);
  });
});
