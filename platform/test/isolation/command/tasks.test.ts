import { attacksFail, type Attack } from './attack.ts';
import {
  CASE,
  CITY_DESK,
  FRESH,
  PARKS,
  PARKS_MACHINE,
  POWER,
  REED_CLERK,
  REED_DESK,
  REED_SECONDED,
  ROADS,
  TASK,
  WILLOW_DESK,
  WITHOUT_POST,
} from './town.ts';

const task = (tenant: number, caseId: string, kind: string, asker: number, unit: number, more = 'null, null') =>
  `insert into biz.assignment (tenant_id, city_id, id, case_id, kind, asker_unit_id, unit_id, also_unit_id, other_id, brief,
     asked_at, state)
   values (${tenant}, 1, '${FRESH}', '${caseId}', '${kind}', ${asker}, ${unit}, ${more}, '{}', now(), 'open')`;
const change = (id: string, set: string) => `update biz.assignment set ${set} where tenant_id = 2 and id = '${id}'`;
const MAY_GIVE = [
  'grant insert on biz.assignment to gw_unit',
  `create policy p on biz.assignment for insert to gw_unit
     with check (city_id = app.city_id() and asker_unit_id = app.unit_id())`,
];
const noKey = (...names: string[]) => names.map((name) => `alter table biz.assignment drop constraint ${name}`);

const ATTACKS: readonly Attack[] = [
  {
    title: 'a utility of the city asks itself to lead a case of any county',
    by: POWER,
    sql: task(3, CASE.reed, 'lead', 11, 11),
    meets: 'no right',
    without: MAY_GIVE,
  },
  {
    title: 'a department asks itself to lead a case of another county',
    by: PARKS,
    sql: task(3, CASE.reed, 'lead', 21, 21),
    meets: 'no right',
    without: [...MAY_GIVE, ...noKey('assignment_body', 'assignment_asker')],
  },
  {
    title: 'a department asks itself to lead a case of its own county',
    by: PARKS,
    sql: task(2, CASE.waiting, 'lead', 21, 21),
    meets: 'no right',
    without: MAY_GIVE,
  },
  {
    title: 'a department turns its task into one about another case',
    by: PARKS,
    sql: change(TASK.leadOfParks, `case_id = '${CASE.waiting}'`),
    meets: 'no right',
    without: ['grant update (case_id) on biz.assignment to gw_unit'],
  },
  {
    title: 'a utility turns its task into one about a case of another county',
    by: POWER,
    sql: change(TASK.assistOfPower, `tenant_id = 3, also_unit_id = null, case_id = '${CASE.reed}'`),
    meets: 'no right',
    without: [
      'grant update (tenant_id, also_unit_id, case_id) on biz.assignment to gw_unit',
      ...noKey('assignment_asker'),
    ],
  },
  {
    title: 'a department takes the persons off its task who may not answer it',
    by: PARKS,
    sql: change(TASK.leadOfParks, `barred = '{}'`),
    meets: 'no right',
    without: ['grant update (barred) on biz.assignment to gw_unit'],
  },
  {
    title: 'a department gives itself more time',
    by: PARKS,
    sql: change(TASK.leadOfParks, 'due_at = now()'),
    meets: 'no right',
    without: ['grant update (due_at) on biz.assignment to gw_unit'],
  },
  {
    title: 'the lead answers in the place of its assist, whose task it reads',
    by: PARKS,
    sql: change(TASK.assistOfPower, `state = 'answered'`),
    meets: 'no row',
    without: [
      'alter policy gw_unit_update on biz.assignment using (app.unit_id() in (unit_id, also_unit_id)) with check (true)',
    ],
  },
  {
    title: 'a department answers the task of its neighbour',
    by: ROADS,
    sql: change(TASK.leadOfParks, `state = 'answered'`),
    meets: 'no row',
    without: [
      'alter policy gw_unit_select on biz.assignment using (tenant_id = app.tenant_id())',
      'alter policy gw_unit_update on biz.assignment using (tenant_id = app.tenant_id()) with check (true)',
    ],
  },
  {
    title: 'a department orders something of the clerk',
    by: PARKS,
    sql: task(2, CASE.atParks, 'notice', 21, 20),
    meets: 'no right',
    without: MAY_GIVE,
  },
  {
    title: 'a county orders something of the clerk in the name of its city',
    by: WILLOW_DESK,
    sql: task(2, CASE.atParks, 'notice', 10, 20, 'null, 1'),
    meets: 'no right',
    without: ['alter policy gw_county_insert on biz.assignment with check (tenant_id = app.tenant_id())'],
  },
  {
    title: 'a county orders something of the clerk of another county',
    by: REED_SECONDED,
    sql: task(2, CASE.atParks, 'notice', 30, 20),
    meets: 'no right',
    without: [
      'alter policy gw_county_insert on biz.assignment with check (asker_unit_id = app.unit_id())',
      ...noKey('assignment_asker'),
    ],
  },
  {
    title: 'somebody seconded to the centre of the city gives a task in the name of the city that he sits with',
    by: REED_SECONDED,
    sql: task(3, CASE.reedAtCity, 'lead', 10, 31, 'null, 1'),
    meets: 'no right',
    without: ['alter policy gw_county_insert on biz.assignment with check (tenant_id = app.tenant_id())'],
  },
  {
    title: 'a machine of a department reads the task of a body of its city',
    by: PARKS_MACHINE,
    sql: `select id from biz.assignment where tenant_id = 2 and id = '${TASK.leadOfPower}'`,
    meets: 'no row',
    without: ['alter policy gw_unit_select on biz.assignment using (city_id = app.city_id())'],
  },
  {
    title: 'a machine of a department acknowledges the task of another',
    by: { ...PARKS_MACHINE, acting: { ...PARKS_MACHINE.acting, unitId: 22 } },
    sql: change(TASK.leadOfParks, `state = 'accepted'`),
    meets: 'no row',
    without: [
      'alter policy gw_unit_select on biz.assignment using (tenant_id = app.tenant_id())',
      'alter policy gw_unit_update on biz.assignment using (tenant_id = app.tenant_id()) with check (true)',
    ],
  },
  {
    title: 'somebody without a post reads the tasks of the departments of his county',
    by: WITHOUT_POST,
    sql: 'select id from biz.assignment where tenant_id = 2',
    meets: 'no body',
    without: ['alter policy gw_unit_select on biz.assignment using (tenant_id = app.tenant_id())'],
  },
  {
    title: 'somebody without a post answers the task of a department',
    by: WITHOUT_POST,
    sql: change(TASK.leadOfParks, `state = 'answered'`),
    meets: 'no body',
    without: [
      'alter policy gw_unit_select on biz.assignment using (tenant_id = app.tenant_id())',
      'alter policy gw_unit_update on biz.assignment using (tenant_id = app.tenant_id()) with check (true)',
    ],
  },
  {
    title: 'the clerk of a county settles a task of another',
    by: REED_CLERK,
    sql: change(TASK.leadOfParks, `state = 'withdrawn'`),
    meets: 'no row',
    without: [
      'alter policy clerk_select on biz.assignment using (city_id = app.city_id())',
      'alter policy clerk_update on biz.assignment using (city_id = app.city_id()) with check (true)',
    ],
  },
  {
    title: 'a department reads the tasks of its neighbour',
    by: ROADS,
    sql: 'select id from biz.assignment where tenant_id = 2',
    meets: 'no row',
    without: ['alter policy gw_unit_select on biz.assignment using (tenant_id = app.tenant_id())'],
  },
  {
    title: 'an assist reads the task of its lead',
    by: POWER,
    sql: `select id from biz.assignment where tenant_id = 2 and id = '${TASK.leadOfParks}'`,
    meets: 'no row',
    without: ['alter policy gw_unit_select on biz.assignment using (city_id = app.city_id())'],
  },
  {
    title: 'a county gives a task to a department of another county',
    by: REED_DESK,
    sql: task(3, CASE.reed, 'lead', 30, 21),
    meets: 'a key',
    without: noKey('assignment_body'),
  },
  {
    title: 'a county shows an assist to a department of another county',
    by: REED_DESK,
    sql: task(3, CASE.reed, 'assist', 30, 11, '21, null'),
    meets: 'a key',
    without: noKey('assignment_also_body'),
  },
  {
    title: 'somebody who does not assist is shown a task',
    by: WILLOW_DESK,
    sql: task(2, CASE.waiting, 'lead', 20, 21, '22, null'),
    meets: 'a check',
    without: noKey('assignment_also'),
  },
  {
    title: 'a department lets a department of another county decide about its request',
    by: PARKS,
    sql: change(TASK.leadOfParks, `asks = '{}', asks_unit_id = 31`),
    meets: 'a key',
    without: noKey('assignment_asks_body'),
  },
  {
    title: 'a county gives a task in the name of its city',
    by: WILLOW_DESK,
    sql: task(2, CASE.waiting, 'check', 10, 21),
    meets: 'no right',
    without: ['alter policy gw_county_insert on biz.assignment with check (tenant_id = app.tenant_id())'],
  },
  {
    title: 'a county gives a task about a case of another county',
    by: WILLOW_DESK,
    sql: task(3, CASE.reed, 'verify', 20, 11),
    meets: 'no right',
    without: [
      'alter policy gw_county_insert on biz.assignment with check (asker_unit_id = app.unit_id())',
      ...noKey('assignment_asker'),
    ],
  },
  {
    title: 'a county changes a task of another county',
    by: REED_DESK,
    sql: change(TASK.leadOfParks, `state = 'withdrawn'`),
    meets: 'no row',
    without: [
      'alter policy gw_county_select on biz.assignment using (city_id = app.city_id())',
      'alter policy gw_county_update on biz.assignment using (city_id = app.city_id()) with check (city_id = app.city_id())',
    ],
  },
  {
    title: 'the city gives a task in which it takes no part',
    by: CITY_DESK,
    sql: task(2, CASE.waiting, 'verify', 10, 21),
    meets: 'no right',
    without: ['alter policy gw_city_insert on biz.assignment with check (city_id = app.city_id())'],
  },
  {
    title: 'the city withdraws a task in which it takes no part',
    by: CITY_DESK,
    sql: change(TASK.leadOfParks, `state = 'withdrawn'`),
    meets: 'no row',
    without: ['alter policy gw_city_update on biz.assignment using (city_id = app.city_id()) with check (true)'],
  },
  {
    title: 'a county takes part in a task as if it were the city',
    by: WILLOW_DESK,
    sql: task(2, CASE.waiting, 'verify', 20, 21, 'null, 3'),
    meets: 'a check',
    without: noKey('assignment_other'),
  },
];

attacksFail('tasks', ATTACKS);
