import { asOwner, type ActingRole } from '../../../src/database/transaction.ts';
import { sql } from 'kysely';
import type { Acting, Database, Trx } from '../../../src/database/database.ts';
import { makeBody, makeCity } from '../../people.ts';

/** Who acts, through which pool. */
export interface Actor {
  readonly role: ActingRole;
  readonly acting: Acting;
}

const at = (role: ActingRole, tenantId: number, unitId: number | null, actor = `${role} ${unitId}`): Actor => ({
  role,
  acting: { tenantId, cityId: 1, unitId, actor },
});

/** City 1 with its desk 10 and the utility 11; county 2 with desk 20, departments 21 and 22; county 3 with 30 and 31. */
export const CITY_DESK = at('city', 1, 10);
export const POWER = at('unit', 1, 11);
export const WILLOW_DESK = at('county', 2, 20);
export const PARKS = at('unit', 2, 21);
export const ROADS = at('unit', 2, 22);
export const REED_DESK = at('county', 3, 30);
/** In the centre of the city he acts for the body that sent him. */
export const REED_SECONDED = at('county', 3, 30, 'seconded');
/** A machine acts in the pool of its body. */
export const PARKS_MACHINE = at('unit', 2, 21, 'parks-machine');
/** People of willow without a post: one through the pool of the departments, one through that of the desk. */
export const WITHOUT_POST = at('unit', 2, null, 'without a post');
export const DESK_WITHOUT_POST = at('county', 2, null, 'without a post');
export const WILLOW_UPLOAD = at('ingest', 2, 20);
export const REED_CLERK = at('clerk', 3, 30);
export const WILLOW_CLERK = at('clerk', 2, 20);

const id = (n: string): string => `00000000-0000-7000-8000-${n.padStart(12, '0')}`;

/** Cases: who holds, who leads. */
export const CASE = {
  /** Of willow, to be dispatched. */
  waiting: id('c1'),
  /** Of willow, commanded by willow, worked on by the utility. */
  atPower: id('c2'),
  /** Of reed, to be dispatched. */
  reed: id('c3'),
  /** Of willow, worked on by parks; the utility assists. */
  atParks: id('c4'),
  /** Of willow, commanded by the city, at its desk. */
  atCity: id('c5'),
  /** Of willow, fed back by parks, at the desk for its check. */
  fedBack: id('c6'),
  /** Of reed, where somebody wrote the number of willow's parks for a body of reed's own. */
  misled: id('c7'),
  /** Of reed, commanded by the city, at its desk. */
  reedAtCity: id('c8'),
} as const;

export const TASK = {
  leadOfParks: id('a4'),
  assistOfPower: id('b4'),
  leadOfPower: id('a2'),
  checkedParks: id('a6'),
} as const;

export const EVENT = { dispatched: id('e4'), remark: id('e5'), dispatchedToPower: id('e2'), misled: id('e7') } as const;
export const FRESH = id('f1');
/** A report of the utility whose place nobody knows. */
export const UNPLACED = id('f2');

const CASES = [
  [CASE.waiting, 2, 2, 20, null, 'filed', 'dispatching'],
  [CASE.atPower, 2, 2, 11, 11, 'dispatched', 'disposing'],
  [CASE.reed, 3, 3, 30, null, 'filed', 'dispatching'],
  [CASE.atParks, 2, 2, 21, 21, 'dispatched', 'disposing'],
  [CASE.atCity, 2, 1, 10, null, 'filed', 'dispatching'],
  [CASE.fedBack, 2, 2, 20, 21, 'disposed', 'check_sending'],
  [CASE.misled, 3, 3, 30, 21, 'dispatched', 'disposing'],
  [CASE.reedAtCity, 3, 1, 10, null, 'filed', 'dispatching'],
] as const;

const TASKS = [
  [TASK.leadOfParks, CASE.atParks, 'lead', 21, null, 'open'],
  [TASK.assistOfPower, CASE.atParks, 'assist', 11, 21, 'open'],
  [TASK.leadOfPower, CASE.atPower, 'lead', 11, null, 'open'],
  [TASK.checkedParks, CASE.fedBack, 'lead', 21, null, 'answered'],
] as const;

/** Eight cases and four tasks, written as the owner: what the desks did before. */
export async function settleTown(database: Database): Promise<void> {
  await makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });
  await makeBody(database, 1, 1, 11, 'utility');
  await makeBody(database, 2, 1, 21, 'department');
  await makeBody(database, 2, 1, 22, 'department');
  await makeBody(database, 3, 1, 31, 'department');
  await asOwner(database, async (trx) => {
    for (const [caseId, tenant, holder, unit, lead, stage, state] of CASES) {
      await sql`insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id,
          lead_home_id, case_no, stage, state, kind, source_code, source_group, reported_at, created_at, updated_at)
        values (${tenant}, 1, ${caseId}, ${holder}, ${unit}, ${lead}, ${homeOf(tenant, lead)},
          ${caseId}, ${stage}, ${state}, 'event', 's', 'patrol', now(), now(), now())`.execute(trx);
    }
    for (const [task, caseId, kind, unit, also, state] of TASKS) {
      await sql`insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, also_unit_id, brief,
          asked_at, state)
        values (2, 1, ${task}, ${caseId}, ${kind}, 20, ${unit}, ${also}, '{}', now(), ${state})`.execute(trx);
    }
    await addEvent(trx, EVENT.dispatched, 2, CASE.atParks, 'dispatched', 21);
    await addEvent(trx, EVENT.remark, 2, CASE.atParks, 'supervised', null);
    await addEvent(trx, EVENT.dispatchedToPower, 2, CASE.atPower, 'dispatched', 11);
    await addEvent(trx, EVENT.misled, 3, CASE.misled, 'dispatched', 21);
    await sql`insert into biz.case_person (tenant_id, city_id, case_id, role, name)
      values (2, 1, ${CASE.atParks}, 'reporter', 'somebody')`.execute(trx);
    await sql`insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, state)
      values (2, 1, ${FRESH}, 's', 22, now(), now(), 'waiting'), (1, 1, ${UNPLACED}, 's', 11, now(), now(), 'waiting')`.execute(
      trx,
    );
    await sql`insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, unit_id, from_at)
      values (2, 1, ${CASE.atParks}, 1, 'disposal', 21, now())`.execute(trx);
    await sql`insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, home_id,
        from_unit_id, unit_name, type, added_at)
      values (2, 1, ${CASE.atParks}, 'x', 21, 'before', 20, 2, 20, 'desk', 'image/jpeg', now())`.execute(trx);
    await sql`insert into biz.media (tenant_id, city_id, by_unit_id, sha256, original_sha256, byte_count, type, actor,
        received_at, used_at)
      values (2, 1, 21, 'm', 'm', 1, 'image/jpeg', 'parks', now(), now())`.execute(trx);
    await sql`insert into biz.downlink (tenant_id, city_id, cursor_no, unit_id, case_id, assignment_id, written_at)
      values (2, 1, 1, 21, ${CASE.atParks}, ${TASK.leadOfParks}, now())`.execute(trx);
    await sql`insert into biz.draft (tenant_id, city_id, actor, about, act, case_tenant_id, text, updated_at)
      values (2, 1, ${PARKS.acting.actor}, ${CASE.atParks}, 'feed_back', 2, '{}', now())`.execute(trx);
  });
}

/** The utility belongs to the city; whoever else leads is written as a body of the case's own tenant. */
const homeOf = (tenant: number, lead: number | null): number | null =>
  lead === null ? null : lead === 11 ? 1 : tenant;

async function addEvent(
  trx: Trx,
  eventId: string,
  tenant: number,
  caseId: string,
  kind: string,
  lead: number | null,
): Promise<void> {
  await sql`insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id,
      lead_unit_id, lead_home_id)
    values (${tenant}, 1, ${eventId}, ${caseId}, ${kind}, now(), now(), '{}', ${tenant * 10}, ${lead}, ${homeOf(tenant, lead)})`.execute(
    trx,
  );
}
