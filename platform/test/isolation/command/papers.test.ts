import { attacksFail, type Attack } from './attack.ts';
import {
  CASE,
  CITY_DESK,
  DESK_WITHOUT_POST,
  FRESH,
  PARKS,
  PARKS_MACHINE,
  POWER,
  REED_DESK,
  ROADS,
  TASK,
  WILLOW_DESK,
  WITHOUT_POST,
} from './town.ts';

const photo = (tenant: number, caseId: string, by: number, task: string | null) =>
  `insert into biz.case_media (tenant_id, city_id, case_id, sha256, unit_id, usage, by_unit_id, home_id, from_unit_id, unit_name, type,
     assignment_id, added_at)
   values (${tenant}, 1, '${caseId}', 'y', 11, 'after', ${by}, ${tenant}, ${by}, 'u', 'image/jpeg',
     ${task === null ? 'null' : `'${task}'`}, now())`;
const bring = (tenant: number, by: number) =>
  `insert into biz.report (tenant_id, city_id, id, source_code, by_unit_id, reported_at, recorded_at, state)
   values (${tenant}, 1, '00000000-0000-7000-8000-0000000000f9', 's', ${by}, now(), now(), 'waiting')`;
const bringPhoto = (tenant: number, by: number) =>
  `insert into biz.media (tenant_id, city_id, by_unit_id, sha256, original_sha256, byte_count, type, actor, received_at)
   values (${tenant}, 1, ${by}, 'n', 'n', 1, 'image/jpeg', 'x', now())`;
const order = `insert into biz.downlink (tenant_id, city_id, cursor_no, unit_id, case_id, written_at)
  values (2, 1, 2, 21, '${CASE.atParks}', now())`;

const OWN = 'tenant_id = app.tenant_id()';
const CITY = 'city_id = app.city_id()';

const ATTACKS: readonly Attack[] = [
  {
    title: 'a department reads a report of another',
    by: PARKS,
    sql: 'select id from biz.report where tenant_id = 2',
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.report using (${OWN})`],
  },
  {
    title: 'a department reports in the name of another',
    by: PARKS,
    sql: bring(2, 22),
    meets: 'no right',
    without: [`alter policy gw_unit_insert on biz.report with check (${CITY})`],
  },
  {
    title: 'a department reports into a county that it does not serve',
    by: PARKS,
    sql: bring(3, 21),
    meets: 'a key',
    without: ['alter table biz.report drop constraint report_body'],
  },
  {
    title: 'a department registers its own report as a case',
    by: ROADS,
    sql: `update biz.report set state = 'registered', case_id = '${CASE.waiting}' where tenant_id = 2 and id = '${FRESH}'`,
    meets: 'no right',
    without: [
      'grant update on biz.report to gw_unit',
      `create policy p on biz.report for update to gw_unit using (${CITY} and by_unit_id = app.unit_id())`,
    ],
  },
  {
    title: 'a utility of the city settles a report of its own into a case of a county',
    by: POWER,
    sql: `update biz.report set state = 'linked', county_id = 2, county_case_id = '${CASE.waiting}' where tenant_id = 1`,
    meets: 'no right',
    without: [
      'grant update on biz.report to gw_unit',
      `create policy p on biz.report for update to gw_unit using (${CITY})`,
    ],
  },
  {
    title: 'a county takes a report that lies under the city',
    by: WILLOW_DESK,
    sql: `update biz.report set state = 'linked', county_id = 2, county_case_id = '${CASE.waiting}' where tenant_id = 1`,
    meets: 'no row',
    without: [
      `alter policy gw_county_select on biz.report using (${CITY})`,
      `alter policy gw_county_update on biz.report using (${CITY}) with check (${CITY})`,
    ],
  },
  {
    title: 'a county takes a report of another county for a case of its own',
    by: REED_DESK,
    sql: `update biz.report set state = 'registered', county_id = 3, county_case_id = '${CASE.reed}' where id = '${FRESH}'`,
    meets: 'no row',
    without: [
      `alter policy gw_county_select on biz.report using (${CITY})`,
      `alter policy gw_county_update on biz.report using (${CITY}) with check (${CITY})`,
      'alter table biz.report drop constraint report_county',
    ],
  },
  {
    title: 'the city makes a case of one county out of a report of another',
    by: CITY_DESK,
    sql: `update biz.report set state = 'registered', county_id = 3, county_case_id = '${CASE.reed}' where id = '${FRESH}'`,
    meets: 'a check',
    without: ['alter table biz.report drop constraint report_county'],
  },
  {
    title: 'a machine of a department reads the report of another',
    by: PARKS_MACHINE,
    sql: `select id from biz.report where tenant_id = 2 and id = '${FRESH}'`,
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.report using (${CITY})`],
  },
  {
    title: 'a machine of a department refuses the report of another',
    by: PARKS_MACHINE,
    sql: `update biz.report set state = 'refused', reason = 'ours' where tenant_id = 2 and id = '${FRESH}'`,
    meets: 'no right',
    without: [
      'grant update on biz.report to gw_unit',
      `alter policy gw_unit_select on biz.report using (${CITY})`,
      `create policy p on biz.report for update to gw_unit using (${CITY})`,
    ],
  },
  {
    title: 'a machine of a department reports in the name of another',
    by: PARKS_MACHINE,
    sql: bring(2, 22),
    meets: 'no right',
    without: [`alter policy gw_unit_insert on biz.report with check (${CITY})`],
  },
  {
    title: 'a machine reads what a person of its department has typed',
    by: PARKS_MACHINE,
    sql: 'select text from biz.draft where tenant_id = 2',
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.draft using (${OWN})`],
  },
  {
    title: 'somebody without a post reads the reports of his county',
    by: WITHOUT_POST,
    sql: 'select id from biz.report where tenant_id = 2',
    meets: 'no body',
    without: [`alter policy gw_unit_select on biz.report using (${OWN})`],
  },
  {
    title: 'somebody without a post reports in the name of a department',
    by: WITHOUT_POST,
    sql: bring(2, 21),
    meets: 'no body',
    without: [`alter policy gw_unit_insert on biz.report with check (${CITY})`],
  },
  {
    title: 'somebody without a post looks at the photographs of his county',
    by: WITHOUT_POST,
    sql: `select sha256 from biz.case_media where tenant_id = 2`,
    meets: 'no body',
    without: [`alter policy gw_unit_select on biz.case_media using (${OWN})`],
  },
  {
    title: 'somebody without a post uploads in the name of the desk',
    by: DESK_WITHOUT_POST,
    sql: bringPhoto(2, 20),
    meets: 'no body',
    without: [`alter policy gw_county_insert on biz.media with check (${OWN})`],
  },
  {
    title: 'a report is refused without a reason',
    by: WILLOW_DESK,
    sql: `update biz.report set state = 'refused' where tenant_id = 2 and id = '${FRESH}'`,
    meets: 'a check',
    without: ['alter table biz.report drop constraint report_reason'],
  },
  {
    title: 'an assist sees a photograph that was not laid out for it',
    by: POWER,
    sql: `select sha256 from biz.case_media where tenant_id = 2 and case_id = '${CASE.atParks}'`,
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.case_media using (${CITY})`],
  },
  {
    title: 'a department adds a photograph to a case about which it was not asked',
    by: PARKS,
    sql: photo(2, CASE.waiting, 21, TASK.leadOfParks),
    meets: 'a key',
    without: ['alter table biz.case_media drop constraint case_media_assignment'],
  },
  {
    title: 'a department adds a photograph without a task',
    by: PARKS,
    sql: photo(2, CASE.atParks, 21, null),
    meets: 'no right',
    without: [`alter policy gw_unit_insert on biz.case_media with check (${CITY} and by_unit_id = app.unit_id())`],
  },
  {
    title: 'a county lays a photograph out for a department of another county',
    by: REED_DESK,
    sql: photo(3, CASE.reed, 30, null).replace("'y', 11", "'y', 21"),
    meets: 'a key',
    without: ['alter table biz.case_media drop constraint case_media_body'],
  },
  {
    title: 'a department reads what another has uploaded',
    by: ROADS,
    sql: 'select sha256 from biz.media where tenant_id = 2',
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.media using (${OWN})`],
  },
  {
    title: 'the desk reads what a department has uploaded and shown on no case',
    by: WILLOW_DESK,
    sql: 'select sha256 from biz.media where tenant_id = 2',
    meets: 'no row',
    without: [`alter policy gw_county_select on biz.media using (${OWN})`],
  },
  {
    title: 'a department uploads in the name of another',
    by: ROADS,
    sql: bringPhoto(2, 21),
    meets: 'no right',
    without: [`alter policy gw_unit_insert on biz.media with check (${OWN})`],
  },
  {
    title: 'a department takes the bytes of another file for its own upload',
    by: PARKS,
    sql: `update biz.media set sha256 = 'x' where tenant_id = 2 and by_unit_id = 21`,
    meets: 'no right',
    without: ['grant update on biz.media to gw_unit'],
  },
  {
    title: 'a county orders in the place of its clerk',
    by: WILLOW_DESK,
    sql: order,
    meets: 'no right',
    without: [
      'grant insert on biz.downlink to gw_county',
      `create policy p on biz.downlink for insert to gw_county with check (${OWN})`,
    ],
  },
  {
    title: 'a department reads the orders to its neighbour',
    by: ROADS,
    sql: 'select cursor_no from biz.downlink where tenant_id = 2',
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.downlink using (${OWN})`],
  },
  {
    title: 'a department reads who may work the cases of another county',
    by: PARKS,
    sql: 'select unit_id from biz.body where tenant_id = 3',
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.body using (${CITY})`],
  },
  {
    title: 'a county takes the bodies of another for its own',
    by: WILLOW_DESK,
    sql: `insert into biz.body (tenant_id, city_id, unit_id, home_id, code, kind, name, from_day)
      values (2, 1, 31, 2, 'ours', 'department', 'ours', '2026-01-01')`,
    meets: 'no right',
    without: [
      'grant insert on biz.body to gw_county',
      `create policy p on biz.body for insert to gw_county with check (${OWN})`,
    ],
  },
];

attacksFail('reports, photographs, orders, bodies', ATTACKS);
