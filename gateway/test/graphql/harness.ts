import { createHash } from 'node:crypto';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadCalendar, Problem, sampleCity, systemDeps, type Actor, type Database } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterAll } from 'vitest';
import { addGraphql, type GraphqlOptions } from '../../src/graphql/index.ts';
import { addProblems } from '../../src/problems/index.ts';

export const TENANTS = { riverton: 1, willow: 2, reed: 3 } as const;
export type Slug = keyof typeof TENANTS;

/** The id that every row of a tenant with an uuid has in two-counties.sql. */
export const uuidOf = (tenantId: number): string => `00000000-0000-7000-8000-00000000000${tenantId}`;

async function makeTwoCounties(database: Database): Promise<void> {
  const text = await readFile(new URL('two-counties.sql', import.meta.url), 'utf8');
  await database.pool('direct').query(text);
  await loadCalendar(database);
  const { mapping } = sampleCity().find(({ slug }) => slug === 'anju')!.sources[0]!;
  await database.pool('direct').query('update biz.mapping set document = $1', [JSON.stringify(mapping)]);
}

/** A database of one's own with riverton, willow and reed in it. */
export const twoCounties = (): Promise<TestDatabase> => freshDatabase('two_counties', makeTwoCounties);

/** `willow` is a person of willow; `willow-machine` its source system. */
function actorNamed(name: string): Actor {
  const [slug, machine] = name.split('-') as [Slug, string | undefined];
  const tenantId = TENANTS[slug];
  if (tenantId === undefined) throw new Problem('AUTH-MISSING');
  const kind = slug === 'riverton' ? 'city' : 'county';
  return {
    kind: machine === undefined ? kind : 'machine',
    pool: kind,
    tenantId,
    cityId: 1,
    tenant: {
      slug,
      kind,
      name: slug,
      nameEn: slug,
      cityName: 'riverton',
      cityNameEn: 'riverton',
      timeZone: 'Asia/Shanghai',
    },
    body: { id: tenantId, kind: 'centre', name: slug },
    personId: machine === undefined ? uuidOf(tenantId) : null,
    sourceId: machine === undefined ? null : tenantId,
    post: null,
    name: slug,
    login: name,
  };
}

/** Who the request says it is: these tests ask what somebody may see, not how they prove who they are. */
const actorOf = async (request: FastifyRequest): Promise<Actor> => actorNamed(String(request.headers['x-actor'] ?? ''));

export async function gatewayOver(database: Database, options: Partial<GraphqlOptions> = {}): Promise<FastifyInstance> {
  const app = Fastify();
  addProblems(app);
  await addGraphql(app, {
    database,
    actorOf,
    free: true,
    documents: await documentsFolder([]),
    deps: systemDeps,
    files: '/nowhere',
    queue: { wake: async () => undefined },
    ...options,
  });
  await app.ready();
  return app;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly data: Record<string, unknown> | null | undefined;
  readonly errors: { message: string; extensions: { code: string; [key: string]: unknown } }[] | undefined;
}

/** Sends a body to `/graphql` as somebody. */
export async function post(app: FastifyInstance, actor: string | undefined, payload: object): Promise<Answer> {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...(actor === undefined ? {} : { 'x-actor': actor }) },
    payload: JSON.stringify(payload),
  });
  const body = JSON.parse(response.body) as Pick<Answer, 'data' | 'errors'>;
  return {
    status: response.statusCode,
    type: String(response.headers['content-type']),
    text: response.body,
    data: body.data,
    errors: body.errors,
  };
}

/** Sends a free document as somebody. */
export const ask = (app: FastifyInstance, actor: string, query: string, variables: object = {}): Promise<Answer> =>
  post(app, actor, { query, variables });

/** The code the answer ends with, or `ok`. */
export const codeOf = (answer: Answer): string => answer.errors?.[0]?.extensions.code ?? 'ok';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const folders: string[] = [];
afterAll(async () => {
  await Promise.all(folders.splice(0).map((dir) => rm(dir, { recursive: true })));
});

async function fillFolder(dir: string, texts: readonly string[], until: string | null): Promise<void> {
  const manifest = texts.map((text) => ({ name: 'Any', hash: sha256(text), since: '0.0.0', until }));
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest));
  for (const text of texts) await writeFile(join(dir, `${sha256(text)}.graphql`), text);
}

/** A folder of trusted documents, in the layout of gateway/documents; gone after the test file. */
export async function documentsFolder(
  pages: readonly string[],
  open: readonly string[] = [],
  until: string | null = null,
): Promise<URL> {
  const dir = await mkdtemp(join(tmpdir(), 'liangji-documents-'));
  folders.push(dir);
  await mkdir(join(dir, 'public'));
  await fillFolder(dir, pages, until);
  await fillFolder(join(dir, 'public'), open, until);
  return pathToFileURL(`${dir}/`);
}
