import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { Database, Trx } from '../../src/database/database.ts';
import { asOwner, inTenant, type ActingRole } from '../../src/database/transaction.ts';
import { makeCity } from '../people.ts';

interface Row {
  tenantId: number;
  cityId: number;
  holderId: number;
}
interface Probe {
  role: ActingRole;
  tenantId: number;
  cityId: number;
  /** What it tries to add. */
  added: Row;
}

const CITY_OF: Record<number, number> = { 1: 1, 2: 1, 3: 1, 4: 4, 5: 4 };
const RIVER_COUNTIES = [2, 3, 5];

/** The whole promise in seven lines: what a probe may see, change and add. */
const sees = (probe: Probe, row: Row): boolean =>
  probe.role === 'city' ? row.cityId === probe.cityId : row.tenantId === probe.tenantId;
const writes = ({ role }: Probe): boolean => role === 'ingest';
const changes = (probe: Probe, row: Row): boolean => row.tenantId === probe.tenantId && row.holderId === probe.tenantId;
const adds = changes;

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
    added: row,
  })
  .map(({ role, tenantId, added }): Probe => ({ role, tenantId, cityId: CITY_OF[tenantId] ?? 0, added }));

/** The two cities and three counties of the promise, without a case. */
export async function settle(database: Database): Promise<void> {
  await makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });
  await makeCity(database, 'lakeside', 4, { heron: 5 });
}

/** For any cases and any readers on shared connections, all at once: each sees, changes and adds what it may, no more. */
export const promise = (database: Database) =>
  fc.asyncProperty(
    fc.array(row, { maxLength: 12 }),
    fc.array(probe, { minLength: 2, maxLength: 12 }),
    async (rows, probes) => {
      const placed = await place(database, rows);
      const idsOf = (may: (one: Row) => boolean): string[] =>
        [...placed].flatMap(([id, one]) => (may(one) ? [id] : [])).sort();
      await Promise.all(
        probes.map(async (one) => {
          expect(await seen(database, one)).toEqual(idsOf((other) => sees(one, other)));
          const mine = idsOf((other) => changes(one, other));
          expect(await changed(database, one)).toBe(writes(one) ? mine.length : 'refused');
          expect(await added(database, one)).toBe(writes(one) && adds(one, one.added) ? 1 : 'refused');
        }),
      );
    },
  );

async function place(database: Database, rows: readonly Row[]): Promise<Map<string, Row>> {
  return asOwner(database, async (trx) => {
    await sql`delete from biz."case"`.execute(trx);
    const placed = new Map(rows.map((one) => [v7(), one]));
    for (const [id, one] of placed) await insert(id, one).execute(trx);
    return placed;
  });
}

const insert = (id: string, { tenantId, cityId, holderId }: Row) =>
  sql`insert into biz."case" (tenant_id, city_id, id, holder_id, case_no, stage, kind, source_code, source_group,
      reported_at, created_at, updated_at)
    values (${tenantId}, ${cityId}, ${id}, ${holderId}, ${id}, 'reported', 'event', 's', 'patrol', now(), now(), now())`;

const acts = <T>(database: Database, { role, tenantId, cityId }: Probe, run: (trx: Trx) => Promise<T>): Promise<T> =>
  inTenant(database, role, { tenantId, cityId, actor: 'probe' }, run);

async function seen(database: Database, one: Probe): Promise<string[]> {
  const { rows } = await acts(database, one, (trx) =>
    sql<{ id: string }>`select id from biz."case" order by id`.execute(trx),
  );
  return rows.map(({ id }) => id);
}

// Neither says `returning` or `where`: those would bring the policy of select in, which hides a hole in theirs.
const changed = (database: Database, one: Probe) =>
  attempt(database, one, sql`update biz."case" set updated_at = now()`);
const added = (database: Database, one: Probe) => attempt(database, one, insert(v7(), one.added));

const UNDONE = Symbol('undone');
const REFUSED = '42501';

/** How many rows a statement of the probe wrote, before it is undone; or that it was refused as a whole. */
async function attempt(database: Database, one: Probe, statement: ReturnType<typeof sql>): Promise<number | 'refused'> {
  let count = 0;
  try {
    await acts(database, one, async (trx) => {
      const { numAffectedRows } = await statement.execute(trx);
      count = Number(numAffectedRows);
      throw UNDONE;
    });
  } catch (reason) {
    if ((reason as { code?: string }).code === REFUSED) return 'refused';
    if (reason !== UNDONE) throw reason;
  }
  return count;
}
