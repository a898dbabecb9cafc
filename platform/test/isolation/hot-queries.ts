import { sql, type RawBuilder } from 'kysely';
import { checkScheme } from '../../src/assessment/scheme/check-scheme.ts';
import { readFacts } from '../../src/assessment/counting/count-facts.ts';
import { readMapCells } from '../../src/assessment/counting/map-cells.ts';
import { shippedSchemes } from '../../src/assessment/scheme/shipped-schemes.ts';
import { findCases } from '../../src/cases/read/find-cases.ts';
import { likelyDuplicates } from '../../src/cases/read/likely-duplicates.ts';
import { locate } from '../../src/cases/read/locate.ts';
import { readMapPoints } from '../../src/cases/read/map-points.ts';
import { suggestUnit } from '../../src/cases/read/suggest-unit.ts';
import { openOfCaller } from '../../src/cases/reporter/open-of-caller.ts';
import { heldCases } from '../../src/cases/read/held-cases.ts';
import { ownReports } from '../../src/cases/reports/own-reports.ts';
import { waitingReports } from '../../src/cases/reports/waiting-reports.ts';
import { staleCases } from '../../src/cases/record/refresh-cases.ts';
import { readFallenDue } from '../../src/cases/sweep-due.ts';
import type { Acting, Trx } from '../../src/database/database.ts';
import type { ActingRole } from '../../src/database/transaction.ts';
import { urgentCases } from '../../src/desks/urgent-cases.ts';
import { findingsByCode } from '../../src/intake/report/findings-report.ts';
import { readKnown, readNumbered } from '../../src/intake/merge/merge-chunk.queries.ts';
import { acceptorOf, personOf } from '../desk-people.ts';
import { BATCH, CASE, CITY, COUNTY, DEPARTMENT, LARGEST, NUMBER, PERIOD, UTILITY } from './filled.ts';

/** A question asked all day long, and the indexes that may answer it. */
export interface HotQuery {
  readonly name: string;
  readonly role: ActingRole;
  readonly acting: Acting;
  /** Sends the product's own statements where they live in this workspace; pages ask as the GraphQL schema does. */
  readonly ask: (trx: Trx) => Promise<unknown>;
  readonly indexes: readonly string[];
  /** Indexes that may narrow it further, and would not do alone. */
  readonly beside?: readonly string[];
}

const t = COUNTY.tenantId;
const c = CITY.cityId;

function scheme() {
  const checked = checkScheme(shippedSchemes().find((each) => (each as { id: string }).id === 'liangji-region-1'));
  if (!checked.ok) throw new Error('the shipped scheme is refused');
  return checked.scheme;
}

const county = { role: 'county', acting: COUNTY } as const;
const city = { role: 'city', acting: CITY } as const;
const department = { role: 'unit', acting: DEPARTMENT } as const;
const OF_LARGEST = { ...LARGEST, unitId: 23 };
const utility = { role: 'unit', acting: UTILITY } as const;
const NOW = new Date('2026-10-20T04:00:00Z');
const CALL = { phone: '0825-2222333' };
const DIGEST = { phoneDigest: () => Promise.resolve('digest 3000') };
const OPEN = sql`state in ('open', 'accepted')`;
const OCTOBER = { fromDay: '2026-10-10', toDay: '2026-10-12', dueToDay: '2026-10-12' };

/** As the list of cases asks by words, for cases of which a reach holds. */
const withWords = (reach: RawBuilder<unknown>) => {
  const words = sql`array(select distinct (ascii(substr(term, at, 1)) << 16) | ascii(substr(term, at + 1, 1))
    from unnest(${['文字']}::text[]) as term, generate_series(1, length(term) - 1) as at)`;
  return sql`select * from (select * from api."case" where ${reach}) r where id = any(array(
    select found.case_id
      from (select tenant_id, block * 2048 + member as number from (select * from biz.text_word where ${reach}) word
              cross join unnest(members) as member where word.word = any(${words})
             group by 1, 2 having count(*) = cardinality(${words})) hit
      join (select * from biz.case_text where ${reach}) found on found.tenant_id = hit.tenant_id and found.number = hit.number
     where strpos(found.text, '文字') > 0))
    order by reported_at desc, id desc limit 50`;
};

export const HOT_QUERIES: readonly HotQuery[] = [
  {
    name: 'county page',
    ...county,
    ask: (trx) =>
      sql`select * from api."case" where tenant_id = ${t} order by reported_at desc, id desc limit 50`.execute(trx),
    indexes: ['case_recent'],
  },
  {
    name: 'county count',
    ...county,
    ask: (trx) =>
      sql`select count(*) from api."case"
        where tenant_id = ${t} and reported_at >= '2026-10-10' and reported_at < '2026-10-12'`.execute(trx),
    indexes: ['case_recent'],
  },
  {
    name: 'case by id',
    ...county,
    ask: (trx) => sql`select * from api."case" where tenant_id = ${t} and id = ${CASE}`.execute(trx),
    indexes: ['case_pkey'],
  },
  {
    name: 'case by number',
    ...county,
    ask: (trx) =>
      sql`select * from api."case" where tenant_id = ${t} and id = any(array(
        select case_id from api.case_source where tenant_id = ${t} and external_id = ${`X${NUMBER}`}
        union all
        select id from api."case" where tenant_id = ${t} and case_no = ${`X${NUMBER}`}))
        order by reported_at desc, id desc limit 10`.execute(trx),
    indexes: ['case_source_pkey', 'case_no', 'case_pkey'],
  },
  ...(
    [
      ['a county', county, sql`r.tenant_id = ${t}`, ['case_due', 'case_undisposed']],
      ['a city', city, sql`r.city_id = ${c}`, ['case_city_due', 'case_city_undisposed']],
    ] as const
  ).flatMap(([whose, asker, reach, [due, undisposed]]): HotQuery[] => [
    {
      name: `cases of ${whose} by deadline`,
      ...asker,
      ask: (trx) => sql`select * from api."case" r where ${reach} order by due_or_never, id limit 50`.execute(trx),
      indexes: [due],
    },
    {
      name: `cases of ${whose} overdue for the longest`,
      ...asker,
      ask: (trx) =>
        sql`select * from api."case" r where ${reach} and disposed_at is null and closed_at is null
          and due_or_never < ${NOW} order by due_or_never, id limit 50`.execute(trx),
      indexes: [undisposed],
    },
  ]),
  {
    name: 'cases of a county by words',
    ...county,
    ask: (trx) => withWords(sql`tenant_id = ${t}`).execute(trx),
    indexes: ['text_word_pkey', 'case_text_number', 'case_pkey'],
  },
  {
    name: 'cases of a city by words',
    ...city,
    ask: (trx) =>
      withWords(
        sql`city_id = ${c} and tenant_id = any(array(select tenant_id from api.tenant where city_id = ${c}))`,
      ).execute(trx),
    indexes: ['text_word_pkey', 'case_text_number', 'case_pkey'],
  },
  {
    name: 'case events',
    ...county,
    ask: (trx) =>
      sql`select * from api.case_event where tenant_id = ${t} and case_id = ${CASE} order by tenant_id, id limit 500`.execute(
        trx,
      ),
    indexes: ['case_event_case'],
    beside: ['case_pkey'], // whether an event is late depends on its case
  },
  {
    name: 'names of a case',
    ...county,
    ask: (trx) =>
      sql`select * from api.case_source where tenant_id = ${t} and case_id = ${CASE}
        order by tenant_id, source_id, external_id limit 20`.execute(trx),
    indexes: ['case_source_case'],
  },
  {
    name: 'uploads of a county',
    ...county,
    ask: (trx) =>
      sql`select * from api.batch where tenant_id = ${t} order by received_at desc, id desc limit 10`.execute(trx),
    indexes: ['batch_recent'],
  },
  {
    name: 'findings of a batch',
    ...county,
    ask: (trx) =>
      sql`select * from api.finding where tenant_id = ${t} and batch_id = ${BATCH} order by row_no, seq limit 50`.execute(
        trx,
      ),
    indexes: ['finding_pkey', 'finding_code'],
  },
  {
    name: 'findings of a batch by code',
    ...county,
    ask: (trx) => findingsByCode(trx, t, BATCH),
    indexes: ['finding_code', 'finding_pkey', 'batch_pkey'],
  },
  {
    name: 'days of a county',
    ...county,
    ask: (trx) =>
      sql`select * from api.stat_bucket where tenant_id = ${t} and basis = 'filed' and day >= '2026-10-01'
        and day < '2026-11-01' and dim_kind = 'all' and dim_id = 0 order by day, tenant_id`.execute(trx),
    indexes: ['stat_bucket_pkey'],
  },
  {
    name: 'tile',
    ...county,
    ask: (trx) =>
      readMapPoints(
        trx,
        { column: 'tenant_id', id: t },
        {
          from: new Date('2026-10-01'),
          before: new Date('2026-11-01'),
          box: [105.5, 30.5, 105.51, 30.51],
        },
      ),
    indexes: ['case_tile'],
  },
  {
    name: 'city page',
    ...city,
    ask: (trx) =>
      sql`select * from api."case" where city_id = ${c} order by reported_at desc, id desc limit 50`.execute(trx),
    indexes: ['case_city_recent'],
  },
  {
    name: 'city ranking',
    ...city,
    ask: (trx) =>
      sql`select * from api.result where city_id = ${c} and period_id = ${PERIOD} order by rank, tenant_id`.execute(
        trx,
      ),
    indexes: ['result_city'],
  },
  {
    name: 'uploads of a city',
    ...city,
    ask: (trx) =>
      sql`select * from api.batch where city_id = ${c} order by received_at desc, id desc limit 50`.execute(trx),
    indexes: ['batch_city_recent'],
  },
  {
    name: 'days of a city',
    ...city,
    ask: (trx) =>
      sql`select * from api.stat_bucket where city_id = ${c} and basis = 'filed' and day >= '2026-10-01'
        and day < '2026-11-01' and dim_kind = 'all' and dim_id = 0 order by day, tenant_id`.execute(trx),
    indexes: ['stat_bucket_city'],
  },
  {
    name: 'cells of a city on the map',
    ...city,
    ask: (trx) => readMapCells(trx, { column: 'city_id', id: c }, OCTOBER),
    indexes: ['stat_bucket_city', 'grid_cell_city'],
  },
  {
    name: 'known hashes of a chunk',
    role: 'ingest',
    acting: COUNTY,
    ask: (trx) =>
      readKnown(
        trx,
        { acting: { ...COUNTY, tenantId: t }, sourceId: 1, mappingVersion: 1 },
        Array.from({ length: 2000 }, (_, n) => `X${n * 20}`),
      ),
    indexes: ['case_source_pkey'],
  },
  {
    name: 'cases of the numbers that a chunk names',
    role: 'ingest',
    acting: COUNTY,
    ask: (trx) =>
      readNumbered(
        trx,
        t,
        Array.from({ length: 2000 }, (_, n) => `510903-20261012-U${String(n).padStart(5, '0')}`),
      ),
    indexes: ['case_no'],
  },
  {
    name: 'facts of a window',
    role: 'rollup',
    acting: COUNTY,
    ask: (trx) => readFacts(trx, t, scheme(), OCTOBER),
    indexes: ['case_fact_reported', 'case_fact_filed', 'case_fact_due', 'case_fact_closed', 'case_fact_open'],
  },
  {
    name: 'likely duplicates of a new case',
    ...county,
    ask: (trx) => likelyDuplicates(trx, { tenantId: t, classId: 1, longitude: 105.5, latitude: 30.5 }, NOW),
    indexes: ['case_tile', 'case_recent'],
  },
  {
    name: 'open cases of a caller',
    ...county,
    ask: (trx) => openOfCaller(trx, DIGEST, acceptorOf(COUNTY), CALL),
    indexes: ['case_person_caller', 'case_pkey'],
  },
  {
    name: 'open cases of a caller of the city',
    ...city,
    ask: (trx) => openOfCaller(trx, DIGEST, acceptorOf(CITY), CALL),
    indexes: ['case_person_city_caller', 'case_pkey'],
  },
  {
    name: 'who worked a class lately',
    ...county,
    ask: (trx) =>
      suggestUnit(trx, { tenantId: t }, { tenantId: t, classId: 1, streetId: null, communityId: null }, NOW),
    indexes: ['case_recent', 'case_tile'],
    beside: ['body_pkey'],
  },
  {
    name: 'addresses of earlier cases',
    ...city,
    ask: (trx) => locate(trx, acceptorOf(CITY), { tenantId: null, text: '南街' }, NOW),
    indexes: ['case_city_recent'],
  },
  {
    name: 'cases with a word in them',
    role: 'county',
    acting: LARGEST,
    ask: (trx) => findCases(trx, acceptorOf(LARGEST), { words: '南街' }),
    indexes: ['case_recent', 'case_at_desks', 'case_no'],
    // A county of two windows may be read whole; the city below is larger.
    beside: ['case_tile'],
  },
  {
    name: 'cases of a city with a word in them',
    ...city,
    ask: (trx) => findCases(trx, acceptorOf(CITY), { words: '南街' }),
    indexes: ['case_city_recent', 'case_supervised', 'case_no'],
  },
  {
    name: 'cases of a department with a word in them',
    role: 'unit',
    acting: OF_LARGEST,
    ask: (trx) => findCases(trx, personOf(OF_LARGEST, 'department', 'department'), { words: '南街' }),
    indexes: ['case_lead', 'case_no'],
    // In a table this small a second index of the tenant costs nothing.
    beside: ['case_tile'],
  },
  {
    name: 'urgent cases that a department has not taken',
    ...department,
    ask: (trx) => urgentCases(trx, personOf(DEPARTMENT, 'department', 'department'), [{}]),
    indexes: ['case_urgent', 'assignment_case'],
  },
  {
    name: 'urgent cases that a utility has not taken, in all counties of its city',
    ...utility,
    ask: (trx) => urgentCases(trx, personOf(UTILITY, 'utility', 'department'), [{}]),
    indexes: ['case_urgent', 'assignment_case'],
  },
  {
    name: 'cases that lie at a desk, for a machine',
    ...county,
    ask: (trx) =>
      heldCases(trx, acceptorOf(COUNTY), { limit: 50, after: { stepDueAt: '2026-10-20T00:00:00Z', caseId: CASE } }),
    indexes: ['case_queue', 'case_queue_state'],
    // In a table this small a second index of the tenant costs nothing.
    beside: ['case_tile'],
  },
  {
    name: 'cases that lie at the desk of a city, for a machine',
    ...city,
    ask: (trx) => heldCases(trx, acceptorOf(CITY), { limit: 50 }),
    indexes: ['case_queue', 'case_queue_state'],
  },
  {
    name: 'what became of the reports of a body',
    ...county,
    ask: (trx) => ownReports(trx, acceptorOf(COUNTY), { limit: 50 }),
    indexes: ['report_by'],
    // In a table this small a second index of the tenant costs nothing.
    beside: ['report_case'],
  },
  {
    name: 'reports that wait at a desk',
    ...county,
    ask: (trx) => waitingReports(trx, acceptorOf(COUNTY), { tenantId: null }),
    indexes: ['report_waiting'],
    beside: ['report_by', 'body_pkey'],
  },
  {
    name: 'reports that wait at the desk of a city',
    ...city,
    ask: (trx) => waitingReports(trx, acceptorOf(CITY), { tenantId: null }),
    indexes: ['report_city_waiting'],
    beside: ['body_pkey', 'body_city'],
  },
  {
    name: 'cases at a desk',
    ...county,
    ask: (trx) =>
      sql`select * from api."case" where tenant_id = ${t} and city_id = ${c} and holder_unit_id = ${COUNTY.unitId}
        and state not in ('closed', 'refused', 'void', 'moved', 'merged') order by queue_at, id limit 50`.execute(trx),
    indexes: ['case_queue', 'case_queue_state'],
    // In a table this small a second index of the tenant costs nothing.
    beside: ['case_tile'],
  },
  {
    name: 'steps of a county that fall due',
    role: 'clerk',
    acting: COUNTY,
    ask: (trx) =>
      sql`select id from biz."case" where tenant_id = ${t} and step_due_at > '2026-10-10' and step_due_at <= '2026-10-10 01:00'`.execute(
        trx,
      ),
    indexes: ['case_sweep'],
  },
  {
    name: 'tasks of a county that fall due',
    role: 'clerk',
    acting: COUNTY,
    ask: (trx) =>
      sql`select id from biz.assignment where tenant_id = ${t} and due_at > '2026-10-10' and due_at <= '2026-10-10 01:00'
        and ${OPEN}`.execute(trx),
    indexes: ['assignment_sweep'],
  },
  {
    name: 'requests that wait for a desk',
    ...county,
    ask: (trx) =>
      sql`select id from biz.assignment where tenant_id = ${t} and city_id = ${c} and asks_unit_id = ${COUNTY.unitId}`.execute(
        trx,
      ),
    indexes: ['assignment_asked'],
  },
  {
    name: 'tasks of a case',
    ...county,
    ask: (trx) => sql`select id from biz.assignment where tenant_id = ${t} and case_id = ${CASE}`.execute(trx),
    indexes: ['assignment_case'],
  },
  {
    name: 'reports that wait',
    ...county,
    ask: (trx) =>
      sql`select id from biz.report where tenant_id = ${t} and state = 'waiting' order by reported_at limit 50`.execute(
        trx,
      ),
    indexes: ['report_waiting'],
    beside: ['report_by', 'body_pkey'],
  },
  {
    name: 'tasks of a department',
    ...department,
    ask: (trx) =>
      sql`select id from biz.assignment where tenant_id = ${t} and unit_id = ${DEPARTMENT.unitId} and ${OPEN}
        order by due_at limit 50`.execute(trx),
    indexes: ['assignment_inbox', 'assignment_queue'],
    beside: ['assignment_case'],
  },
  {
    name: 'cases of a department',
    ...department,
    ask: (trx) =>
      sql`select id from biz."case" where tenant_id = ${t} and lead_unit_id = ${DEPARTMENT.unitId} and state = 'disposing'
        order by step_due_at limit 50`.execute(trx),
    indexes: ['case_lead'],
    beside: ['case_tile'],
  },
  {
    name: 'events of a case for a department',
    ...department,
    ask: (trx) =>
      sql`select id from biz.case_event where tenant_id = ${t} and case_id = ${CASE} order by id`.execute(trx),
    indexes: ['case_event_case'],
  },
  {
    name: 'tasks of a utility, in all counties of its city',
    ...utility,
    ask: (trx) =>
      sql`select id from biz.assignment where city_id = ${c} and unit_id = ${UTILITY.unitId} and ${OPEN}
        order by due_at limit 50`.execute(trx),
    indexes: ['assignment_inbox'],
  },
  {
    name: 'reports of a utility',
    ...utility,
    ask: (trx) =>
      sql`select id from biz.report where city_id = ${c} and by_unit_id = ${UTILITY.unitId}
        order by reported_at desc limit 50`.execute(trx),
    indexes: ['report_by'],
  },
  {
    name: 'what fell due, every two seconds',
    role: 'clerk',
    acting: COUNTY,
    ask: (trx) => readFallenDue(trx, t, new Date('2026-10-20T00:00:00Z'), new Date('2026-10-20T00:00:02Z')),
    indexes: ['case_sweep', 'case_warn', 'assignment_sweep', 'assignment_warn'],
    beside: ['case_pkey'],
  },
  {
    name: 'stale cases, every minute',
    role: 'rollup',
    acting: COUNTY,
    ask: (trx) => staleCases(trx, t, { id: 'cn', version: 1 }),
    indexes: ['case_fact_calendar'],
    beside: ['case_dirty_case', 'case_dirty_pkey'],
  },
];
