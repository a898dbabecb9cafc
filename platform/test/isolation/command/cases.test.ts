import { attacksFail, type Attack } from './attack.ts';
import {
  CASE,
  CITY_DESK,
  FRESH,
  PARKS,
  POWER,
  REED_DESK,
  REED_SECONDED,
  ROADS,
  WILLOW_CLERK,
  WILLOW_DESK,
  WILLOW_UPLOAD,
  WITHOUT_POST,
} from './town.ts';

const change = (tenant: number, id: string, set: string) =>
  `update biz."case" set ${set} where tenant_id = ${tenant} and id = '${id}'`;
const read = (tenant: number, id: string) => `select id from biz."case" where tenant_id = ${tenant} and id = '${id}'`;
const make = (tenant: number, holder: number, unit: number, lead = 'null', city = 1) =>
  `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, lead_unit_id, lead_home_id, case_no, stage, state, kind,
     source_code, source_group, reported_at, created_at, updated_at)
   values (${tenant}, ${city}, '${FRESH}', ${holder}, ${unit}, ${lead}, ${lead === 'null' ? 'null' : tenant}, 'new', 'reported', 'collecting', 'event', 's', 'patrol',
     now(), now(), now())`;
const policy = (name: string, using: string, checked = using) =>
  `alter policy ${name} on biz."case" using (${using}) with check (${checked})`;
const seeing = (name: string, using: string) => `alter policy ${name} on biz."case" using (${using})`;
const noKey = (...names: string[]) => names.map((name) => `alter table biz."case" drop constraint ${name}`);

/** What a dispatch to a department writes. */
const dispatch = (tenant: number, unit: number) =>
  `holder_unit_id = ${unit}, lead_unit_id = ${unit}, lead_home_id = ${tenant}, stage = 'dispatched', state = 'disposing'`;

const OWN = 'tenant_id = app.tenant_id()';
const CITY = 'city_id = app.city_id()';

const ATTACKS: readonly Attack[] = [
  {
    title: 'a worker of a department reads a case of his county that is not with him',
    by: PARKS,
    sql: read(2, CASE.waiting),
    meets: 'no row',
    without: [seeing('gw_unit_select', OWN)],
  },
  {
    title: 'a worker of the utility reads a case of a county that is not with him',
    by: POWER,
    sql: read(3, CASE.reed),
    meets: 'no row',
    without: [seeing('gw_unit_select', CITY)],
  },
  {
    title: 'an assist reads the case',
    by: POWER,
    sql: read(2, CASE.atParks),
    meets: 'no row',
    without: [seeing('gw_unit_select', CITY)],
  },
  {
    title: 'a utility reads the case of a county after that went on to somebody else',
    by: POWER,
    sql: read(2, CASE.fedBack),
    meets: 'no row',
    without: [seeing('gw_unit_select', CITY)],
  },
  {
    title: 'a county reads a case of another',
    by: REED_DESK,
    sql: read(2, CASE.waiting),
    meets: 'no row',
    without: [seeing('gw_county_select', CITY)],
  },
  {
    title: 'a department takes a case that waits at the desk',
    by: PARKS,
    sql: change(2, CASE.waiting, 'holder_unit_id = 21, lead_unit_id = 21, lead_home_id = 2'),
    meets: 'no row',
    without: [seeing('gw_unit_select', CITY), policy('gw_unit_update', CITY)],
  },
  {
    title: 'a department changes what it has fed back',
    by: PARKS,
    sql: change(2, CASE.fedBack, 'holder_unit_id = 21'),
    meets: 'no row',
    without: [policy('gw_unit_update', `${CITY} and lead_unit_id = app.unit_id()`)],
  },
  {
    title: 'a department passes its case to another, lead and all',
    by: PARKS,
    sql: change(2, CASE.atParks, 'holder_unit_id = 22, lead_unit_id = 22'),
    meets: 'no right',
    without: [
      seeing('gw_unit_select', CITY),
      policy('gw_unit_update', `${CITY} and holder_unit_id = app.unit_id()`, CITY),
    ],
  },
  {
    title: 'the new row of an update escapes because only the old one is looked at',
    by: PARKS,
    sql: change(2, CASE.atParks, 'lead_unit_id = null, lead_home_id = null'),
    meets: 'no right',
    without: [
      seeing('gw_unit_select', CITY),
      policy('gw_unit_update', `${CITY} and holder_unit_id = app.unit_id()`, CITY),
    ],
  },
  {
    title: 'a department makes a case',
    by: PARKS,
    sql: make(2, 2, 21, '21'),
    meets: 'no right',
    without: [
      'grant insert on biz."case" to gw_unit',
      `create policy p on biz."case" for insert to gw_unit with check (${CITY} and lead_unit_id = app.unit_id())`,
    ],
  },
  {
    title: 'a county dispatches its case to a department of another county',
    by: REED_DESK,
    sql: change(3, CASE.reed, `holder_unit_id = 21`),
    meets: 'a key',
    without: noKey('case_holder_body'),
  },
  {
    title: 'a county shows its case to a department of another county as its lead',
    by: REED_DESK,
    sql: change(3, CASE.reed, `lead_unit_id = 21, lead_home_id = 2`),
    meets: 'a check',
    without: noKey('case_lead_home'),
  },
  {
    title: 'a county gives its case a lead without saying whose body it is',
    by: REED_DESK,
    sql: change(3, CASE.reed, `lead_unit_id = 31`),
    meets: 'a check',
    without: noKey('case_lead_known'),
  },
  {
    title: 'a department reads the case of another county that names it as a body of its own',
    by: PARKS,
    sql: read(3, CASE.misled),
    meets: 'no row',
    without: [seeing('gw_unit_select', `${CITY} and lead_unit_id = app.unit_id()`)],
  },
  {
    title: 'an upload shows a case of its county to another city',
    by: WILLOW_UPLOAD,
    sql: make(2, 2, 20, 'null', 9),
    meets: 'no right',
    without: [
      `alter policy ingest_insert on biz."case" with check (${OWN} and holder_id = app.tenant_id())`,
      ...noKey('case_holder_body'),
    ],
  },
  {
    title: 'an upload has figures of another city counted anew',
    by: WILLOW_UPLOAD,
    sql: `insert into biz.stat_dirty (tenant_id, city_id, id, basis, day, dim_kind, dim_id)
      values (2, 9, '${FRESH}', 'filed', '2026-10-01', 'all', 0)`,
    meets: 'no right',
    without: [`alter policy ingest_insert on biz.stat_dirty with check (${OWN})`],
  },
  {
    title: 'a county passes its case to another county',
    by: WILLOW_DESK,
    sql: change(2, CASE.waiting, 'holder_id = 3'),
    meets: 'a check',
    without: noKey('case_holder'),
  },
  {
    title: 'a county extends a case that its city holds',
    by: WILLOW_DESK,
    sql: change(2, CASE.atCity, 'extension_count = 1'),
    meets: 'no row',
    without: [policy('gw_county_update', OWN)],
  },
  {
    title: 'a city changes a case that its county holds',
    by: CITY_DESK,
    sql: change(2, CASE.waiting, 'extension_count = 1'),
    meets: 'no row',
    without: [policy('gw_city_update', CITY)],
  },
  {
    title: 'a county changes a case of another',
    by: REED_DESK,
    sql: change(2, CASE.waiting, 'extension_count = 1'),
    meets: 'no row',
    without: [seeing('gw_county_select', CITY), policy('gw_county_update', CITY)],
  },
  {
    title: 'a county makes a case that its city holds',
    by: WILLOW_DESK,
    sql: make(2, 1, 10),
    meets: 'no right',
    without: [`alter policy gw_county_insert on biz."case" with check (${OWN})`],
  },
  {
    title: 'a city makes a case that its county holds',
    by: CITY_DESK,
    sql: make(2, 2, 20),
    meets: 'no right',
    without: [`alter policy gw_city_insert on biz."case" with check (${CITY})`],
  },
  {
    title: 'an upload changes a case that the city holds',
    by: WILLOW_UPLOAD,
    sql: change(2, CASE.atCity, 'extension_count = 1'),
    meets: 'no row',
    without: [policy('ingest_update', OWN)],
  },
  {
    title: 'the clerk of one county changes a case of another',
    by: WILLOW_CLERK,
    sql: change(3, CASE.reed, 'extension_count = 1'),
    meets: 'no row',
    without: [seeing('clerk_select', CITY), policy('clerk_update', CITY)],
  },
  {
    title: 'somebody seconded to the centre of the city dispatches a case of his county that the city holds',
    by: REED_SECONDED,
    sql: change(3, CASE.reedAtCity, `holder_id = 3, ${dispatch(3, 31)}`),
    meets: 'no row',
    without: [policy('gw_county_update', OWN)],
  },
  {
    title: 'somebody seconded to the centre of the city dispatches a case of another county that the city holds',
    by: REED_SECONDED,
    sql: change(2, CASE.atCity, `holder_id = 2, ${dispatch(2, 21)}`),
    meets: 'no row',
    without: [seeing('gw_county_select', CITY), policy('gw_county_update', CITY)],
  },
  {
    title: 'somebody seconded to the centre of the city dispatches a case that another county holds',
    by: REED_SECONDED,
    sql: change(2, CASE.waiting, dispatch(2, 21)),
    meets: 'no row',
    without: [seeing('gw_county_select', CITY), policy('gw_county_update', CITY)],
  },
  {
    title: 'somebody seconded to the centre of the city gives the case of the city to his own desk',
    by: REED_SECONDED,
    sql: change(3, CASE.reedAtCity, 'holder_id = 3, holder_unit_id = 30'),
    meets: 'no row',
    without: [policy('gw_county_update', OWN)],
  },
  {
    title: 'somebody without a post reads the cases of his county',
    by: WITHOUT_POST,
    sql: read(2, CASE.waiting),
    meets: 'no body',
    without: [seeing('gw_unit_select', OWN)],
  },
  {
    title: 'somebody without a post changes a case of a department',
    by: WITHOUT_POST,
    sql: change(2, CASE.atParks, 'version = version + 1'),
    meets: 'no body',
    without: [seeing('gw_unit_select', OWN), policy('gw_unit_update', OWN)],
  },
  {
    title: 'a case is shown in a stage that is not the one of its state',
    by: WILLOW_DESK,
    sql: change(2, CASE.waiting, `state = 'closed'`),
    meets: 'a check',
    without: noKey('case_stage'),
  },
  {
    title: 'a department reads who reported its case',
    by: PARKS,
    sql: 'select name from biz.case_person where tenant_id = 2',
    meets: 'no right',
    without: [
      'grant select on biz.case_person to gw_unit',
      `create policy p on biz.case_person for select to gw_unit using (${CITY})`,
    ],
  },
  {
    title: 'a department writes its own figures',
    by: PARKS,
    sql: `update biz.case_turn set exempted_at = now() where tenant_id = 2 and case_id = '${CASE.atParks}'`,
    meets: 'no right',
    without: [
      'grant update on biz.case_turn to gw_unit',
      `create policy p on biz.case_turn for update to gw_unit using (${CITY} and unit_id = app.unit_id())`,
    ],
  },
  {
    title: 'a department reads the figures of its neighbour',
    by: ROADS,
    sql: 'select step from biz.case_turn where tenant_id = 2',
    meets: 'no row',
    without: [`alter policy gw_unit_select on biz.case_turn using (${OWN})`],
  },
  {
    title: 'a department moves the cut of a county',
    by: PARKS,
    sql: 'update biz.period_cut set epoch = 9 where tenant_id = 2',
    meets: 'no right',
    without: [
      'grant update on biz.period_cut to gw_unit',
      `create policy p on biz.period_cut for update to gw_unit using (${CITY})`,
    ],
  },
];

attacksFail('cases', ATTACKS);
