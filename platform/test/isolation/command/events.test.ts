import { attacksFail, type Attack } from './attack.ts';
import {
  CASE,
  CITY_DESK,
  DESK_WITHOUT_POST,
  EVENT,
  FRESH,
  PARKS,
  PARKS_MACHINE,
  POWER,
  REED_DESK,
  REED_SECONDED,
  ROADS,
  TASK,
  WILLOW_CLERK,
  WILLOW_DESK,
  WILLOW_UPLOAD,
  WITHOUT_POST,
} from './town.ts';

/** `lead` is a body and its home. */
const event = (
  tenant: number,
  caseId: string,
  by: number,
  task: string | null,
  lead = 'null, null',
  city = 1,
  kind = 'disposed',
) =>
  `insert into biz.case_event (tenant_id, city_id, id, case_id, kind, occurred_at, recorded_at, data, by_unit_id,
     assignment_id, lead_unit_id, lead_home_id)
   values (${tenant}, ${city}, '${FRESH}', '${caseId}', '${kind}', now(), now(), '{}', ${by},
     ${task === null ? 'null' : `'${task}'`}, ${lead})`;
const checked = (name: string, condition: string) => `alter policy ${name} on biz.case_event with check (${condition})`;
const seeing = (name: string, condition: string) => `alter policy ${name} on biz.case_event using (${condition})`;
const noKey = (...names: string[]) => names.map((name) => `alter table biz.case_event drop constraint ${name}`);

const OWN = 'tenant_id = app.tenant_id()';
const CITY = 'city_id = app.city_id()';

const ATTACKS: readonly Attack[] = [
  {
    title: 'a department writes on a case of another county, naming its own task',
    by: PARKS,
    sql: event(3, CASE.reed, 21, TASK.leadOfParks),
    meets: 'a key',
    without: noKey('case_event_assignment'),
  },
  {
    title: 'a department writes on a case of its county about which it was not asked',
    by: PARKS,
    sql: event(2, CASE.waiting, 21, TASK.leadOfParks),
    meets: 'a key',
    without: noKey('case_event_assignment'),
  },
  {
    title: 'a department writes under the task of its assist',
    by: PARKS,
    sql: event(2, CASE.atParks, 21, TASK.assistOfPower),
    meets: 'a key',
    without: noKey('case_event_assignment'),
  },
  {
    title: 'a department writes without a task',
    by: PARKS,
    sql: event(2, CASE.waiting, 21, null),
    meets: 'no right',
    without: [checked('gw_unit_insert', `${CITY} and by_unit_id = app.unit_id()`)],
  },
  {
    title: 'a department writes in the name of its assist, under its task',
    by: PARKS,
    sql: event(2, CASE.atParks, 11, TASK.assistOfPower),
    meets: 'no right',
    without: [checked('gw_unit_insert', `${CITY} and assignment_id is not null`)],
  },
  {
    title: 'a county answers in the name of its city',
    by: WILLOW_DESK,
    sql: event(2, CASE.atParks, 10, null),
    meets: 'no right',
    without: [checked('gw_county_insert', OWN)],
  },
  {
    title: 'a county forges what its city decided',
    by: WILLOW_DESK,
    sql: event(2, CASE.atParks, 10, null, '21, 2', 1, 'decided'),
    meets: 'no right',
    without: [checked('gw_county_insert', OWN)],
  },
  {
    title: 'a county takes back in the name of its city what that handed over',
    by: WILLOW_DESK,
    sql: event(2, CASE.atCity, 10, null, 'null, null', 1, 'recalled'),
    meets: 'no right',
    without: [checked('gw_county_insert', OWN)],
  },
  {
    title: 'a department forges what its county decided, under its own task',
    by: PARKS,
    sql: event(2, CASE.atParks, 20, TASK.leadOfParks, '21, 2', 1, 'decided'),
    meets: 'no right',
    without: [checked('gw_unit_insert', `${CITY} and assignment_id is not null`), ...noKey('case_event_assignment')],
  },
  {
    title: 'somebody seconded to the centre of the city writes in the name of the city that he sits with',
    by: REED_SECONDED,
    sql: event(3, CASE.reed, 10, null, 'null, null', 1, 'decided'),
    meets: 'no right',
    without: [checked('gw_county_insert', OWN)],
  },
  {
    title: 'a machine of a department writes under the task of another body',
    by: PARKS_MACHINE,
    sql: event(2, CASE.atPower, 21, TASK.leadOfPower),
    meets: 'a key',
    without: noKey('case_event_assignment'),
  },
  {
    title: 'somebody without a post writes in the name of a department, under its task',
    by: WITHOUT_POST,
    sql: event(2, CASE.atParks, 21, TASK.leadOfParks, '21, 2'),
    meets: 'no body',
    without: [checked('gw_unit_insert', `${CITY} and assignment_id is not null`)],
  },
  {
    title: 'somebody without a post reads what happened to the cases of his county',
    by: WITHOUT_POST,
    sql: `select id from biz.case_event where tenant_id = 2`,
    meets: 'no body',
    without: [seeing('gw_unit_select', OWN)],
  },
  {
    title: 'somebody without a post writes in the name of the desk',
    by: DESK_WITHOUT_POST,
    sql: event(2, CASE.waiting, 20, null, 'null, null', 1, 'decided'),
    meets: 'no body',
    without: [checked('gw_county_insert', OWN)],
  },
  {
    title: 'a utility goes on writing on a case about which it has no task any more',
    by: POWER,
    sql: event(2, CASE.fedBack, 11, TASK.assistOfPower),
    meets: 'a key',
    without: noKey('case_event_assignment'),
  },
  {
    title: 'the clerk writes what a city decided',
    by: WILLOW_CLERK,
    sql: event(2, CASE.atParks, 10, null, '21, 2', 1, 'decided'),
    meets: 'no right',
    without: [checked('clerk_insert', OWN)],
  },
  {
    title: 'a county feeds back in the name of its department, under its task',
    by: WILLOW_DESK,
    sql: event(2, CASE.atParks, 21, TASK.leadOfParks),
    meets: 'no right',
    without: [checked('gw_county_insert', OWN)],
  },
  {
    title: 'a desk names the task it has just given as the one it works on',
    by: WILLOW_DESK,
    sql: event(2, CASE.atParks, 20, TASK.leadOfParks),
    meets: 'a key',
    without: noKey('case_event_assignment'),
  },
  {
    title: 'a county writes on a case of another county',
    by: WILLOW_DESK,
    sql: event(3, CASE.reed, 20, null),
    meets: 'no right',
    without: [checked('gw_county_insert', 'by_unit_id = app.unit_id()')],
  },
  {
    title: 'a city writes in the name of a desk of its county',
    by: CITY_DESK,
    sql: event(2, CASE.atParks, 20, null),
    meets: 'no right',
    without: [checked('gw_city_insert', CITY)],
  },
  {
    title: 'an upload writes in the name of a department',
    by: WILLOW_UPLOAD,
    sql: event(2, CASE.atParks, 21, null),
    meets: 'no right',
    without: [checked('ingest_insert', OWN)],
  },
  {
    title: 'the clerk of one county writes on a case of another',
    by: WILLOW_CLERK,
    sql: event(3, CASE.reed, 20, null),
    meets: 'no right',
    without: [checked('clerk_insert', 'by_unit_id = app.unit_id()')],
  },
  {
    title: 'a county writes what a department of another county then reads',
    by: REED_DESK,
    sql: event(3, CASE.reed, 30, null, '21, 2'),
    meets: 'a check',
    without: noKey('case_event_lead_home'),
  },
  {
    title: 'a county names a lead without saying whose body it is',
    by: REED_DESK,
    sql: event(3, CASE.reed, 30, null, '31, null'),
    meets: 'a check',
    without: noKey('case_event_lead_known'),
  },
  {
    title: 'a department reads what another county wrote that names it as a body of its own',
    by: PARKS,
    sql: `select id from biz.case_event where tenant_id = 3 and id = '${EVENT.misled}'`,
    meets: 'no row',
    without: [seeing('gw_unit_select', `${CITY} and lead_unit_id = app.unit_id()`)],
  },
  ...[
    { who: 'a county', by: WILLOW_DESK, policy: 'gw_county_insert' },
    { who: 'an upload', by: WILLOW_UPLOAD, policy: 'ingest_insert' },
    { who: 'the clerk of a county', by: WILLOW_CLERK, policy: 'clerk_insert' },
  ].map(({ who, by, policy }): Attack => ({
    title: `${who} writes what a body of another city then reads`,
    by,
    sql: event(2, CASE.atParks, 20, null, '41, 4', 4),
    meets: 'no right',
    without: [checked(policy, `${OWN} and by_unit_id = app.unit_id()`)],
  })),
  {
    title: 'a department reads what was written while another had a case',
    by: ROADS,
    sql: `select id from biz.case_event where tenant_id = 2 and id = '${EVENT.dispatched}'`,
    meets: 'no row',
    without: [seeing('gw_unit_select', OWN)],
  },
  {
    title: 'the lead reads a remark of the desk that is not for it',
    by: PARKS,
    sql: `select id from biz.case_event where tenant_id = 2 and id = '${EVENT.remark}'`,
    meets: 'no row',
    without: [seeing('gw_unit_select', CITY)],
  },
  {
    title: 'an assist reads what happens to the case',
    by: POWER,
    sql: `select id from biz.case_event where tenant_id = 2 and case_id = '${CASE.atParks}'`,
    meets: 'no row',
    without: [seeing('gw_unit_select', CITY)],
  },
  {
    title: 'a desk changes what was written',
    by: WILLOW_DESK,
    sql: `update biz.case_event set occurred_at = now() where tenant_id = 2 and id = '${EVENT.dispatched}'`,
    meets: 'no right',
    without: [
      'grant update on biz.case_event to gw_county',
      `create policy p on biz.case_event for update to gw_county using (${OWN})`,
    ],
  },
  {
    title: 'a city takes away what was written',
    by: CITY_DESK,
    sql: `delete from biz.case_event where tenant_id = 2 and id = '${EVENT.dispatched}'`,
    meets: 'no right',
    without: [
      'grant delete on biz.case_event to gw_city',
      `create policy p on biz.case_event for delete to gw_city using (${CITY})`,
    ],
  },
  {
    title: 'a department marks a case in the name of another',
    by: PARKS,
    sql: `insert into biz.case_dirty (tenant_id, city_id, id, case_id, by_unit_id)
      values (2, 1, '${FRESH}', '${CASE.atParks}', 22)`,
    meets: 'no right',
    without: [`alter policy gw_unit_insert on biz.case_dirty with check (${CITY})`],
  },
  {
    title: 'a department writes into the audit in the name of another',
    by: PARKS,
    sql: `insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data, by_unit_id)
      values (2, 1, '${FRESH}', now(), 'x', 'x', 'x', '{}', 22)`,
    meets: 'no right',
    without: [`alter policy gw_unit_insert on biz.audit with check (${CITY})`],
  },
];

attacksFail('events', ATTACKS);
