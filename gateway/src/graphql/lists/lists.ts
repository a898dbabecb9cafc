import { sql, type SQL } from 'postgraphile/pg-sql2';
import { CASE_FILTERS } from './case-filters.ts';
import { anyOf, body, CITY, day, instant, int, oneOf, TENANT, TENANT_OR_CITY, text, uuid, type List } from './list.ts';

/** Every list of the schema, by the name of its field. */
export const LISTS: Readonly<Record<string, List>> = {
  tenants: { view: 'tenant', about: 'The city and its counties and zones.', args: CITY, order: ['tenant_id'] },
  textStates: {
    view: 'text_state',
    about: 'Up to when the cases of a county, or of each county of a city, can be found by `text`.',
    args: TENANT_OR_CITY,
    order: ['tenant_id'],
  },
  classes: {
    view: 'class',
    about: 'Classes of one catalogue: cjt214, gbt30428 or gbt47678.',
    args: { catalogueId: text('catalogue_id'), kind: text('kind', 'String') },
    order: ['kind', 'category_code', 'class_code', 'id'],
  },
  sourceSystems: {
    view: 'source_system',
    about: 'The systems a county, or every county of a city, uploads from.',
    args: TENANT_OR_CITY,
    order: ['tenant_id', 'id'],
  },
  areas: {
    view: 'area',
    about: 'Areas of a county or of all counties of a city.',
    args: { ...TENANT_OR_CITY, level: text('level', 'String') },
    order: ['id'],
    pages: true,
  },
  gridCells: {
    view: 'grid_cell',
    about: 'Unit grid cells of one county.',
    args: TENANT,
    order: ['id'],
    pages: true,
  },
  cases: {
    view: 'case',
    about: `Cases of a county or of all counties of a city, the latest report first.

Reports from reportedFrom up to, not including, reportedBefore; classId: 0 for those without a class; overdueAt: those on which the verdict at that instant is overdue, notOverdueAt: the others; dueBefore: those due before; unitName: exactly the name of the body that disposes; number: exactly our case number or the id of the sending system; text: those whose address, description or class has these words, at least two signs long.`,
    args: { ...TENANT_OR_CITY, ...CASE_FILTERS },
    order: ['-reported_at', '-id'],
    pages: true,
  },
  queue: {
    view: 'case',
    about: 'The open cases that a body has in hand, the soonest due step first; those without a deadline come last.',
    args: { ...CITY, holderUnitId: body('holder_unit_id'), states: oneOf('state') },
    always: isOpenCase,
    order: ['queue_at', 'id'],
    pages: true,
  },
  supervised: {
    view: 'case',
    about: `The open cases of a city that are worked at desks, whoever holds them, the soonest due step first.

commandUnitId: those alone that a desk commands. Cases known by uploads alone are not among them.`,
    args: { ...CITY, commandUnitId: body('command_unit_id', 'Int') },
    always: (row) => sql`${row}.supervision_unit_id is not null and ${isOpenCase(row)}`,
    order: ['queue_at', 'id'],
    pages: true,
  },
  casesByIds: {
    view: 'case',
    about: 'Cases of a county by their ids: what became of rows that a screen shows.',
    args: { ...TENANT, ids: anyOf('id') },
    order: ['id'],
  },
  tasks: {
    view: 'assignment',
    about: 'What a body is asked and has not answered, the soonest due first.',
    args: { ...CITY, unitId: body('unit_id'), kinds: oneOf('kind') },
    always: isOpen,
    order: ['queue_at', 'id'],
    pages: true,
  },
  asked: {
    view: 'assignment',
    about: 'What a body asks others and is not answered yet, the soonest due first.',
    args: { ...CITY, askerUnitId: body('asker_unit_id'), kinds: oneOf('kind') },
    always: isOpen,
    order: ['queue_at', 'id'],
    pages: true,
  },
  requests: {
    view: 'assignment',
    about: 'Tasks whose body asks for something that a body has to decide: extension, return, suspension, void.',
    args: { ...CITY, asksUnitId: body('asks_unit_id') },
    order: ['queue_at', 'id'],
    pages: true,
  },
  decisions: {
    view: 'assignment',
    about: `What a body decided about cases that others hold, the latest first: what still waits for their clerk, and what lapsed.

What is lapsed has the state returned; its answer says why.`,
    args: { ...CITY, askerUnitId: body('asker_unit_id') },
    always: (row) =>
      sql`${row}.kind = 'notice' and ${row}.subtype = 'decision' and ${row}.state in ('open', 'returned')`,
    order: ['-asked_at', '-id'],
    pages: true,
  },
  bodies: {
    view: 'body',
    about: 'Who may work the cases of a tenant.',
    args: TENANT,
    order: ['unit_id'],
    pages: true,
  },
  people: {
    view: 'person',
    about: "Who works for the asker's own tenant.",
    args: TENANT,
    order: ['id'],
    pages: true,
  },
  caseMedia: {
    view: 'case_media',
    about: 'Photographs and papers of a case, as far as the reader may see them, the first first.',
    args: { ...TENANT, caseId: uuid('case_id') },
    order: ['added_at', 'sha256'],
  },
  countedCases: {
    view: 'counted_case',
    about: 'The cases a figure counted, in the order they came to us.',
    args: { ...TENANT, periodId: uuid('period_id'), counter: text('counter') },
    order: ['case_id'],
    pages: true,
  },
  batches: {
    view: 'batch',
    about: `Uploads of a county or of all counties of a city, the latest first.

Received from receivedFrom up to, not including, receivedBefore; rejectedFrom: those with at least so many rejected rows.`,
    args: {
      ...TENANT_OR_CITY,
      states: oneOf('state'),
      rejectedFrom: { ...int('rejected_count', 'Int'), where: (row, value) => sql`${row}.rejected_count >= ${value}` },
      receivedFrom: instant((row, value) => sql`${row}.received_at >= ${value}`),
      receivedBefore: instant((row, value) => sql`${row}.received_at < ${value}`),
    },
    order: ['-received_at', '-id'],
    pages: true,
  },
  findingGroups: {
    view: 'finding_group',
    about: 'Findings of one batch grouped by code, errors first.',
    args: { ...TENANT, batchId: uuid('batch_id') },
    order: ['severity', '-finding_count', 'code'],
  },
  findings: {
    view: 'finding',
    about: 'Findings of one batch in the order of its rows.',
    args: {
      ...TENANT,
      batchId: uuid('batch_id'),
      code: text('code', 'String'),
      severity: text('severity', 'String'),
    },
    order: ['row_no', 'seq'],
    pages: true,
  },
  periods: {
    view: 'period',
    about: 'Assessment periods of a city, the latest first.',
    args: { cityId: int('tenant_id') },
    order: ['-from_day', '-id'],
    pages: true,
  },
  results: {
    view: 'result',
    about: 'Figures of all counties for one period, by rank; groups are distinguished by rankGroup.',
    args: { ...CITY, periodId: uuid('period_id') },
    order: ['rank', 'tenant_id'],
  },
  periodSnapshots: {
    view: 'period_snapshot',
    about: 'Each time a period of a city was opened and closed; of each period the latest closed one is in force.',
    args: { cityId: int('tenant_id') },
    order: ['period_id', 'snapshot'],
  },
  resultSnapshots: {
    view: 'result_snapshot',
    about: 'Figures of all counties as one snapshot of a period published them, by rank.',
    args: { ...CITY, periodId: uuid('period_id'), snapshot: int('snapshot') },
    order: ['rank', 'tenant_id'],
  },
  tenantResults: {
    view: 'result',
    about: 'Figures of one county over the periods, the latest first.',
    args: TENANT,
    order: ['-cut_at', '-period_id'],
    pages: true,
  },
  statDays: {
    view: 'stat_bucket',
    about: `Counters of a county or of every county of a city day by day, toDay excluded.

Basis: reported, filed, disposal_due, closed.`,
    args: {
      ...TENANT_OR_CITY,
      basis: text('basis'),
      fromDay: day((bucket, value) => sql`${bucket}.day >= ${value}`),
      toDay: day((bucket, value) => sql`${bucket}.day < ${value}`),
    },
    always: (bucket) => sql`(${bucket}.dim_kind = 'all' and ${bucket}.dim_id = 0)`,
    order: ['day', 'tenant_id'],
    pages: true,
  },
};

function isOpenCase(row: SQL): SQL {
  return sql`${row}.state not in ('closed', 'refused', 'void', 'moved', 'merged')`;
}

function isOpen(row: SQL): SQL {
  return sql`${row}.state in ('open', 'accepted')`;
}
