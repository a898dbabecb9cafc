import { sql } from 'kysely';
import type { Acting, Trx } from '../../database/database.ts';
import type { InFlight } from '../../database/in-flight.ts';
import { assignments, namesOf, unnestRows } from '../../database/unnest-rows.ts';
import { inserted, written } from '../../database/written.ts';
import { modeAt, readModes } from '../../tenants/mode-in-force.ts';
import { withBaton, type CaseWrite, type NewCase } from './case-write.ts';
import { CASE_COLUMNS, EVENT_COLUMNS, eventRows, NEW_CASE_COLUMNS, PERSON_COLUMNS } from './columns.ts';
import type { Cut } from './cut.ts';
import { withLeadHome } from './lead-home.ts';
import { takeNumbers } from './numbers.ts';
import { insertFacts, updateFacts } from './write-facts.ts';
import { insertTurns, replaceTurns, turnRows } from './write-turns.ts';

/** Who records, and as part of what. */
export interface Recording {
  /** At the body that records: new cases lie there. */
  readonly acting: Acting;
  /** As shared by this transaction. */
  readonly cut: Cut;
  /** Upload the events come from; null for an act. */
  readonly batchId: string | null;
}

/**
 * The one writer of cases: number, case, events, facts with the buckets they mark, turns, reporter, for all cases at once in a few
 * statements. Resolves when all are issued; `inFlight` knows how they end. Before it comes the share of the cut (`shareCut`),
 * then the one on the cases that are there already (`lockCases`); any other order can deadlock. The audit comes after.
 *
 * A case that is no longer at the version a change starts from fails the whole: nothing is written.
 *
 * New rows are inserted plainly: the lock on merges keeps everybody else from making the same case meanwhile, and
 * `on conflict` costs a third more.
 */
export async function append(
  trx: Trx,
  recording: Recording,
  writes: readonly CaseWrite[],
  inFlight: InFlight,
): Promise<void> {
  if (writes.length === 0) return;
  const { acting } = recording;
  const created = await numberedCases(trx, recording, writes);
  const moved = writes.filter((write) => write.expect !== null && write.events.length > 0);
  const persons = writes.filter((write) => write.person !== null);
  const issue = async (some: readonly CaseWrite[], statement: () => Promise<void>) => {
    if (some.length > 0) await inFlight.issue(statement);
  };
  await issue(created, () => insertCases(trx, recording, created));
  await issue(moved, () => updateCases(trx, recording, moved));
  await issue([...created, ...moved], () => insertEvents(trx, recording, [...created, ...moved]));
  await issue(created, () => insertFacts(trx, acting, markOf(created), created));
  await issue(moved, () => updateFacts(trx, acting, markOf(moved), moved));
  await issue(created, () => insertTurns(trx, acting, turnRows(created)));
  await issue(moved, () => replaceTurns(trx, acting, moved));
  await issue(persons, () => upsertPersons(trx, acting, persons));
}

/** An id that nothing else has: of the first event written. */
const markOf = ([first]: readonly CaseWrite[]): string => first?.events[0]?.id ?? '';

/** New cases, with the numbers they get and the mode they begin under; they lie with the tenant that sends them, at the body that records. */
async function numberedCases(
  trx: Trx,
  { acting, batchId }: Recording,
  writes: readonly CaseWrite[],
): Promise<NewCase[]> {
  const created = writes.filter((write) => write.expect === null);
  if (created.length === 0) return [];
  const days = created.map(({ fact }) => fact.reportedDay);
  const [numbers, modes] = await Promise.all([
    takeNumbers(trx, acting, batchId === null ? 'native' : 'upload', days),
    readModes(trx, acting.tenantId),
  ]);
  const { tenantId: holderId, unitId: holderUnitId = null } = acting;
  return created.map((write, index) =>
    withBaton(write, {
      ...{ caseNo: numbers[index]!, holderId, holderUnitId },
      modeFrom: modeAt(modes, write.picture.reportedAt)?.from.toISOString() ?? null,
    }),
  );
}

async function insertCases(
  trx: Trx,
  { acting, cut: { recordedAt } }: Recording,
  writes: readonly NewCase[],
): Promise<void> {
  await inserted(
    trx,
    sql`
    insert into biz."case" (tenant_id, city_id, created_at, updated_at, lead_home_id,
           ${namesOf(NEW_CASE_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int,
           ${recordedAt}::timestamptz, ${recordedAt}::timestamptz, lead_home_id, ${namesOf(NEW_CASE_COLUMNS)}
      from ${withLeadHome(acting.tenantId, unnestRows(writes, NEW_CASE_COLUMNS))}
    returning 1`,
  );
}

async function updateCases(
  trx: Trx,
  { acting, cut: { recordedAt } }: Recording,
  writes: readonly CaseWrite[],
): Promise<void> {
  await written(
    trx,
    writes.length,
    sql`
    update biz."case" as c set updated_at = ${recordedAt}::timestamptz, lead_home_id = r.lead_home_id,
           ${assignments(CASE_COLUMNS, 'r', 'id')}
      from ${withLeadHome(acting.tenantId, unnestRows(writes, CASE_COLUMNS))}
     where c.tenant_id = ${acting.tenantId} and c.id = r.id and c.version = r.version - 1
    returning 1`,
  );
}

async function insertEvents(trx: Trx, recording: Recording, writes: readonly CaseWrite[]): Promise<void> {
  const { acting, cut, batchId } = recording;
  await inserted(
    trx,
    sql`
    insert into biz.case_event (tenant_id, city_id, by_unit_id, recorded_at, batch_id, id, case_id, kind, occurred_at,
           unit_name, data, version, amends, lead_unit_id, lead_home_id, row_no, epoch)
    select ${acting.tenantId}::int, ${acting.cityId}::int, ${acting.unitId}::int, ${cut.recordedAt}::timestamptz,
           ${batchId}::uuid, id, case_id, kind, occurred_at, unit_name, coalesce(data, '{}'::jsonb), version, amends,
           lead_unit_id, lead_home_id, row_no, ${cut.epoch}::int
      from ${withLeadHome(acting.tenantId, unnestRows(eventRows(writes), EVENT_COLUMNS))}
    returning 1`,
  );
}

async function upsertPersons(trx: Trx, acting: Acting, writes: readonly CaseWrite[]): Promise<void> {
  await inserted(
    trx,
    sql`
    insert into biz.case_person (tenant_id, city_id, role, ${namesOf(PERSON_COLUMNS)})
    select ${acting.tenantId}::int, ${acting.cityId}::int, 'reporter', ${namesOf(PERSON_COLUMNS)}
      from ${unnestRows(writes, PERSON_COLUMNS)}
    on conflict (tenant_id, case_id, role) do update set name = excluded.name, phone = excluded.phone
    returning 1`,
  );
}
