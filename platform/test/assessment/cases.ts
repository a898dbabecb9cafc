import { randomUUID } from 'node:crypto';
import { stateCouncilCalendar } from '../../src/calendars/state-council.ts';
import { factOf, type CaseFact } from '../../src/cases/fact.ts';
import { emptyPicture } from '../../src/cases/picture.ts';
import { STATE_OF_STAGE, stageOf } from '../../src/cases/stage.ts';
import { stepsBetween } from '../../src/cases/steps.ts';
import type { CasePicture } from '../../src/cases/fields.ts';
import type { Acting, Database, Trx } from '../../src/database/database.ts';
import { asOwner, inTenant } from '../../src/database/transaction.ts';
import { jsonb } from '../../src/database/json.ts';
import type { Deps } from '../../src/kernel/deps.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import { deskOf, makeWillowAndReed, REED, WILLOW } from '../people.ts';
import { DAY_COLUMN } from '../../src/assessment/period/window.ts';
import type { Basis } from '../../src/assessment/scheme/scheme-document.ts';

/**
 * For tests of this room: a city with two counties of six grid cells each, and the least a merge must write for a case to
 * be counted.
 */
export async function prepareRiverton(database: Database): Promise<void> {
  await makeWillowAndReed(database);
  await loadCalendar(database);
  await asOwner(database, async (trx) => {
    await trx
      .insertInto('lookup.catalogue')
      .values({ id: 'gbt47678', title: 'GB/T 47678.5-2026', in_force_from: '2026-07-01', version: 1 })
      .execute();
    await trx
      .insertInto('lookup.class')
      .values(
        [1, 2, 3].map((id) => ({
          id,
          catalogue_id: 'gbt47678',
          kind: 'event',
          category_code: '01',
          category_name: '市容环境',
          class_code: `00${id}`,
          class_name: `class ${id}`,
          provenance: 'read',
        })),
      )
      .execute();
    for (const { tenantId, cityId } of [WILLOW, REED]) {
      await trx
        .insertInto('biz.grid_cell')
        .values(
          [1, 2, 3, 4, 5, 6].map((id) => ({
            tenant_id: tenantId,
            city_id: cityId,
            id,
            code: `${id}`,
            area_class: id <= 3 ? 1 : 2,
            outline: jsonb({ type: 'Polygon', coordinates: [] }),
            from_day: '2020-01-01',
          })),
        )
        .execute();
    }
  });
}

const calendar = stateCouncilCalendar();

/** A picture with the fields that matter to counting; reported on a Monday morning unless said otherwise. */
export const picture = (fields: Partial<CasePicture>): CasePicture => ({
  ...emptyPicture(),
  sourceCode: 'patrol',
  sourceGroup: 'patrol',
  reportedAt: local('2026-10-12 08:00'),
  ...fields,
});

/** Wall clock of the city. */
export const local = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`);

/** A clock that stands where it was put. */
export function standingDeps(at: Date): Deps & { moveTo(at: Date): void } {
  let now = at;
  return { clock: { now: () => now }, ids: { next: randomUUID }, moveTo: (to) => void (now = to) };
}

/** What the merge does to one case: case, events, fact, marks on the old and the new buckets, in the county's cut. */
export async function mergeCase(
  database: Database,
  deps: Deps,
  county: Acting,
  id: string,
  old: CasePicture | null,
  next: CasePicture,
): Promise<void> {
  await inTenant(database, 'ingest', county, async (trx) => {
    const cut = await trx
      .selectFrom('biz.period_cut')
      .select('last_recorded_at')
      .where('tenant_id', '=', county.tenantId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const recordedAt = new Date(Math.max(deps.clock.now().getTime(), cut.last_recorded_at.getTime()));
    const owner = { tenant_id: county.tenantId, city_id: county.cityId };
    await trx
      .updateTable('biz.period_cut')
      .set({ last_recorded_at: recordedAt })
      .where('tenant_id', '=', county.tenantId)
      .execute();
    if (old === null) {
      await trx
        .insertInto('biz.case')
        .values({
          ...owner,
          id,
          holder_id: county.tenantId,
          holder_unit_id: deskOf(county.tenantId),
          case_no: id,
          stage: stageOf(next),
          state: STATE_OF_STAGE[stageOf(next)],
          kind: next.kind,
          source_code: next.sourceCode,
          source_group: next.sourceGroup,
          reported_at: next.reportedAt,
          created_at: recordedAt,
          updated_at: recordedAt,
        })
        .execute();
    }
    const steps = stepsBetween(old, next, recordedAt);
    if (steps.length === 0) return;
    await trx
      .insertInto('biz.case_event')
      .values(
        steps.map(({ kind, occurredAt, data }, index) => ({
          ...owner,
          id: orderedId(recordedAt, index),
          case_id: id,
          by_unit_id: deskOf(county.tenantId),
          kind,
          occurred_at: occurredAt,
          recorded_at: recordedAt,
          data: jsonb(data as Record<string, string>),
        })),
      )
      .execute();
    await writeFact(trx, county, id, factOf(next, calendar));
    await mark(trx, county, [...(old ? [factOf(old, calendar)] : []), factOf(next, calendar)]);
  });
}

let counter = 0;
/** Ids that grow, as uuid v7 do. */
function orderedId(at: Date, index: number): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  const serial = (counter++ * 64 + index).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial}`;
}

async function writeFact(trx: Trx, county: Acting, caseId: string, fact: CaseFact): Promise<void> {
  const columns = Object.fromEntries(
    Object.entries(fact).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  ) as Record<string, unknown>;
  const row = { tenant_id: county.tenantId, city_id: county.cityId, case_id: caseId, ...columns };
  await trx
    .insertInto('biz.case_fact')
    .values(row as never)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'case_id']).doUpdateSet(columns as never))
    .execute();
}

async function mark(trx: Trx, county: Acting, facts: CaseFact[]): Promise<void> {
  const days: Record<Basis, (fact: CaseFact) => string | null> = {
    reported: (fact) => fact.reportedDay,
    filed: (fact) => fact.filedDay,
    disposal_due: (fact) => fact.dueDay,
    closed: (fact) => fact.closedDay,
  };
  const marks = facts.flatMap((fact) =>
    (Object.keys(DAY_COLUMN) as Basis[]).flatMap((basis) => {
      const day = days[basis](fact);
      if (day === null) return [];
      return (
        [
          ['all', 0],
          ['class', fact.classId ?? 0],
          ['cell', fact.cellId ?? 0],
        ] as const
      ).map(([dim_kind, dim_id]) => ({
        tenant_id: county.tenantId,
        city_id: county.cityId,
        id: randomUUID(),
        basis,
        day,
        dim_kind,
        dim_id,
      }));
    }),
  );
  await trx.insertInto('biz.stat_dirty').values(marks).execute();
}
