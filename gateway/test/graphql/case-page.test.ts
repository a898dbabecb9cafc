import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hearStatements, type Statement } from '../isolation/hear-statements.ts';
import { ask, codeOf, gatewayOver, TENANTS, twoCounties, uuidOf } from './harness.ts';

let database: TestDatabase;
let app: FastifyInstance;
let heard: Statement[];

beforeAll(async () => {
  database = await twoCounties();
  await database.pool('direct').query('update biz.case_source set revision = 9007199254740993'); // 2^53 + 1
  heard = hearStatements(database);
  app = await gatewayOver(database);
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const SHOWN = (lists: string) => `{
  tenantId id caseNo stage kind sourceGroup address reportedAt filedAt closedAt selfHandled reworkCount
  class { id className } rule { id condition } cell { tenantId id code } tenant { tenantId slug nameEn }
  events${lists} { id kind occurredAt recordedAt unitName post data isLate batchId rowNo }
  sources${lists} { sourceId externalId revision rowNo source { tenantId id name } batch { id clientBatchId receivedAt } }
}`;
const page = (tenantId: number, id = uuidOf(tenantId)) =>
  `{ shown: casePage(tenantId: ${tenantId}, id: "${id}") ${SHOWN('')} }`;
const whole = (tenantId: number) =>
  `{ shown: case(tenantId: ${tenantId}, id: "${uuidOf(tenantId)}") ${SHOWN('(first: 10)')} }`;

/** Two texts of one instant are one. */
const comparable = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_name, each: unknown) =>
    typeof each === 'string' && /^\d{4}-\d\d-\d\dT/.test(each) ? new Date(each).toISOString() : each,
  );

describe('the page of a case', () => {
  test.each(['willow', 'riverton'])('shows %s what `case` shows', async (reader) => {
    const shown = (await ask(app, reader, page(TENANTS.willow))).data;
    expect(shown!['shown']).toMatchObject({
      address: 'willow street',
      tenant: { slug: 'willow' },
      cell: { code: 'willow cell' },
      events: [{ kind: 'reported', unitName: 'willow unit' }],
      sources: [
        { externalId: 'willow external', revision: '9007199254740993', batch: { clientBatchId: 'willow batch' } },
      ],
    });
    expect(comparable(shown)).toEqual(comparable((await ask(app, reader, whole(TENANTS.willow))).data));
  });

  test('is nothing for another county, as one that does not exist', async () => {
    expect((await ask(app, 'reed', page(TENANTS.willow))).data).toEqual({ shown: null });
    expect((await ask(app, 'willow', page(TENANTS.willow, uuidOf(TENANTS.reed)))).data).toEqual({ shown: null });
    expect(codeOf(await ask(app, 'willow', page(TENANTS.willow, 'none')))).toBe('SYS-GRAPHQL');
  });

  test('shows a case without a class, a rule, a cell, events and names as such', async () => {
    await database.pool('direct').query(
      `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind,
          source_code, source_group, reported_at, created_at, updated_at)
        select tenant_id, city_id, $1, holder_id, holder_unit_id, 'bare', 'reported', 'filing', kind, source_code,
          source_group, reported_at, created_at, updated_at from biz."case" where id = $2`,
      [uuidOf(8), uuidOf(2)],
    );
    const { data } = await ask(app, 'willow', page(TENANTS.willow, uuidOf(8)));
    expect(data!['shown']).toMatchObject({ class: null, rule: null, cell: null, events: [], sources: [] });
  });

  test('is one statement', async () => {
    heard.length = 0;
    await ask(app, 'willow', page(TENANTS.willow));
    const asked = heard.filter(({ text }) => !/^(begin|commit)$/.test(text));
    expect(asked.map(({ text }) => text.slice(0, 24))).toEqual(['select json_build_object']);
  });
});

test('a list and its total count travel in one transaction', async () => {
  heard.length = 0;
  const answer = await ask(app, 'willow', '{ cases(tenantId: 2, first: 1) { totalCount nodes { id } } }');
  expect(codeOf(answer)).toBe('ok');
  const texts = heard.map(({ text }) => text.trim().split(/\s/)[0]);
  expect(texts).toEqual(['begin', 'select', 'select', 'commit']);
});
