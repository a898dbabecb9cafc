import type { SandboxTenant } from '@liangji/platform';

/** Class of every canary case and duty. */
const CANARY_CLASS = 22001;
const INSIDE = { longitude: 0.005, latitude: 0.005 };

const bothCases = ({ tenantId, id, workId }: SandboxTenant): object[] =>
  [id, workId].map((caseId) => ({ tenantId, caseId }));

/** Queries whose answer names no row, but is given only to whoever sees the case: any answer proves that it was seen. */
export const SEEN_WHEN_ANSWERED = ['cases.actions'];

/** Inputs to ask with, by the query of the router that answers. A test compares them with those the router has. */
export const TRPC_QUESTIONS: Readonly<Record<string, (target: SandboxTenant) => object[]>> = {
  'cases.locate': ({ tenantId, word }) => [
    { tenantId, text: word },
    { tenantId: null, text: word },
    { tenantId, ...INSIDE },
  ],
  'cases.suggest_unit': ({ tenantId }) => [{ tenantId, classId: CANARY_CLASS }],
  'cases.search_bodies': ({ tenantId, word }) => [{ tenantId, words: word }],
  'cases.likely_duplicates': ({ tenantId }) => [{ tenantId, classId: CANARY_CLASS, ...INSIDE }],
  'cases.now': bothCases,
  'cases.actions': bothCases,
  'cases.held': () => [{}],
  'batch.rows': ({ tenantId, id }) => [{ tenantId, batchId: id }],
  'mapping.read': ({ tenantId, word }) => [{ tenantId, sourceCode: word }],
  'audit.list': ({ tenantId }) => [{}, { tenantId }],
  'reports.own': () => [{}],
  'tasks.waiting': () => [{}],
  'cases.inner_of_body': () => [{}],
  'drafts.list': () => [{ about: 'new' }],
  'drafts.handed': () => [{ about: 'new' }],
  'cases.open_of_caller': ({ phone }) => [{ phone }],
  'reports.waiting': ({ tenantId }) => [{ tenantId }, { tenantId: null }],
  'cases.find': ({ word }) => [{ words: word }],
};

/**
 * Queries that are not among them, and why no row of a tenant of the sandbox comes out of them. What they do read of a tenant
 * is compared byte by byte by the test of non-interference.
 */
export const NOT_ASKED_BY_TRPC: Readonly<Record<string, string>> = {
  'drafts.colleagues':
    'shows who else holds the post of whoever asks at his body, and in the sandbox everybody is the only one',
  'cases.search_classes': 'shows classes of a catalogue, which belongs to no tenant; whose systems use it is not shown',
  'period.breakdown':
    'shows counts of cases by class, street, cell and body, of a county that is asked about by itself or its city; canary rows are on no list',
  'period.closing':
    'shows counts, scores and the names of counties, which their city knows, of a period named by whoever closes it',
  'period.list':
    'shows the periods of the city and the names of its counties, which their city knows; a county itself alone',
  'cases.counted_in':
    'shows periods and titles of the figures that count a case, and nothing of the case; canary rows are counted in none',
  'period.late_counts': 'shows counts by period, without a name',
  'period.late':
    'shows figures recounted from events under a scheme, and the names of counties, which their city knows; canary rows are under none',
  'cases.class_rules': 'shows the case rules, which belong to no tenant, and limits, which are figures without a name',
};
