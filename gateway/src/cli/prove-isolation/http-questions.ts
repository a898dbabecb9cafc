import type { SandboxTenant } from '@liangji/platform';
import { sha256Of } from './canary-file.ts';

const DAYS = 'from=2020-01-01&to=2020-02-01';

const batch =
  (...rests: string[]) =>
  ({ tenantId, id }: SandboxTenant): string[] =>
    rests.map((rest) => `/intake/v1/batches/${id}${rest}?tenantId=${tenantId}`);

/** Everything, a box, a county. */
const within = ({ tenantId }: SandboxTenant): string[] => ['', '&bbox=0,0,0.01,0.01', `&tenantId=${tenantId}`];

/**
 * Paths to ask, with their queries, by the route of the gateway that answers: every way of asking it that changes which
 * rows it reads. A test compares the routes with those the running gateway has.
 */
export const HTTP_QUESTIONS: Readonly<Record<string, (target: SandboxTenant) => string[]>> = {
  '/auth/me': () => ['/auth/me'],
  '/intake/v1/batches/:id': batch(''),
  '/intake/v1/batches/:id/findings': batch('/findings'),
  '/intake/v1/batches/:id/rejected': batch('/rejected'),
  '/intake/v1/batches/:id/warnings': batch('/warnings'),
  '/intake/v1/batches/:id/words': batch('/words'),
  '/intake/v1/batches/:id/rows/:n': batch('/rows/1', '/rows/2'),
  '/intake/v1/mapping': ({ word }) =>
    ['', `?source=${word}`, `?source=${word}&version=1`].map((query) => `/intake/v1/mapping${query}`),
  '/intake/v1/mapping/document': ({ tenantId, word }) => [
    `/intake/v1/mapping/document?tenantId=${tenantId}&source=${word}`,
  ],
  '/media/:sha256': ({ word }) => [`/media/${sha256Of(word)}`],
  '/media/:tenantId/:caseId/:sha256': ({ tenantId, id, word }) => [`/media/${tenantId}/${id}/${sha256Of(word)}`],
  '/media/reports/:tenantId/:reportId/:sha256': ({ tenantId, id, word }) => [
    `/media/reports/${tenantId}/${id}/${sha256Of(word)}`,
  ],
  '/map/v1/areas': () => ['/map/v1/areas'],
  '/map/v1/cells': (target) => within(target).map((part) => `/map/v1/cells?${DAYS}${part}`),
  '/map/v1/points': (target) => within(target).map((part) => `/map/v1/points?${DAYS}${part}`),
};

/** Routes that read and are not among the HTTP questions, and why no row of a tenant can come out of them. */
export const NOT_ASKED_BY_HTTP: Readonly<Record<string, string>> = {
  '/exports/cases':
    'is the list caseTable as a file, which is asked for; each export is audited, and a proof leaves nothing behind',
  '/exports/uploads': 'is the list batches as a file, which is asked for; audited like the list of cases',
  '/exports/periods': 'is period.list as a file; audited like the list of cases',
  '/exports/audit': 'is audit.list as a file, which is asked for; audited like the list of cases',
  '/healthz': 'says that the process lives, to anybody',
  '/readyz': 'says that its dependencies answer, to anybody',
  '/auth/login': 'leads to the identity provider; reads no table',
  '/auth/callback': 'takes a code of the identity provider; leads on, without a body',
  '/events': 'names which cases change from now on; nothing of what is stored',
  '/trpc/:path': 'asked by its queries, see trpc-questions.ts',
  '/api/v1/docs': 'the same for people',
  '/api/v1/openapi.json': 'describes the commands, to anybody; reads no table',
  '/realms': 'the embedded identity provider, which has no connection to the database',
  '/realms/*': 'the embedded identity provider, which has no connection to the database',
  '/': 'the web app, which has no connection to the database',
  '/*': 'the web app, which has no connection to the database',
};
