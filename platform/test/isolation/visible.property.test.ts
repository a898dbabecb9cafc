import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { makeCity } from '../people.ts';
import { asOwner, inTenant, type ActingRole } from '../../src/database/door.ts';

interface Row {
  tenantId: number;
  cityId: number;
  holderId: number;
}
interface Probe {
  role: ActingRole;
  tenantId: number;
  cityId: number;
}

const CITY_OF: Record<number, number> = { 1: 1, 2: 1, 3: 1, 4: 4, 5: 4 };
const RIVER_COUNTIES = [2, 3, 5];

/** The whole promise in five lines: what a probe may see, and what it may change. */
const sees = (probe: Probe, row: Row): boolean =>
  probe.role === 'city' ? row.cityId === probe.cityId : row.tenantId === probe.tenantId;
const changes = (probe: Probe, row: Row): boolean =>
  probe.role === 'ingest' && row.tenantId === probe.tenantId && row.holderId === probe.tenantId;

const row = fc
  .record({ tenantId: fc.constantFrom(...RIVER_COUNTIES), heldByCity: fc.boolean() })
  .map(({ tenantId, heldByCity }): Row => {
    const cityId = CITY_OF[tenantId] ?? 0;
    return { tenantId, cityId, holderId: heldByCity ? cityId : tenantId };
  });
const probe = fc
  .record({
    role: fc.constantFrom<ActingRole>('county', 'city', 'ingest', 'rollup'),
    tenantId: fc.constantFrom(1, 2, 3, 4, 5),
  })
  .map(({ role, tenantId }): Probe => ({ role, tenantId, cityId: CITY_OF[tenantId] ?? 0 }));

describe('random rows, random readers, shared connections', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });
    await makeCity(database, 'lakeside', 4, { heron: 5 });
  });
  afterAll(() => database.drop());

  const place = (rows: Row[]): Promise<Map<string, Row>> =>
    asOwner(database, async (trx) => {
      await sql`delete from biz."case"`.execute(trx);
      const placed = new Map(rows.map((one) => [v7(), one]));
      for (const [id, { tenantId, cityId, holderId }] of placed) {
        await sql`insert into biz."case" (tenant_id, city_id, id, holder_id, case_no, stage, kind, source_code, source_group,
            reported_at, created_at, updated_at)
          values (${tenantId}, ${cityId}, ${id}, ${holderId}, ${id}, 'reported', 'event', 's', 'patrol', now(), now(), now())`.execute(
          trx,
        );
      }
      return placed;
    });
  const expected = (placed: Map<string, Row>, may: (one: Row) => boolean): string[] =>
    [...placed]
      .filter(([, one]) => may(one))
      .map(([id]) => id)
      .sort();

  it('shows exactly the rows of the five-line promise, and lets only the holder write', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.array(probe, { minLength: 2, maxLength: 12 }),
        async (rows, probes) => {
          const placed = await place(rows);
          await Promise.all(
            probes.map(async (one) => {
              const acting = { tenantId: one.tenantId, cityId: one.cityId, actor: 'probe' };
              const seen = await inTenant(database, one.role, acting, (trx) =>
                sql<{ id: string }>`select id from biz."case" order by id`.execute(trx),
              );
              expect(seen.rows.map(({ id }) => id)).toEqual(expected(placed, (other) => sees(one, other)));
              if (one.role !== 'ingest') return;
              const changed = await inTenant(database, one.role, acting, (trx) =>
                sql<{ id: string }>`update biz."case" set updated_at = now() returning id`.execute(trx),
              );
              expect(changed.rows.map(({ id }) => id).sort()).toEqual(expected(placed, (other) => changes(one, other)));
            }),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('turns red when a policy forgets its tenant', async () => {
    await place([{ tenantId: 2, cityId: 1, holderId: 2 }]);
    const saboteur = await database.superuser();
    await saboteur.query('alter policy gw_county_select on biz."case" using (true)');
    try {
      const reed = await inTenant(database, 'county', { tenantId: 3, cityId: 1, actor: 'reed' }, (trx) =>
        sql`select id from biz."case"`.execute(trx),
      );
      expect(reed.rows.length).toBe(1);
    } finally {
      await saboteur.query('alter policy gw_county_select on biz."case" using (tenant_id = app.tenant_id())');
      await saboteur.end();
    }
  });
});
