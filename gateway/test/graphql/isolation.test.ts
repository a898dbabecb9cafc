import { readFile } from 'node:fs/promises';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { buildSchema as schemaFromText, getNamedType } from 'postgraphile/graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyQuery } from './every-field.ts';
import { ask, codeOf, gatewayOver, TENANTS, twoCounties, uuidOf, type Slug } from './harness.ts';

const SLUGS = Object.keys(TENANTS) as Slug[];
const schema = schemaFromText(await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const FIELDS = [...everyQuery(schema, TENANTS.willow, 'willow').keys()];

let database: TestDatabase;
let app: FastifyInstance;

beforeAll(async () => {
  database = await twoCounties();
  app = await gatewayOver(database);
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const asked = new Map<string, Promise<Slug[]>>();

/** `ownersSeen`, asked once for the two tests that need it. */
function seenThrough(field: string, reader: Slug): Promise<Slug[]> {
  const key = `${field} ${reader}`;
  const known = asked.get(key) ?? ownersSeen(field, reader);
  asked.set(key, known);
  return known;
}

/** Whose rows an answer holds: by `tenantId`, and by the names written into every text of the seed. */
async function ownersSeen(field: string, reader: Slug): Promise<Slug[]> {
  const texts: string[] = [];
  for (const target of SLUGS) {
    const answer = await ask(app, reader, everyQuery(schema, TENANTS[target], target).get(field)!);
    expect([field, reader, target, codeOf(answer)]).toEqual([field, reader, target, 'ok']);
    texts.push(answer.text);
  }
  const all = texts.join('\n');
  return SLUGS.filter((slug) => all.includes(`"tenantId":${TENANTS[slug]}`) || all.includes(slug));
}

describe('whose rows each field of the schema shows', () => {
  test.each(FIELDS)('%s', async (field) => {
    const seen = { willow: await seenThrough(field, 'willow'), reed: await seenThrough(field, 'reed') };
    expect(seen.willow).not.toContain('reed');
    expect(seen.reed).not.toContain('willow');
  });

  test('the whole table, field by field: what a county sees, and its city', async () => {
    const lines: string[] = [];
    for (const field of FIELDS) {
      const county = await seenThrough(field, 'willow');
      const city = await seenThrough(field, 'riverton');
      lines.push(`${field}: ${county.join('+') || 'nobody'} | ${city.join('+') || 'nobody'}`);
    }
    await expect(lines.join('\n')).toMatchFileSnapshot('whose-rows.golden.txt');
  });
});

test('every list of tenant rows must be asked with the tenant or the city', async () => {
  const lookups = ['Class', 'CaseRule'];
  const ofTheAsker = ['Desk'];
  const isReach = (name: string): boolean => name === 'tenantId' || name === 'cityId';
  for (const field of Object.values(schema.getQueryType()!.getFields())) {
    if ([...lookups, ...ofTheAsker].includes(getNamedType(field.type).name)) continue;
    const required = field.args.filter((arg) => String(arg.type).endsWith('Int!')).map((arg) => arg.name);
    if (required.some(isReach)) continue;
    const both = field.args.filter((arg) => isReach(arg.name)).map((arg) => arg.name);
    expect([field.name, both]).toEqual([field.name, ['cityId', 'tenantId']]);
    const [ofCounty] = [everyQuery(schema, TENANTS.willow, 'willow').get(`${field.name} by tenantId`)!];
    for (const reach of ['', 'tenantId: 2, cityId: 1']) {
      const document = ofCounty.replace(/tenantId: 2/, reach);
      expect([field.name, codeOf(await ask(app, 'willow', document))]).toEqual([field.name, 'SYS-INPUT']);
    }
  }
});

test('a list of a whole city shows a county its own rows', async () => {
  const query = '{ cases(cityId: 1, first: 10) { totalCount nodes { tenantId } } }';
  expect((await ask(app, 'willow', query)).data).toEqual({ cases: { totalCount: 1, nodes: [{ tenantId: 2 }] } });
  expect((await ask(app, 'riverton', query)).data).toMatchObject({ cases: { totalCount: 3 } });
});

test('readers of both counties and the city, all at once on few connections, each get their own', async () => {
  const query = 'query ($t: Int!) { cases(tenantId: $t, first: 10) { totalCount nodes { address } } }';
  const readers = Array.from({ length: 60 }, (_, index) => SLUGS[index % SLUGS.length]!);
  const answers = await Promise.all(readers.map((slug) => ask(app, slug, query, { t: TENANTS[slug] })));
  answers.forEach((answer, index) => {
    expect(answer.data).toEqual({ cases: { totalCount: 1, nodes: [{ address: `${readers[index]} street` }] } });
  });
});

test('a county that names another county gets the answer of a case that does not exist', async () => {
  const query = 'query ($t: Int!, $id: UUID!) { case(tenantId: $t, id: $id) { id } }';
  const foreign = await ask(app, 'willow', query, { t: TENANTS.reed, id: uuidOf(TENANTS.reed) });
  const missing = await ask(app, 'willow', query, { t: TENANTS.reed, id: uuidOf(9) });
  expect(foreign).toEqual(missing);
});
