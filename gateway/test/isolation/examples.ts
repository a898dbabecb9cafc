import { ACT_COMMANDS, QUERIES, sampleCity } from '@liangji/platform';
import type { InjectOptions } from 'fastify';
import { TENANTS, uuidOf } from '../graphql/harness.ts';
import { UPLOADED } from './world.ts';

/** Whose rows a request names. */
export interface Target {
  readonly slug: 'willow' | 'reed';
  readonly tenantId: number;
  readonly id: string;
}

/** A reader of willow names its own rows, and those of reed. */
export const TARGETS: readonly Target[] = (['willow', 'reed'] as const).map((slug) => ({
  slug,
  tenantId: TENANTS[slug],
  id: uuidOf(TENANTS[slug]),
}));

type Example<T> = Readonly<Record<string, (target: Target) => T>>;

const page = (url: string) => (): InjectOptions => ({ url });
const DAYS = 'from=2026-10-01&to=2026-11-01';
const MAPPING = sampleCity().find(({ slug }) => slug === 'anju')!.sources[0]!.mapping;

/** What a system of willow would send, whatever the name it sends it under. */
const rowsOf = (target: Target): object[] => [
  { ...WELL_FORMED, caseCode: `${target.slug} external`, address: 'the same id as theirs' },
  { ...WELL_FORMED, caseCode: `${target.slug} new`, address: 'a new case', closeTime: '2026-10-03T09:00:00+08:00' },
  { ...WELL_FORMED, address: 'no id' },
];

const WELL_FORMED = {
  version: 7,
  sourceType: 'collector',
  caseKind: 'event',
  smallCode: '0102',
  reportTime: '2026-10-02T08:00:00+08:00',
  registerTime: '2026-10-02T08:10:00+08:00',
};

/** What a body brings, by whatever face. */
const reported = ({ tenantId, slug }: Target, face: string): object => ({
  ...{ tenantId, sourceCode: 'collector', description: `seen in ${slug} through ${face}` },
});

/**
 * Requests by route; `*` stands for every method, and HEAD takes the example of GET. A route of the gateway that is not
 * here makes the test fail by its name.
 */
export const ROUTES: Example<InjectOptions> = {
  'GET /healthz': page('/healthz'),
  'GET /readyz': page('/readyz'),
  'GET /auth/login': page('/auth/login?next=/'),
  'GET /auth/callback': page('/auth/callback?state=somebody&code=something'),
  'POST /auth/logout': () => ({ url: '/auth/logout', headers: { accept: 'application/json' } }),
  'GET /auth/me': page('/auth/me'),
  'POST /auth/post': ({ id }) => ({ url: `/auth/post?post=${id}` }),
  'POST /graphql': ({ tenantId }) => ({
    url: '/graphql',
    payload: { query: `{ cases(tenantId: ${tenantId}, first: 1000) { totalCount } nonsense }` },
  }),
  '* /trpc/:path': ({ slug }) => ({
    url: `/trpc/period.close?input=${encodeURIComponent(JSON.stringify({ label: slug }))}`,
  }),
  'GET /intake/v1/batches/:id': ({ tenantId, id }) => ({ url: `/intake/v1/batches/${id}?tenantId=${tenantId}` }),
  'GET /intake/v1/batches/:id/findings': ({ tenantId, id }) => ({
    url: `/intake/v1/batches/${id}/findings?tenantId=${tenantId}`,
  }),
  'GET /intake/v1/batches/:id/rejected': ({ tenantId, id }) => ({
    url: `/intake/v1/batches/${id}/rejected?tenantId=${tenantId}`,
  }),
  'GET /intake/v1/batches/:id/warnings': ({ tenantId, id }) => ({
    url: `/intake/v1/batches/${id}/warnings?tenantId=${tenantId}`,
  }),
  'GET /intake/v1/batches/:id/words': ({ tenantId, id }) => ({
    url: `/intake/v1/batches/${id}/words?tenantId=${tenantId}`,
  }),
  'GET /intake/v1/batches/:id/rows/:n': ({ tenantId, id }) => ({
    url: `/intake/v1/batches/${id}/rows/1?tenantId=${tenantId}`,
  }),
  'GET /intake/v1/mapping': ({ slug }) => ({ url: `/intake/v1/mapping?source=${slug}` }),
  'GET /intake/v1/mapping/document': ({ tenantId, slug }) => ({
    url: `/intake/v1/mapping/document?tenantId=${tenantId}&source=${slug}`,
  }),
  'PUT /intake/v1/mapping': ({ slug }) => ({
    url: `/intake/v1/mapping?source=${slug}`,
    payload: { ...MAPPING, notes: [`sent under the name of ${slug}`] },
  }),
  'POST /intake/v1/batches': ({ slug }) => ({
    url: `/intake/v1/batches?clientBatchId=${slug}%20batch`,
    headers: { 'content-type': 'application/x-ndjson' },
    payload: rowsOf({ slug, tenantId: 0, id: '' })
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(''),
  }),
  'GET /events': page('/events?once=1'),
  'POST /events/presence': ({ tenantId, id }) => ({
    url: '/events/presence',
    payload: { tenantId, caseId: id, doing: 'looking' },
  }),
  'GET /exports/cases': ({ tenantId }) => ({ url: `/exports/cases?tenantId=${tenantId}&sort=due` }),
  'GET /exports/uploads': ({ tenantId }) => ({ url: `/exports/uploads?tenantId=${tenantId}` }),
  'GET /exports/periods': page('/exports/periods'),
  'GET /exports/audit': ({ tenantId }) => ({ url: `/exports/audit?tenantId=${tenantId}` }),
  'GET /map/v1/areas': page('/map/v1/areas'),
  'GET /map/v1/cells': page(`/map/v1/cells?${DAYS}`),
  'GET /map/v1/points': page(`/map/v1/points?${DAYS}`),
  'POST /media': ({ slug }) => ({
    url: '/media',
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.from(`%PDF-1.4 ${slug} %%EOF`),
  }),
  'GET /media/:sha256': page(`/media/${UPLOADED}`),
  'GET /media/:tenantId/:caseId/:sha256': ({ tenantId, id }) => ({ url: `/media/${tenantId}/${id}/${UPLOADED}` }),
  'GET /media/reports/:tenantId/:reportId/:sha256': ({ tenantId, id }) => ({
    url: `/media/reports/${tenantId}/${id}/${UPLOADED}`,
  }),
  'GET /api/v1/openapi.json': page('/api/v1/openapi.json'),
  'GET /api/v1/docs': page('/api/v1/docs'),
  'POST /api/v1/cases/submit': (target) => ({
    url: '/api/v1/cases/submit',
    payload: { clientBatchId: `${target.slug} openapi`, sourceCode: target.slug, rows: rowsOf(target) },
  }),
  'POST /api/v1/mapping/put': ({ slug }) => ({
    url: '/api/v1/mapping/put',
    headers: { 'idempotency-key': `${slug}-mapping` },
    payload: { sourceCode: slug, document: { ...MAPPING, notes: [`posted under the name of ${slug}`] } },
  }),
  'POST /api/v1/batch/cancel': ({ id }) => ({ url: '/api/v1/batch/cancel', payload: { batchId: id } }),
  'POST /api/v1/cases/reveal_reporter': ({ tenantId, id }) => ({
    url: '/api/v1/cases/reveal_reporter',
    payload: { tenantId, caseId: id, reason: 'to ask where it is' },
  }),
  'POST /api/v1/reports/submit': (target) => ({ url: '/api/v1/reports/submit', payload: reported(target, 'openapi') }),
  'POST /api/v1/reports/refuse': ({ tenantId, id }) => ({
    url: '/api/v1/reports/refuse',
    payload: { tenantId, reportId: id, reason: 'not ours' },
  }),
  'POST /api/v1/reports/link': ({ tenantId, id }) => ({
    url: '/api/v1/reports/link',
    payload: { tenantId, reportId: id, caseId: id },
  }),
  'POST /api/v1/reports/unlink': ({ tenantId, id }) => ({
    url: '/api/v1/reports/unlink',
    payload: { tenantId, reportId: id },
  }),
  'POST /api/v1/period/close': () => ({
    url: '/api/v1/period/close',
    payload: { label: '2026-09', typedLabel: '2026-09' },
  }),
  'POST /api/v1/period/reopen': ({ slug }) => ({
    url: '/api/v1/period/reopen',
    payload: { label: '2026-09', reason: `late files of ${slug}` },
  }),
  'POST /api/v1/scheme/adopt': (target) => ({ url: '/api/v1/scheme/adopt', payload: adopted(target) }),
  ...Object.fromEntries(
    Object.keys(ACT_COMMANDS).map((name) => [
      `POST /api/v1/cases/${name}`,
      (of: Target): InjectOptions => ({ url: `/api/v1/cases/${name}`, payload: actOn(name, of) }),
    ]),
  ),
  'POST /api/v1/cases/register': (of) => ({ url: '/api/v1/cases/register', payload: registration(of) }),
  'POST /api/v1/cases/self_handle': (of) => ({ url: '/api/v1/cases/self_handle', payload: registration(of) }),
  'POST /api/v1/drafts/put': (target) => ({ url: '/api/v1/drafts/put', payload: draftOf(target) }),
  'POST /api/v1/drafts/delete': ({ id }) => ({
    url: '/api/v1/drafts/delete',
    payload: { about: id, act: 'file' },
  }),
  'POST /api/v1/drafts/hand_over': (target) => ({ url: '/api/v1/drafts/hand_over', payload: handedOver(target) }),
  'POST /api/v1/drafts/take': ({ id }) => ({ url: '/api/v1/drafts/take', payload: { id } }),
  ...Object.fromEntries(
    Object.values(QUERIES).map(({ name }) => {
      const url = `/api/v1/${name.replace('.', '/')}`;
      return [`POST ${url}`, (of: Target): InjectOptions => ({ url, payload: PROCEDURES[name]!(of) })];
    }),
  ),
  '* /realms': page('/realms'),
  '* /realms/*': page('/realms/liangji/account'),
  '* /': page('/'),
  '* /*': ({ tenantId, slug }) => ({ url: `/${slug}/cases?tenantId=${tenantId}` }),
};

/** An act on somebody’s case and on a task of it, with everything that any act may be given. */
const actOn = (name: string, { tenantId, id }: Target): object => {
  const input = ACT_COMMANDS[name as keyof typeof ACT_COMMANDS].input as unknown as { readonly shape: object };
  const values: Readonly<Record<string, unknown>> = {
    ...{ tenantId, caseId: id, taskId: id, version: 1, unitId: tenantId * 10, reason: 'theirs', words: 'theirs' },
    ...{ classId: tenantId, ruleId: tenantId, until: '2027-01-01T00:00:00Z', level: 'leader' },
    finding: name === 'answer_verify' ? 'exists' : 'passed',
    ...{ satisfaction: 'fair', photos: [{ sha256: '0'.repeat(64), usage: 'after' }] },
  };
  return Object.fromEntries(Object.keys(input.shape).map((key) => [key, values[key]]));
};

const registration = ({ tenantId, slug }: Target): object => ({
  ...{ tenantId, source: 'hotline', kind: 'event', classId: tenantId, words: `of ${slug}`, address: `of ${slug}` },
});

/** About a case of the target, whoever may see it. */
const draftOf = ({ tenantId, id, slug }: Target): object => ({
  ...{ about: id, act: 'file', tenantId, text: { of: slug } },
});

/** A reading of the scheme, in words of the target. */
const adopted = ({ slug }: Target): object => ({
  ...{ id: 'scheme', version: 1, names: ['backlog'], reason: `decided with ${slug}` },
});

/** To somebody of the target. */
const handedOver = ({ id }: Target): object => ({ about: id, act: null, personId: id });

/** Inputs by procedure. */
export const PROCEDURES: Example<object> = {
  ...Object.fromEntries(Object.keys(ACT_COMMANDS).map((name) => [`cases.${name}`, (of: Target) => actOn(name, of)])),
  'cases.register': registration,
  'cases.self_handle': registration,
  'cases.held': () => ({}),
  'cases.now': ({ tenantId, id }) => ({ tenantId, caseId: id }),
  'tasks.waiting': () => ({}),
  'cases.actions': ({ tenantId, id }) => ({ tenantId, caseId: id }),
  'cases.submit': (target) => ({
    clientBatchId: `${target.slug} trpc`,
    sourceCode: target.slug,
    rows: rowsOf(target),
  }),
  'drafts.put': (target) => draftOf(target),
  'drafts.list': ({ id }) => ({ about: id }),
  'drafts.delete': ({ id }) => ({ about: id, act: 'register' }),
  'drafts.hand_over': handedOver,
  'drafts.take': ({ id }) => ({ id }),
  'drafts.handed': ({ id }) => ({ about: id }),
  'drafts.colleagues': () => ({}),
  'batch.cancel': ({ id }) => ({ batchId: id }),
  'batch.rows': ({ tenantId, id }) => ({ tenantId, batchId: id }),
  'mapping.read': ({ tenantId, slug }) => ({ tenantId, sourceCode: slug }),
  'cases.counted_in': ({ tenantId, id }) => ({ tenantId, caseId: id }),
  'period.list': () => ({}),
  'period.late_counts': () => ({}),
  'mapping.put': ({ slug }) => ({
    sourceCode: slug,
    document: { ...MAPPING, notes: [`given under the name of ${slug}`] },
  }),
  'period.close': () => ({ label: '2026-09', typedLabel: '2026-09' }),
  'period.closing': () => ({ label: '2026-10' }),
  'period.reopen': ({ slug }) => ({ label: '2026-09', reason: `late files of ${slug}` }),
  'audit.list': () => ({}),
  'scheme.adopt': adopted,
  'period.late': () => ({ label: '2026-08' }),
  'period.breakdown': ({ tenantId }) => ({ label: '2026-09', tenantId, indicator: 'closing_points', by: 'class' }),
  'cases.reveal_reporter': ({ tenantId, id }) => ({ tenantId, caseId: id, reason: 'to ask where it is' }),
  'cases.locate': ({ tenantId }) => ({ tenantId, longitude: 105.5, latitude: 30.5 }),
  'cases.search_classes': ({ tenantId }) => ({ tenantId, words: 'class' }),
  'cases.class_rules': ({ tenantId }) => ({ tenantId, classId: tenantId }),
  'cases.likely_duplicates': ({ tenantId }) => ({ tenantId, classId: tenantId, longitude: 105.5, latitude: 30.5 }),
  'cases.suggest_unit': ({ tenantId }) => ({ tenantId, classId: tenantId, streetId: tenantId, communityId: null }),
  'cases.search_bodies': ({ tenantId, slug }) => ({ tenantId, words: slug }),
  'cases.inner_of_body': () => ({}),
  'cases.find': ({ slug }) => ({ words: slug }),
  'cases.open_of_caller': ({ tenantId }) => ({ phone: `1380000000${tenantId}` }),
  'reports.submit': (target) => reported(target, 'trpc'),
  'reports.refuse': ({ tenantId, id }) => ({ tenantId, reportId: id, reason: 'not ours' }),
  'reports.link': ({ tenantId, id }) => ({ tenantId, reportId: id, caseId: id }),
  'reports.unlink': ({ tenantId, id }) => ({ tenantId, reportId: id }),
  'reports.own': () => ({}),
  'reports.waiting': ({ tenantId }) => ({ tenantId }),
};

/** Bodies by root field of the mutation type. */
export const MUTATIONS: Example<object> = {
  submitCases: (target) => ({
    query: `mutation ($id: String!, $rows: [JSON!]!) { submitCases(clientBatchId: $id, rows: $rows) {
      batch { tenantId id createdCount unchangedCount rejectedCount findings(first: 100) { rowNo code received } }
      rows { rowNo outcome caseId } } }`,
    variables: { id: `${target.slug} graphql`, rows: rowsOf(target) },
  }),
};

const VARIABLES: Example<unknown> = {
  tenantId: ({ tenantId }) => tenantId,
  cityId: () => TENANTS.riverton,
  id: ({ id }) => id,
  caseId: ({ id }) => id,
  periodId: () => uuidOf(TENANTS.riverton),
  snapshot: () => 1,
  catalogueId: () => 'gbt30428',
  classId: ({ tenantId }) => tenantId,
  clientBatchId: ({ slug }) => `${slug} document`,
  counter: () => 'filed',
  first: () => 100,
  after: () => null,
  ids: ({ id }) => [id],
  holderUnitId: ({ tenantId }) => tenantId,
  commandUnitId: ({ tenantId }) => tenantId,
  unitId: ({ tenantId }) => tenantId,
  askerUnitId: ({ tenantId }) => tenantId,
  asksUnitId: ({ tenantId }) => tenantId,
  states: () => ['dispatching', 'completed_with_rejects', 'completed', 'queued'],
  kinds: () => ['lead'],
  before: () => null,
  fromDay: () => '2026-10-01',
  toDay: () => '2026-11-01',
  newestWins: () => false,
  number: ({ slug }) => `${slug} external`,
  overdueAt: () => '2026-11-01T00:00:00Z',
  notOverdueAt: () => '2026-09-01T00:00:00Z',
  dueBefore: () => '2026-11-01T00:00:00Z',
  unitName: () => null,
  text: ({ slug }) => slug,
  sort: () => 'due',
  reportedBefore: () => '2026-11-01T00:00:00Z',
  reportedFrom: () => '2026-09-01T00:00:00Z',
  rows: (target) => rowsOf(target),
  sourceCode: ({ slug }) => slug,
  rejectedFrom: () => 0,
  receivedFrom: () => '2026-09-01T00:00:00Z',
  receivedBefore: () => '2100-01-01T00:00:00Z',
  sourceGroup: () => 'patrol',
  stages: () => ['reported', 'filed'],
};

/** Values for the variables of a trusted document; undefined when one has a name that is not here. */
export function variablesFor(target: Target, wanted: readonly { readonly name: string }[]): object | undefined {
  if (wanted.some(({ name }) => VARIABLES[name] === undefined)) return undefined;
  return Object.fromEntries(wanted.map(({ name }) => [name, VARIABLES[name]?.(target)]));
}
