import type { SandboxTenant } from '@liangji/platform';

/** Class of every canary case and duty. */
const CANARY_CLASS = 22001;
const INSIDE = { longitude: 0.005, latitude: 0.005 };

/** Inputs to ask with, by the query of the router that answers. A test compares them with those the router has. */
export const TRPC_QUESTIONS: Readonly<Record<string, (target: SandboxTenant) => object[]>> = {
  'cases.locate': ({ tenantId, word }) => [
    { tenantId, text: word },
    { tenantId: null, text: word },
    { tenantId, ...INSIDE },
  ],
  'cases.suggest_unit': ({ tenantId }) => [{ tenantId, classId: CANARY_CLASS }],
  'cases.search_bodies': ({ tenantId, word }) => [{ tenantId, words: word }],
  'cases.find': ({ word }) => [{ words: word }],
};

/** Queries that are not among them, and why no row of a tenant of the sandbox comes out of them. */
export const NOT_ASKED_BY_TRPC: Readonly<Record<string, string>> = {
  'cases.search_classes': 'reads the catalogues, which belong to no tenant',
  'cases.class_rules': 'reads the case rules, which belong to no tenant, and limits, which are figures',
  'cases.likely_duplicates': 'looks back seven days; what is planted is years old',
  'cases.now': 'answers for a case that the asker sees already, which its own test asks by the wrong person',
  'tasks.waiting': 'reads open tasks of the own body alone, whatever is asked',
  'cases.inner_of_body': 'reads squads and people of the own body alone, whatever is asked',
  'cases.actions': 'answers for a case that the asker sees already, which its own test asks by the wrong person',
  'drafts.list': 'drafts, which nobody but their writer reads whatever is asked',
  'cases.open_of_caller': 'finds digests; what is planted has none, and its post takes no calls',
  'reports.waiting': 'what is planted was refused, and its post takes no calls',
};
