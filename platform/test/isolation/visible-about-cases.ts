import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { Database } from '../../src/database/database.ts';
import { asOwner, type ActingRole } from '../../src/database/transaction.ts';
import { deskOf } from '../people.ts';
import { sqlStateOf } from './sql-state.ts';
import { acts, attempt, bodyOf, CITY_OF, probeOf, RIVER_COUNTIES, settle, type Probe, type Reader } from './visible.ts';

/** A row about a case: whose case, and the bodies that the policies of its table look at. */
interface AboutCase {
  tenantId: number;
  cityId: number;
  /** Who wrote, brought or gave it. */
  byUnitId: number;
  /** For whom it is: who works the task, had the lead, may see the photograph. */
  unitId: number | null;
  /** Of a task, the lead beside its assist. */
  alsoUnitId: number | null;
  /** Whether the city takes part in the task. */
  withCity: boolean;
}

type May = (who: Reader, row: AboutCase) => boolean;
type Promised = Partial<Record<ActingRole, May>>;

interface Table {
  /** Column that names the row. */
  readonly key: 'id' | 'sha256';
  /** Roles that are missing are refused the statement altogether. */
  readonly sees: Promised;
  readonly changes: Promised;
  readonly adds: Promised;
  /** A change that names no column of the row: a condition would bring the policy of select in. */
  readonly change: ReturnType<typeof sql>;
  readonly insert: (key: string, row: AboutCase) => ReturnType<typeof sql>;
}

const own: May = (who, row) => row.tenantId === who.tenantId;
const city: May = (who, row) => row.cityId === who.cityId;
const byMe: May = (who, row) => row.byUnitId === who.unitId;
const forMe: May = (who, row) => row.unitId === who.unitId;
const both =
  (...all: readonly May[]): May =>
  (who, row) =>
    all.every((one) => one(who, row));
const nobody: May = () => false;

const caseOf = (tenantId: number): string => `00000000-0000-7000-8000-0000000000c${tenantId}`;
/** The task that a body has on the case of a tenant: whatever it writes is written on one. */
const taskOf = (tenantId: number, unitId: number): string =>
  `00000000-0000-7000-8000-0000000${tenantId}${String(unitId).padStart(4, '0')}`;
const onTask = ({ tenantId, cityId, byUnitId }: AboutCase): string | null =>
  byUnitId === bodyOf(tenantId) || byUnitId === bodyOf(cityId) ? taskOf(tenantId, byUnitId) : null;
const homeOf = ({ tenantId, cityId, unitId }: AboutCase): number | null =>
  unitId === null ? null : unitId === bodyOf(cityId) || unitId === deskOf(cityId) ? cityId : tenantId;

/** The policies of command-model.md, row by row, by hand. */
export const TABLES = {
  assignment: {
    key: 'id',
    sees: {
      ...{ county: own, city, ingest: own, clerk: own, rollup: own },
      unit: (who, row) => city(who, row) && (forMe(who, row) || row.alsoUnitId === who.unitId),
    },
    changes: {
      ...{ county: own, ingest: own, clerk: own, unit: both(city, forMe) },
      city: (who, row) => city(who, row) && row.withCity && who.tenantId === row.cityId,
    },
    adds: {
      ...{ county: both(own, byMe), ingest: both(own, byMe), clerk: both(own, byMe) },
      city: (who, row) => city(who, row) && row.withCity && who.tenantId === row.cityId,
    },
    change: sql`update biz.assignment set state = 'accepted'`,
    insert: (key, row) =>
      sql`insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, also_unit_id,
        other_id, brief, asked_at, state)
      values (${row.tenantId}, ${row.cityId}, ${key}, ${caseOf(row.tenantId)}, 'assist', ${row.byUnitId}, ${row.unitId},
        ${row.alsoUnitId}, ${row.withCity ? row.cityId : null}, '{}', now(), 'open')`,
  },
  case_event: {
    key: 'id',
    sees: { county: own, city, ingest: own, clerk: own, rollup: own, unit: both(city, forMe) },
    changes: {},
    adds: {
      ...{ county: both(own, byMe), ingest: both(own, byMe), clerk: both(own, byMe), city: both(city, byMe) },
      unit: (who, row) => both(city, byMe)(who, row) && onTask(row) !== null,
    },
    change: sql`update biz.case_event set recorded_at = now()`,
    insert: (key, row) =>
      sql`insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id,
        lead_unit_id, lead_home_id, assignment_id)
      values (${row.tenantId}, ${row.cityId}, ${key}, ${caseOf(row.tenantId)}, 'acknowledged', now(), now(), '{}',
        ${row.byUnitId}, ${row.unitId}, ${homeOf(row)}, ${onTask(row)})`,
  },
  report: {
    key: 'id',
    sees: { county: own, city, ingest: own, clerk: own, unit: both(city, byMe) },
    changes: { county: own, city, clerk: own },
    adds: {
      ...{ county: both(own, byMe), ingest: both(own, byMe), clerk: both(own, byMe) },
      ...{ city: both(city, byMe), unit: both(city, byMe) },
    },
    change: sql`update biz.report set self_handled = true`,
    insert: (key, row) =>
      sql`insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, state)
      values (${row.tenantId}, ${row.cityId}, ${key}, 's', ${row.byUnitId}, now(), now(), 'waiting')`,
  },
  case_media: {
    key: 'sha256',
    sees: { county: own, city, ingest: own, clerk: own, unit: both(city, forMe) },
    changes: {},
    adds: {
      ...{ county: both(own, byMe), ingest: both(own, byMe), clerk: both(own, byMe), city: both(city, byMe) },
      unit: (who, row) => both(city, byMe)(who, row) && onTask(row) !== null,
    },
    change: sql`update biz.case_media set added_at = now()`,
    insert: (key, row) =>
      sql`insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, assignment_id,
        home_id, from_unit_id, unit_name, type, added_at)
      values (${row.tenantId}, ${row.cityId}, ${caseOf(row.tenantId)}, ${key}, ${row.unitId}, 'before', ${row.byUnitId},
        ${onTask(row)}, ${row.tenantId}, ${row.byUnitId}, 'u', 'image/jpeg', now())`,
  },
} as const satisfies Record<string, Table>;
export type TableName = keyof typeof TABLES;

/** Everybody who may stand in a row of a county: its desk, its department, the desk and the utility of its city. */
const rowOf = (hasUnit: boolean): fc.Arbitrary<AboutCase> =>
  fc.constantFrom(...RIVER_COUNTIES).chain((tenantId) => {
    const cityId = CITY_OF[tenantId] ?? 0;
    const unit = fc.constantFrom(deskOf(tenantId), bodyOf(tenantId), deskOf(cityId), bodyOf(cityId));
    return fc.record({
      ...{ tenantId: fc.constant(tenantId), cityId: fc.constant(cityId), byUnitId: unit },
      unitId: hasUnit ? unit : fc.option(unit),
      alsoUnitId: fc.option(unit),
      withCity: fc.boolean(),
    });
  });

/** The cities, counties and bodies of the promise about cases, with one case of each county and a task on it of each body. */
export async function settleCases(database: Database): Promise<void> {
  await settle(database);
  await asOwner(database, async (trx) => {
    for (const tenantId of RIVER_COUNTIES) {
      const cityId = CITY_OF[tenantId] ?? 0;
      await sql`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind,
          source_code, source_group, reported_at, created_at, updated_at)
        values (${tenantId}, ${cityId}, ${caseOf(tenantId)}, ${tenantId}, ${deskOf(tenantId)}, ${tenantId}, 'reported',
          'collecting', 'event', 's', 'patrol', now(), now(), now())`.execute(trx);
      for (const byUnitId of [bodyOf(tenantId), bodyOf(cityId)]) {
        await TABLES.assignment
          .insert(taskOf(tenantId, byUnitId), {
            ...{ tenantId, cityId, byUnitId: deskOf(tenantId), unitId: byUnitId, alsoUnitId: null, withCity: false },
          })
          .execute(trx);
      }
    }
  });
}

/** For any rows of the table and any readers on shared connections, all at once: each sees, changes and adds what it may. */
export const promiseOf = (database: Database, name: TableName) => {
  const table: Table = TABLES[name];
  const row = rowOf(name !== 'case_event');
  return fc.asyncProperty(
    fc.array(row, { maxLength: 12 }),
    fc.array(probeOf(row), { minLength: 2, maxLength: 12 }),
    async (rows, probes) => {
      const placed = await place(database, name, table, rows);
      await Promise.all(
        probes.map(async (one) => {
          const { sees, changes, adds } = { ...table, ...mayOf(table, one) };
          const keysOf = (may: May): string[] => [...placed].flatMap(([key, other]) => (may(one, other) ? [key] : []));
          expect(await seen(database, name, table, one)).toEqual(sees === undefined ? 'refused' : keysOf(sees).sort());
          expect(await attempt(database, one, table.change)).toBe(
            changes === undefined ? 'refused' : keysOf(changes).length,
          );
          const inserted = await attempt(database, one, table.insert(v7(), one.added));
          expect(inserted).toBe((adds ?? nobody)(one, one.added) ? 1 : 'refused');
        }),
      );
    },
  );
};

const mayOf = ({ sees, changes, adds }: Table, { role }: Probe<AboutCase>) => ({
  ...{ sees: sees[role], changes: changes[role], adds: adds[role] },
});

/** The rows by their keys; the standing tasks are rows like any other. */
async function place(database: Database, name: TableName, table: Table, rows: readonly AboutCase[]) {
  return asOwner(database, async (trx) => {
    const standing = name === 'assignment' ? RIVER_COUNTIES.flatMap(standingTasks) : [];
    const keys = sql.join([...standing.map(([key]) => key), ''].map((key) => sql`${key}`));
    await sql`delete from ${sql.table(`biz.${name}`)} where ${sql.ref(table.key)}::text not in (${keys})`.execute(trx);
    const added = rows.map((one) => [v7(), one] as const);
    for (const [key, one] of added) await table.insert(key, one).execute(trx);
    return new Map([...standing, ...added]);
  });
}

function standingTasks(tenantId: number): (readonly [string, AboutCase])[] {
  const cityId = CITY_OF[tenantId] ?? 0;
  return [bodyOf(tenantId), bodyOf(cityId)].map((unitId) => [
    taskOf(tenantId, unitId),
    { tenantId, cityId, byUnitId: deskOf(tenantId), unitId, alsoUnitId: null, withCity: false },
  ]);
}

async function seen(database: Database, name: TableName, { key }: Table, one: Reader): Promise<string[] | 'refused'> {
  try {
    const { rows } = await acts(database, one, (trx) =>
      sql<{ key: string }>`select ${sql.ref(key)}::text as key from ${sql.table(`biz.${name}`)}`.execute(trx),
    );
    return rows.map(({ key: value }) => value).sort();
  } catch (error) {
    if (sqlStateOf(error) === '42501') return 'refused';
    throw error;
  }
}
