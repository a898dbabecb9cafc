import { readdir, readFile, writeFile } from 'node:fs/promises';
import { systemDeps } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readManifest } from '../../src/graphql/documents/manifest.ts';
import { ask, codeOf, documentsFolder, gatewayOver, post, sha256, twoCounties } from './harness.ts';

const PAGE = 'query Tenants { tenants(cityId: 1, first: 10) { slug } }';
const OPEN = 'query Mine($t: Int!) { tenant(tenantId: $t) { slug } }';
const byHash = (text: string, variables: object = {}) => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: sha256(text) } },
  variables,
});

let database: TestDatabase;
let app: FastifyInstance;

beforeAll(async () => {
  database = await twoCounties();
  app = await gatewayOver(database, { free: false, documents: await documentsFolder([PAGE], [OPEN]) });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

describe('a person who is signed in', () => {
  test('can send a listed document by its hash, in Apollo’s place or in Relay’s', async () => {
    const expected = { tenants: [{ slug: 'riverton' }, { slug: 'willow' }, { slug: 'reed' }] };
    expect((await post(app, 'riverton', byHash(PAGE))).data).toEqual(expected);
    expect((await post(app, 'riverton', { documentId: sha256(PAGE) })).data).toEqual(expected);
  });

  test('can send a public document too', async () => {
    expect((await post(app, 'willow', byHash(OPEN, { t: 2 }))).data).toEqual({ tenant: { slug: 'willow' } });
  });

  test('cannot send a document that is not listed, by hash or as text', async () => {
    const unlisted = 'query Other { tenants(cityId: 1, first: 10) { name } }';
    const refused = await post(app, 'willow', byHash(unlisted));
    expect([refused.status, codeOf(refused)]).toEqual([400, 'SYS-DOCUMENT']);
    expect(refused.errors![0]!.extensions).toMatchObject({ title_zh: '该 GraphQL 文档不在可信文档清单内。' });
    expect(codeOf(await ask(app, 'willow', unlisted))).toBe('SYS-DOCUMENT');
    expect(codeOf(await ask(app, 'willow', PAGE))).toBe('SYS-DOCUMENT');
    for (const hash of ['__proto__', 'constructor', '../public/x', '']) {
      expect(codeOf(await post(app, 'willow', { documentId: hash }))).toBe('SYS-DOCUMENT');
    }
  });

  test('cannot slip another text in beside a listed hash: the text is ignored', async () => {
    const answer = await post(app, 'willow', { ...byHash(OPEN, { t: 2 }), query: '{ __schema { types { name } } }' });
    expect(answer.data).toEqual({ tenant: { slug: 'willow' } });
  });

  test('cannot bundle requests or send a body of another shape', async () => {
    for (const body of [[byHash(PAGE), byHash(PAGE)], { ...byHash(PAGE), onError: 'HALT' }, { variables: 1 }, {}]) {
      expect((await post(app, 'willow', body)).status).toBe(400);
    }
    expect(codeOf(await post(app, 'willow', [byHash(PAGE)]))).toBe('SYS-INPUT');
  });
});

describe('a machine client', () => {
  test('can send a public document', async () => {
    expect((await post(app, 'willow-machine', byHash(OPEN, { t: 2 }))).data).toEqual({ tenant: { slug: 'willow' } });
  });

  test('cannot send a document of the screens', async () => {
    expect(codeOf(await post(app, 'willow-machine', byHash(PAGE)))).toBe('SYS-DOCUMENT');
  });
});

test('nobody can ask anything: a request without an actor is a 401 problem document', async () => {
  const answer = await post(app, undefined, byHash(PAGE));
  expect([answer.status, answer.type]).toEqual([401, 'application/problem+json; charset=utf-8']);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'AUTH-MISSING' });
});

describe('a document that nothing uses any more', () => {
  const at = (time: string) => ({ ...systemDeps, clock: { now: () => new Date(time) } });

  test('is accepted until the end of its last day, and refused from the next day on, by hash and for everybody', async () => {
    const documents = await documentsFolder([PAGE], [OPEN], '2026-12-31');
    const before = await gatewayOver(database, { free: false, documents, deps: at('2026-12-31T23:59:59Z') });
    expect(codeOf(await post(before, 'willow', byHash(PAGE)))).toBe('ok');
    expect(codeOf(await post(before, 'willow-machine', byHash(OPEN, { t: 2 })))).toBe('ok');
    await before.close();
    const after = await gatewayOver(database, { free: false, documents, deps: at('2027-01-01T00:00:00Z') });
    expect(codeOf(await post(after, 'willow', byHash(PAGE)))).toBe('SYS-DOCUMENT');
    expect(codeOf(await post(after, 'willow-machine', byHash(OPEN, { t: 2 })))).toBe('SYS-DOCUMENT');
    await after.close();
  });
});

describe('a gateway does not start', () => {
  const start = (documents: URL) => gatewayOver(database, { free: false, documents });

  test('with a document that its manifest does not list', async () => {
    const folder = await documentsFolder([PAGE]);
    await writeFile(new URL('page.graphql', folder), PAGE);
    await expect(start(folder)).rejects.toThrow(/page\.graphql is not in the manifest/);
  });

  test('with a document that is not named by its hash', async () => {
    const folder = await documentsFolder([PAGE]);
    await writeFile(new URL(`${sha256(PAGE)}.graphql`, folder), OPEN);
    await expect(start(folder)).rejects.toThrow(/\.graphql is not named by its SHA-256, [0-9a-f]{64}/);
  });

  test.each([
    ['that asks for a field the schema does not have', '{ tenants(cityId: 1, first: 1) { secret } }', /secret/],
    ['that reads the schema', '{ __schema { types { name } } }', /introspection/],
    ['that asks for more rows than a page may hold', '{ tenants(cityId: 1, first: 1001) { slug } }', /PageSize/],
  ])('with a document %s', async (_, text, reason) => {
    await expect(start(await documentsFolder([text]))).rejects.toThrow(reason);
  });
});

describe('the committed documents', () => {
  const folder = new URL('../../documents/', import.meta.url);

  test('fit the schema', async () => {
    const committed = await gatewayOver(database, { free: false, documents: folder });
    await committed.close();
  });

  test('are the files of their manifests, each under the name of its operation', async () => {
    for (const each of [folder, new URL('public/', folder)]) {
      const manifest = await readManifest(each);
      const files = (await readdir(each)).filter((file) => file.endsWith('.graphql'));
      expect(manifest.map(({ hash }) => `${hash}.graphql`).sort()).toEqual(files.sort());
      for (const { name, hash } of manifest) {
        const text = await readFile(new URL(`${hash}.graphql`, each), 'utf8');
        expect(text).toMatch(new RegExp(`^(query|mutation) ${name}\\b`, 'm'));
      }
    }
  });

  test('that are public are explained to strangers, and nothing else is', async () => {
    const text = await readFile(new URL('README.md', folder), 'utf8');
    const explained = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    const open = await readManifest(new URL('public/', folder));
    expect(explained.sort()).toEqual(
      open
        .filter(({ until }) => until === null)
        .map(({ name }) => name)
        .sort(),
    );
  });
});
