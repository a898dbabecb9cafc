import { inject } from 'vitest';
import { asOwner, openDatabase } from '@liangji/platform';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, codeOf, gatewayOver, post, twoCounties } from './harness.ts';

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

const tenant = 'tenant(tenantId: 2) { slug }';
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
/** `tenant` inside `count` nested selections: case → tenant goes nowhere deep, so a rule and its class take turns. */
const deep = (rounds: number): string =>
  `{ class(id: 2) { ${times(rounds, () => 'rules(first: 1) { class {')} id ${'} }'.repeat(rounds)} } }`;
const doubling = (levels: number): string =>
  `{ ...F0 } ${times(levels, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}
   fragment F${levels} on Query { ${tenant} }`;

describe('a document is refused before it costs anything', () => {
  test.each([
    ['30 aliases', `{ ${times(30, (i) => `a${i}: ${tenant}`)} }`, 'ok'],
    ['31 aliases', `{ ${times(31, (i) => `a${i}: ${tenant}`)} }`, 'SYS-GRAPHQL-LIMIT'],
    ['an alias bomb of 190', `{ ${times(190, (i) => `a${i}: ${tenant}`)} }`, 'SYS-GRAPHQL-LIMIT'],
    [
      'aliases hidden in a fragment',
      `{ ...A } fragment A on Query { ${times(31, (i) => `a${i}: ${tenant}`)} }`,
      'SYS-GRAPHQL-LIMIT',
    ],
    ['12 levels', deep(5), 'ok'],
    ['14 levels', deep(6), 'SYS-GRAPHQL-LIMIT'],
    ['fragments that double 40 times', doubling(40), 'SYS-GRAPHQL-LIMIT'],
    ['a fragment that spreads itself', '{ ...A } fragment A on Query { ...A }', 'SYS-GRAPHQL'],
    ['a flood of tokens', `{ ${times(5000, () => 'tenants')} }`, 'SYS-GRAPHQL-LIMIT'],
    ['no GraphQL at all', 'select * from biz.case', 'SYS-GRAPHQL'],
    ['a generated write', 'mutation { createCase(input: {}) { clientMutationId } }', 'SYS-GRAPHQL'],
  ])('%s: %s', async (_name, query, code) => {
    const answer = await ask(app, 'willow', query);
    expect([codeOf(answer), answer.status]).toEqual([code, code === 'ok' ? 200 : 400]);
  });

  test('a body of more than a megabyte', async () => {
    const answer = await ask(app, 'willow', `{ ${'x'.repeat(1_100_000)} }`);
    expect([answer.status, codeOf(answer)]).toEqual([413, 'SYS-TOO-LARGE']);
  });
});

describe('variables', () => {
  const named = 'query ($ids: [UUID!]!) { casesById(tenantId: 2, ids: $ids, first: 10) { nodes { id } } }';
  test.each([
    ['a list of 1001', Array.from({ length: 1001 }, () => 'x')],
    ['a list of 60,000 in a list', [Array.from({ length: 60_000 }, () => 'x')]],
  ])('%s is refused before the document is looked at', async (_, ids) => {
    const answer = await ask(app, 'willow', named, { ids });
    expect([answer.status, codeOf(answer)]).toEqual([400, 'SYS-GRAPHQL-LIMIT']);
  });
});

describe('a page', () => {
  const listing = 'query ($n: PageSize!) { cases(tenantId: 2, first: $n) { nodes { id } } }';

  test('can hold 1000 rows', async () => {
    expect(codeOf(await ask(app, 'willow', listing, { n: 1000 }))).toBe('ok');
  });

  test.each([1001, 2147483647, -1, 1.5, '10', null])('cannot hold %s rows', async (n) => {
    const answer = await ask(app, 'willow', listing, { n });
    expect([answer.data, codeOf(answer)]).toEqual([undefined, 'SYS-GRAPHQL']);
  });

  test.each(['first: 1001', 'first: 99999999999999999999', ''])('cannot be asked for as (%s)', async (args) => {
    expect(codeOf(await ask(app, 'willow', `{ cases(tenantId: 2, ${args}) { nodes { id } } }`))).toBe('SYS-GRAPHQL');
  });

  test('that is too long is refused in words of ours, in a variable as in the document', async () => {
    const inDocument = await ask(app, 'willow', '{ cases(tenantId: 2, first: 1001) { nodes { id } } }');
    for (const answer of [inDocument, await ask(app, 'willow', listing, { n: 1001 })]) {
      expect(answer.errors![0]!.extensions).toMatchObject({
        title_zh: 'GraphQL 请求不符合要求：每页行数（PageSize）须为 0 至 1000 的整数',
        title: 'The GraphQL request is wrong: PageSize must be a whole number from 0 to 1000',
      });
    }
  });

  test('every list of the schema takes a PageSize, the nested ones too', async () => {
    const query = `{ __schema { types { name fields { name args { name type { ofType { name } } }
      type { kind ofType { kind name } } } } } }`;
    const { data } = await post(app, 'willow', { query });
    const { types } = (data as { __schema: { types: IntrospectedType[] } }).__schema;
    const lists = types
      .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Connection') && !name.startsWith('Submit'))
      .flatMap(({ name, fields }) => (fields ?? []).map((field) => ({ ...field, at: `${name}.${field.name}` })))
      .filter(({ type }) => type.ofType?.kind === 'LIST' || type.ofType?.name?.endsWith('Connection'))
      .filter(({ at }) => !OTHERWISE_LIMITED.some((each) => at.startsWith(each)));
    expect(lists.length).toBeGreaterThan(15);
    for (const { at, args } of lists) {
      expect([at, args.find(({ name }) => name === 'first')?.type.ofType?.name]).toEqual([at, 'PageSize']);
    }
  });
});

describe('an instant or a day that a client sends', () => {
  const since = 'query ($at: Datetime) { cases(tenantId: 2, first: 1, reportedFrom: $at) { nodes { id } } }';
  const days = `query ($day: Date!) {
    statDays(tenantId: 2, first: 1, basis: "reported", fromDay: $day, toDay: "2026-11-01") { nodes { day } } }`;

  test.each(['2026-10-01T00:00:00Z', '2026-10-01T08:00:00.5+08:00', null])('may be %s', async (at) => {
    expect(codeOf(await ask(app, 'willow', since, { at }))).toBe('ok');
  });

  test.each(['yesterday', 'infinity', '2026-10-01', '2026-10-01T00:00:00', '2026-02-30T00:00:00Z', 5, ''])(
    'is no instant: %s',
    async (at) => {
      const answer = await ask(app, 'willow', since, { at });
      expect(answer.errors![0]!.extensions).toMatchObject({
        code: 'SYS-GRAPHQL',
        title: `The GraphQL request is wrong: "${at}" is no instant with its zone, such as 2026-10-01T00:00:00Z`,
      });
    },
  );

  test.each(['today', '2026-10', '2026-02-30', '2026-10-01T00:00:00Z'])('is no day: %s', async (day) => {
    const answer = await ask(app, 'willow', days, { day });
    expect(answer.errors![0]!.extensions).toMatchObject({
      code: 'SYS-GRAPHQL',
      title: `The GraphQL request is wrong: "${day}" is no day, such as 2026-10-01`,
    });
    expect(codeOf(await ask(app, 'willow', days, { day: '2026-10-01' }))).toBe('ok');
  });

  test('is refused when it stands in the document, too', async () => {
    const query = '{ cases(tenantId: 2, first: 1, reportedFrom: "yesterday") { nodes { id } } }';
    expect(codeOf(await ask(app, 'willow', query))).toBe('SYS-GRAPHQL');
  });
});

/**
 * Lists that a function of the platform makes, each as long as there are codes of findings, words it shows, days of a deadline,
 * parts of a score or definitions of a scheme; lists of a page.
 */
const OTHERWISE_LIMITED = [
  'Batch.findingsByCode',
  'Batch.unknownWords', // at most 1,000
  'UnknownWord.',
  'FindingsOfCode.',
  'FindingExample.',
  'CaseDeadline.',
  'ExplainedDeadline.',
  'Result.indicators',
  'Scheme.readings',
  'CasePage.',
  'Desk.', // one count for each kind of work
  'DeskCase.',
  'StepClock.',
  'CaseList.', // by `first` of the field itself
  'CaseTable.',
  'CaseTableRow.',
];

interface IntrospectedType {
  readonly name: string;
  readonly fields:
    | {
        readonly name: string;
        readonly args: {
          readonly name: string;
          readonly type: { readonly ofType: { readonly name: string } | null };
        }[];
        readonly type: { readonly ofType: { readonly kind: string; readonly name: string | null } | null };
      }[]
    | null;
}

describe('what goes wrong inside', () => {
  test('leaves as a code without the words of the database', async () => {
    const rename = (from: string, to: string) =>
      database.pool('direct').query(`alter view api.${from} rename to ${to}`);
    await rename('area', 'area_away');
    const answer = await ask(app, 'willow', '{ areas(tenantId: 2, first: 1) { nodes { id } } }');
    await rename('area_away', 'area');
    expect(codeOf(answer)).toBe('SYS-FAULT');
    expect(answer.text).not.toMatch(/area.*exist|relation|function|select/i);
    expect(answer.errors![0]!.extensions['details']).toEqual({ ref: expect.any(String) });
  });

  test('a statement over the time of its role is stopped and says so', async () => {
    const superuser = new URL(inject('superuserUrl'));
    superuser.pathname = new URL(database.urls.direct).pathname;
    const admin = openDatabase({ direct: superuser.href });
    const { rows } = await database.pool('county').query('show statement_timeout');
    expect(rows).toEqual([{ statement_timeout: '10s' }]);
    const name = superuser.pathname.slice(1);
    await admin.pool('direct').query(`alter role gw_county in database ${name} set statement_timeout to '200ms'`);
    await admin.close();

    const impatient = openDatabase(database.urls, { poolSize: 2 });
    const other = await gatewayOver(impatient);
    const locked = asOwner(database, async (trx) => {
      await trx.schema.withSchema('biz').alterTable('case').addColumn('locks_the_table', 'integer').execute();
      const answer = await ask(other, 'willow', '{ cases(tenantId: 2, first: 1) { nodes { id } } }');
      expect([answer.data, codeOf(answer)]).toEqual([null, 'SYS-TOO-SLOW']);
    });
    await locked;
    await other.close();
    await impatient.close();
  });
});
