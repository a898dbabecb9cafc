import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../start/environment.ts';
import type { FuzzRequest } from './request.ts';

const ID = '01990000-0000-7000-8000-000000000001';
const SHA256 = '0'.repeat(64);
const DAYS = 'from=2026-10-01&to=2026-11-01';

/** Addresses of the gateway beside its commands and documents, and pages of the web app. */
const ADDRESSES = [
  ...[
    '/healthz',
    '/readyz',
    '/auth/me',
    '/auth/login?next=/',
    '/auth/callback?state=a&code=b',
    '/events?once=1&after=1',
  ],
  ...['', '/findings', '/rejected', '/rows/1'].map((rest) => `/intake/v1/batches/${ID}${rest}?tenantId=8`),
  ...['/intake/v1/mapping?source=shehong-main&version=1', '/api/v1/openapi.json', '/api/v1/docs'],
  ...['/map/v1/areas', `/map/v1/cells?${DAYS}`, `/map/v1/points?${DAYS}&bbox=105,30,106,31`],
  ...[`/media/${SHA256}?size=thumb`, `/media/8/${ID}/${SHA256}`, `/media/reports/8/${ID}/${SHA256}`],
  ...['/', '/posts', '/city', '/city?period=2026-10', `/city/cases/8/${ID}`, `/city/score/${ID}/8`, '/unit'],
  ...['/county', '/county?period=2026-10', '/county/cases?stage=filed&after=a&classId=1', `/county/cases/${ID}`],
  ...[
    '/county/upload',
    `/county/uploads/${ID}`,
    `/county/uploads/${ID}/rows/1`,
    '/county/mappings/a',
    `/county/score/${ID}`,
    '/desk',
    `/desk?case=${ID}&queue=a`,
  ],
  ...['/realms/liangji/.well-known/openid-configuration', '/realms/liangji/account', '/_app/version.json'],
] as const;

const json = (url: string, body: unknown): FuzzRequest => ({
  ...{ method: 'POST', url, body },
  headers: { 'content-type': 'application/json', accept: 'application/json' },
});

/** Well-formed requests of everything that a running copy offers: each is spoilt before it is sent. */
export async function targetsOf(origin: string): Promise<FuzzRequest[]> {
  const accept = { accept: 'application/json' };
  const operations = await operationsOf(origin);
  return [
    ...ADDRESSES.map((url) => ({ method: 'GET', url, headers: accept })),
    ...operations.map(({ name, example }) => json(`/api/v1/${name.replace('.', '/')}`, example)),
    ...operations.map(({ name, example }) => json(`/trpc/${name}`, example)),
    ...operations
      .filter(({ isQuery }) => isQuery)
      .map(({ name, example }) => ({
        ...{ method: 'GET', headers: accept },
        url: `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(example))}`,
      })),
    ...documents().map(({ documentId, variables }) => json('/graphql', { documentId, variables })),
    json('/graphql', { query: '{ tenants(first: 1) { nodes { slug } } }' }),
    json('/events/presence', { tenantId: 8, caseId: ID, doing: 'looking', act: 'file' }),
    json('/auth/post?post=01990000-0000-7000-8000-000000000001&next=/', undefined),
    ...['text/csv', 'application/x-ndjson'].map((type) => ({
      ...{ method: 'POST', url: '/intake/v1/batches?clientBatchId=fuzz&source=shehong-main&fileName=a.csv' },
      headers: { 'content-type': type },
      body: Buffer.from(type === 'text/csv' ? '案件号,地址\nF-1,路口\n' : '{"caseCode":"F-1"}\n'),
    })),
    { method: 'PUT', url: '/intake/v1/mapping?source=none', headers: json('', 0).headers, body: { version: 2 } },
    { method: 'POST', url: '/media', headers: { 'content-type': 'image/png' }, body: Buffer.from('%PDF-1.4 x %%EOF') },
  ];
}

interface Operation {
  readonly name: string;
  readonly isQuery: boolean;
  readonly example: unknown;
}

/** Commands and queries as the copy describes them, with their examples. */
async function operationsOf(origin: string): Promise<Operation[]> {
  const { paths } = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as {
    readonly paths: Readonly<Record<string, { readonly post: OpenapiOperation }>>;
  };
  return Object.entries(paths).flatMap(([path, { post }]) => {
    const example = post.requestBody?.content['application/json']?.example;
    if (example === undefined) return [];
    const isQuery = post.parameters === undefined;
    return [{ name: path.replace('/api/v1/', '').replace('/', '.'), isQuery, example }];
  });
}

interface OpenapiOperation {
  readonly parameters?: unknown;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> };
}

/** Every trusted document with a value for each of its variables. */
function documents(): { documentId: string; variables: Record<string, unknown> }[] {
  const folder = join(root, 'gateway/documents');
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { readonly hash: string }[];
  return manifest.map(({ hash }) => {
    const text = readText(folder, hash);
    const variables = [...text.matchAll(/\$(\w+): (\[?)(\w+)/g)].map(([, name, list, type]): [string, unknown] => {
      const value = EXAMPLES[type ?? ''] ?? 'filed';
      return [name ?? '', list === '[' ? [value] : value];
    });
    return { documentId: hash, variables: Object.fromEntries(variables) };
  });
}

function readText(folder: string, hash: string): string {
  try {
    return readFileSync(join(folder, `${hash}.graphql`), 'utf8');
  } catch {
    return readFileSync(join(folder, 'public', `${hash}.graphql`), 'utf8');
  }
}

/** Values by GraphQL type. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  ...{ Int: 8, PageSize: 10, UUID: ID, Date: '2026-10-01', Datetime: '2026-10-01T00:00:00Z', Boolean: true },
  ...{ Cursor: null, JSON: { 案件号: 'F-1' } },
};
