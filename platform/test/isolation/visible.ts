import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { Database, Trx } from '../../src/database/database.ts';
import { asOwner, inTenant, type ActingRole } from '../../src/database/transaction.ts';
import { deskOf, makeBody, makeCity } from '../people.ts';
import { sqlStateOf } from './sql-state.ts';

interface Row {
  tenantId: number;
  cityId: number;
  holderId: number;
  holderUnitId: number;
  leadUnitId: number | null;
}
export interface Probe<Added = Row> {
  role: ActingRole;
  tenantId: number;
  cityId: number;
  unitId: number;
  /** What it tries to add. */
  added: Added;
}

export const CITY_OF: Record<number, number> = { 1: 1, 2: 1, 3: 1, 4: 4, 5: 4 };
export const RIVER_COUNTIES = [2, 3, 5];
/** The one department of a county, the one utility of a city. */
export const bodyOf = (tenantId: number): number => deskOf(tenantId) + 1;

/** The whole promise: what a probe may see, change and add. */
const isOwn = (probe: Probe, row: Row): boolean => row.tenantId === probe.tenantId;
const isHeld = (probe: Probe, row: Row): boolean => row.holderId === probe.tenantId;
const inCity = (probe: Probe, row: Row): boolean => row.cityId === probe.cityId;
const nobody = (): boolean => false;

type May = (probe: Probe, row: Row) => boolean;
const ownAndHeld: May = (probe, row) => isOwn(probe, row) && isHeld(probe, row);
const cityAndHeld: May = (probe, row) => inCity(probe, row) && isHeld(probe, row);
const PROMISE: Partial<Record<ActingRole, Record<'sees' | 'changes' | 'adds', May>>> = {
  county: { sees: isOwn, changes: ownAndHeld, adds: ownAndHeld },
  city: { sees: inCity, changes: cityAndHeld, adds: cityAndHeld },
  unit: {
    sees: (probe, row) => row.leadUnitId === probe.unitId,
    changes: (probe, row) => row.holderUnitId === probe.unitId,
    adds: nobody,
  },
  ingest: { sees: isOwn, changes: ownAndHeld, adds: ownAndHeld },
  clerk: { sees: isOwn, changes: isOwn, adds: isOwn },
  rollup: { sees: isOwn, changes: nobody, adds: nobody },
};
const WRITES: readonly ActingRole[] = ['county', 'city', 'ingest', 'clerk'];
const CHANGES: readonly ActingRole[] = [...WRITES, 'unit'];

/** Held by a desk, or by the body that has the lead; a desk may hold what a body leads (it waits for the check). */
const row = fc
  .record({
    tenantId: fc.constantFrom(...RIVER_COUNTIES),
    heldByCity: fc.boolean(),
    lead: fc.constantFrom<'none' | 'own' | 'city'>('none', 'own', 'city'),
    works: fc.boolean(),
  })
  .map(({ tenantId, heldByCity, lead, works }): Row => {
    const cityId = CITY_OF[tenantId] ?? 0;
    const holderId = heldByCity ? cityId : tenantId;
    const leadUnitId = lead === 'none' ? null : bodyOf(lead === 'own' ? tenantId : cityId);
    return {
      tenantId,
      cityId,
      holderId,
      holderUnitId: works ? (leadUnitId ?? deskOf(holderId)) : deskOf(holderId),
      leadUnitId,
    };
  });
export const probeOf = <Added>(added: fc.Arbitrary<Added>): fc.Arbitrary<Probe<Added>> =>
  fc
    .record({
      role: fc.constantFrom(...(Object.keys(PROMISE) as ActingRole[])),
      tenantId: fc.constantFrom(1, 2, 3, 4, 5),
      added,
    })
    .map(({ role, tenantId, added }) => {
      const unitId = role === 'unit' ? bodyOf(tenantId) : deskOf(tenantId);
      return { role, tenantId, cityId: CITY_OF[tenantId] ?? 0, unitId, added };
    });
const probe = probeOf(row);

/** The two cities and three counties of the promise with their desks and bodies, without a case. */
export async function settle(database: Database): Promise<void> {
  await makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });
  await makeCity(database, 'lakeside', 4, { heron: 5 });
  for (const [tenantId, cityId] of Object.entries(CITY_OF)) {
    await makeBody(database, Number(tenantId), cityId, bodyOf(Number(tenantId)), 'department');
  }
}

/** For any cases and any readers on shared connections, all at once: each sees, changes and adds what it may, no more. */
export const promise = (database: Database) =>
  fc.asyncProperty(
    fc.array(row, { maxLength: 12 }),
    fc.array(probe, { minLength: 2, maxLength: 12 }),
    async (rows, probes) => {
      const placed = await place(database, rows);
      await Promise.all(
        probes.map(async (one) => {
          const { sees, changes, adds } = PROMISE[one.role]!;
          const idsOf = (may: May): string[] =>
            [...placed].flatMap(([id, other]) => (may(one, other) ? [id] : [])).sort();
          expect(await seen(database, one)).toEqual(idsOf(sees));
          expect(await changed(database, one)).toBe(CHANGES.includes(one.role) ? idsOf(changes).length : 'refused');
          expect(await added(database, one)).toBe(WRITES.includes(one.role) && adds(one, one.added) ? 1 : 'refused');
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

const insert = (id: string, { tenantId, cityId, holderId, holderUnitId, leadUnitId }: Row) =>
  sql`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage, state, kind,
      source_code, source_group, reported_at, created_at, updated_at)
    values (${tenantId}, ${cityId}, ${id}, ${holderId}, ${holderUnitId}, ${leadUnitId},
      case when ${leadUnitId}::int = ${bodyOf(cityId)} then ${cityId}::int when ${leadUnitId}::int is not null then ${tenantId}::int end, ${id}, 'reported', 'collecting',
      'event', 's', 'patrol', now(), now(), now())`;

export type Reader = Omit<Probe, 'added'>;

export const acts = <T>(database: Database, one: Reader, run: (trx: Trx) => Promise<T>): Promise<T> => {
  const { role, tenantId, cityId, unitId } = one;
  return inTenant(database, role, { tenantId, cityId, unitId, actor: 'probe' }, run);
};

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
/** Several may change the same rows, each in the order in which its policy finds them. */
const DEADLOCK = '40P01';

/** How many rows a statement of the probe wrote, before it is undone; or that it was refused as a whole. */
export async function attempt(
  database: Database,
  one: Reader,
  statement: ReturnType<typeof sql>,
): Promise<number | 'refused'> {
  let count = 0;
  try {
    await acts(database, one, async (trx) => {
      const { numAffectedRows } = await statement.execute(trx);
      count = Number(numAffectedRows);
      throw UNDONE;
    });
  } catch (reason) {
    const code = sqlStateOf(reason);
    if (code === REFUSED) return 'refused';
    if (code === DEADLOCK) return attempt(database, one, statement);
    if (reason !== UNDONE) throw reason;
  }
  return count;
}
