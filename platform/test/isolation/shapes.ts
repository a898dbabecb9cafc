import { WORK_KINDS } from '../../src/cases/work-events.ts';
import { PROJECTED_COLUMNS } from '../../src/cases/record/columns.ts';
const OWN = '(tenant_id = app.tenant_id())';
const CITY = '(city_id = app.city_id())';
const both = (a: string, ...more: readonly string[]): string => `(${[a, ...more].join(' AND ')})`;
const OPEN = '(is_frozen = false)';
const NO_RECALL = "(kind <> 'recalled'::text)";
const OF_WORK = `(kind = ANY (ARRAY[${[...WORK_KINDS].map((kind) => `'${kind}'::text`).join(', ')}]))`;
const mine = (column: string): string => `(${column} = app.unit_id())`;

/** The shapes of data-model §3 and what the writers of cases add, as PostgreSQL prints them → as the matrix names them. */
export const SHAPES: Readonly<Record<string, string>> = {
  [OWN]: 'own',
  [CITY]: 'city',
  '(tenant_id = app.city_id())': 'published',
  [both(OWN, OPEN)]: 'own, not frozen',
  [both(CITY, OPEN)]: 'city, not frozen',
  [both(OWN, CITY)]: 'own in city',
  [both(OWN, '(holder_id = app.tenant_id())')]: 'own held',
  [both(OWN, '(holder_id = app.tenant_id())', CITY)]: 'own held in city',
  [both(CITY, '(holder_id = app.tenant_id())')]: 'city held',
  [both(CITY, '(other_id = app.tenant_id())')]: 'city other',
  [both(CITY, '((app.tenant_id() = tenant_id) OR (app.tenant_id() = city_id))')]: 'own or of my city',
  [both(OWN, mine('by_unit_id'))]: 'own by me',
  [both(OWN, '(actor = app.actor())')]: 'own by login',
  [both(OWN, '(from_actor = app.actor())')]: 'own from login',
  [both(OWN, CITY, mine('by_unit_id'))]: 'own in city by me',
  [both(OWN, CITY, mine('by_unit_id'), NO_RECALL)]: 'own in city by me, no recall',
  [both(CITY, mine('by_unit_id'))]: 'city by me',
  [both(CITY, mine('by_unit_id'), NO_RECALL)]: 'city by me, no recall',
  [both(CITY, mine('by_unit_id'), '(assignment_id IS NOT NULL)', OF_WORK)]: 'city by me asked, of work',
  [both(CITY, mine('by_unit_id'), '(assignment_id IS NOT NULL)')]: 'city by me asked',
  [both(OWN, mine('asker_unit_id'))]: 'own asked by me',
  [both(CITY, mine('unit_id'))]: 'city my unit',
  [both(CITY, '((app.unit_id() = unit_id) OR (app.unit_id() = also_unit_id))')]: 'city my units',
  [both(CITY, mine('lead_unit_id'), '(lead_home_id = app.tenant_id())')]: 'city my lead',
  [both(CITY, mine('holder_unit_id'))]: 'city my hold',
};

/** Login roles: whoever reads or writes as a process. */
export const LOGIN_ROLES = [
  'gw_identity',
  'gw_city',
  'gw_county',
  'gw_unit',
  'gw_operator',
  'gw_accounts',
  'ingest',
  'clerk',
  'rollup',
  'gw_introspect',
  'jobs',
] as const;

/**
 * The only columns granted apart from their table: a body answers its task and cannot turn it into another; the worker of
 * figures brings a case to its events together with its fact, and cannot give it to another holder; desks read which cases a
 * number has, and neither numbers nor names; what a body uploaded it can use, and not turn into something else; when an act
 * was written down nobody says but the database; what was entered is frozen by closing alone.
 */
export const COLUMN_GRANTS = [
  ...['gw_county', 'gw_city', 'gw_unit', 'gw_operator', 'ingest', 'clerk', 'rollup'].map((role) => ({
    table: 'biz.audit',
    command: 'INSERT',
    role,
    columns: [
      'tenant_id',
      'city_id',
      'id',
      'at',
      'actor',
      'action',
      'subject',
      'data',
      'by_unit_id',
      'by_person_id',
      'by_post',
    ],
  })),
  {
    table: 'biz.scheme_input',
    command: 'UPDATE',
    role: 'gw_city',
    columns: ['value', 'reason', 'entered_by', 'entered_at'],
  },
  { table: 'biz.scheme_input', command: 'UPDATE', role: 'rollup', columns: ['is_frozen'] },
  ...['gw_county', 'gw_city', 'gw_unit'].map((role) => ({
    table: 'biz.media',
    command: 'UPDATE',
    role,
    columns: ['received_at', 'used_at'],
  })),
  {
    table: 'biz.assignment',
    command: 'UPDATE',
    role: 'gw_unit',
    columns: ['state', 'answer', 'inner_unit_id', 'person_id', 'asks', 'asks_unit_id', 'other_id'],
  },
  {
    table: 'biz."case"',
    command: 'UPDATE',
    role: 'rollup',
    columns: [...Object.keys(PROJECTED_COLUMNS), 'lead_home_id'],
  },
  ...['gw_county', 'gw_city'].map((role) => ({
    table: 'biz.case_person',
    command: 'SELECT',
    role,
    columns: ['tenant_id', 'city_id', 'case_id', 'phone_digest'],
  })),
] as const;
