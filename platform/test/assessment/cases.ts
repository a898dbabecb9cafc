import { stateCouncilCalendar } from '../../src/calendars/state-council.ts';
import { emptyPicture } from '../../src/cases/picture.ts';
import { append } from '../../src/cases/record/append.ts';
import { caseRow } from '../../src/cases/case-row.ts';
import { caseWrite, changeOf, firstCase } from '../../src/cases/record/case-write.ts';
import { lockMerges, moveCut, shareCut } from '../../src/cases/record/cut.ts';
import { lockCases } from '../../src/cases/record/lock-cases.ts';
import type { CasePicture } from '../../src/cases/fields.ts';
import type { Acting, Database } from '../../src/database/database.ts';
import { asOwner, inTenant } from '../../src/database/transaction.ts';
import { jsonb } from '../../src/database/json.ts';
import { makeInFlight } from '../../src/database/in-flight.ts';
import { systemDeps, type Deps } from '../../src/kernel/deps.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import { makeWillowAndReed, REED, WILLOW } from '../people.ts';

/**
 * For tests of this room: a city with two counties of six grid cells each, and the writing of a case into them.
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

/** A picture with the fields that matter to counting; reported on a Monday morning unless given otherwise. */
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
  return { ...systemDeps, clock: { now: () => now }, moveTo: (to) => void (now = to) };
}

/** Records that a case now looks like this, as a merge does. */
export async function record(
  database: Database,
  deps: Deps,
  county: Acting,
  caseId: string,
  next: CasePicture,
): Promise<void> {
  await inTenant(database, 'ingest', county, async (trx) => {
    await lockMerges(trx, county.tenantId);
    const cut = await shareCut(trx, deps, county.tenantId);
    const old = (await lockCases(trx, county.tenantId, [caseId])).get(caseId);
    const change = old === undefined ? firstCase(calendar, next) : changeOf(old, next, [], cut);
    const write = caseWrite(deps, cut, caseRow(calendar, change.projected), {
      ...{ caseId, person: null, rowNo: null },
      ...change,
    });
    const inFlight = makeInFlight();
    await append(trx, { acting: county, cut, batchId: null }, [write], inFlight);
    await inFlight.landed();
    await moveCut(trx, county.tenantId, cut);
  });
}
