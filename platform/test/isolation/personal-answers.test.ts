import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ACT_COMMANDS } from '../../src/cases/lifecycle/commands.ts';
import { COMMANDS } from '../../src/command-list.ts';
import { inTenant, asOwner } from '../../src/database/transaction.ts';
import { actingOf, type Actor } from '../../src/identity/actor.ts';
import { systemDeps, type Deps } from '../../src/kernel/deps.ts';
import type { Query } from '../../src/commands/query.ts';
import { QUERIES } from '../../src/query-list.ts';
import { tileOf } from '../../src/geography/tile.ts';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { personAt } from '../desk-people.ts';
import { CASE, settleTown } from './command/town.ts';

/**
 * Every text that a query or a command of `/trpc` and `/api/v1` answers, but moments, ids and fixed words: `*` where people write
 * words, else what it holds. A new one fails the test until somebody has thought about it here.
 */
const TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...Object.keys(ACT_COMMANDS), 'register', 'self_handle'].flatMap((act) => [
      [`cases.${act} caseNo`, 'number of the case'],
      [`cases.${act} message.zh`, 'our sentence'],
      [`cases.${act} message.en`, 'our sentence'],
    ]),
  ),
  'audit.list people[].name': 'name of a colleague', 'audit.list rows[].name': 'name of a colleague',
  'audit.list rows[].about': '*', 'audit.list rows[].reason': '*', 'audit.list rows[].account': '*',
  'audit.list rows[].aboutWords.en': 'our words', 'audit.list rows[].aboutWords.zh': 'our words',
  'audit.list rows[].post': 'code', 'audit.list rows[].caseNo': 'number of the case', 'audit.list rows[].unitName': 'our name',
  'audit.list rows[].words.en': 'our words', 'audit.list rows[].words.zh': 'our words',
  'batch.cancel batch.clientBatchId': 'id of the sender', 'batch.cancel batch.refused.code': 'code',
  'batch.cancel batch.refused.en': 'our sentence', 'batch.cancel batch.refused.zh': 'our sentence',
  'batch.rows rows[].caseNo': 'number of the case',
  'cases.counted_in periods[].label': 'our name', 'cases.counted_in periods[].counters[].name': 'code',
  'cases.counted_in periods[].counters[].title.en': 'our words', 'cases.counted_in periods[].counters[].title.zh': 'our words',
  'cases.actions message.en': 'our sentence', 'cases.actions message.zh': 'our sentence',
  'cases.actions offers[].approver.en': 'our sentence', 'cases.actions offers[].approver.zh': 'our sentence',
  'cases.actions offers[].reasons[].code': 'code', 'cases.actions offers[].reasons[].en': 'our words',
  'cases.actions offers[].reasons[].zh': 'our words',
  'cases.actions offers[].refusal.code': 'code', 'cases.actions offers[].refusal.en': 'our sentence',
  'cases.actions offers[].refusal.zh': 'our sentence',
  'cases.class_rules rules[].closingCondition': 'catalogue', 'cases.class_rules rules[].condition': 'catalogue',
  'cases.class_rules rules[].limitUnit': 'code', 'cases.class_rules rules[].limitValue': 'figure',
  'cases.class_rules rules[].responsibleUnitKind': 'catalogue',
  'cases.held cases[].address': '*', 'cases.held cases[].description': '*', 'cases.held cases[].caseNo': 'number of the case',
  'cases.inner_of_body people[].name': 'name of a colleague', 'cases.inner_of_body units[].name': 'our name',
  'cases.likely_duplicates duplicates[].address': '*', 'cases.likely_duplicates duplicates[].description': '*',
  'cases.likely_duplicates duplicates[].caseNo': 'number of the case', 'cases.likely_duplicates duplicates[].photo': 'hash',
  'cases.locate places[].label': '*', 'cases.locate places[].cellCode': 'code',
  'cases.locate places[].communityName': 'our name', 'cases.locate places[].streetName': 'our name',
  'cases.locate places[].tenantName': 'our name',
  'cases.now address': '*', 'cases.now description': '*', 'cases.now caseNo': 'number of the case',
  'cases.now photos[].sha256': 'hash', 'cases.now source': 'code',
  'cases.open_of_caller cases[].address': '*', 'cases.open_of_caller cases[].caseNo': 'number of the case',
  'cases.open_of_caller cases[].className': 'catalogue',
  'cases.reveal_reporter name': 'what is revealed, with an audit row', 'cases.reveal_reporter phone': 'the same',
  'cases.search_bodies bodies[].code': 'code', 'cases.search_bodies bodies[].kind': 'code',
  'cases.search_bodies bodies[].name': 'our name',
  'cases.search_classes catalogueId': 'code', 'cases.search_classes classes[].categoryName': 'catalogue',
  'cases.search_classes classes[].code': 'code', 'cases.search_classes classes[].name': 'catalogue',
  'cases.submit batch.clientBatchId': 'id of the sender', 'cases.submit batch.refused.code': 'code',
  'cases.submit batch.refused.en': 'our sentence', 'cases.submit batch.refused.zh': 'our sentence',
  'cases.submit findings[].code': 'code', 'cases.submit findings[].externalId': 'id of the sender',
  'cases.submit findings[].field': 'name of a column',
  'cases.submit findings[].expected': 'masked when it is found', 'cases.submit findings[].received': 'masked when it is found',
  'cases.suggest_unit suggestions[].name': 'our name', 'cases.suggest_unit suggestions[].rule.en': 'our sentence',
  'cases.suggest_unit suggestions[].rule.zh': 'our sentence',
  'mapping.put source': 'code', 'mapping.read source': 'code', 'mapping.read document.*': 'columns and words of a system',
  'mapping.read fields[].field': 'code', 'mapping.read fields[].columns[]': 'name of a column',
  'mapping.read fields[].otherwise': 'word of a system', 'mapping.read fields[].value': 'word of a system',
  'mapping.read words[].also': 'catalogue', 'mapping.read words[].field': 'code', 'mapping.read words[].means': 'code',
  'mapping.read words[].name': 'our name', 'mapping.read words[].word': 'word of a system',
  'period.breakdown groups[].key': 'id', 'period.breakdown groups[].lost': 'figure', 'period.breakdown groups[].rate': 'figure',
  'period.breakdown groups[].name.en': 'our name', 'period.breakdown groups[].name.zh': 'our name',
  'period.breakdown refused.en': 'our sentence', 'period.breakdown refused.zh': 'our sentence',
  'period.breakdown rest.lost': 'figure', 'period.breakdown rest.rate': 'figure',
  'period.breakdown title.en': 'our words', 'period.breakdown title.zh': 'our words',
  'period.breakdown total.lost': 'figure', 'period.breakdown total.rate': 'figure',
  'period.close hash': 'hash', 'period.close label': 'our name', 'period.close schemeId': 'code', 'period.close series': 'code',
  'period.close reason': 'why an officer opened it again, published',
  'period.closing label': 'our name', 'period.closing members[].name': 'our name',
  'period.closing members[].grade': 'code', 'period.closing members[].score': 'figure',
  'period.late_counts periods[].label': 'our name',
  'period.list periods[].closedBy.name': 'name of a colleague', 'period.list periods[].closedBy.post': 'code',
  'period.list periods[].hash': 'hash', 'period.list periods[].label': 'our name', 'period.list periods[].series': 'code',
  'period.list periods[].withoutData[].name': 'our name', 'period.list periods[].withoutData[].slug': 'code',
  'period.late label': 'our name', 'period.late members[].counters[].name': 'code', 'period.late members[].name': 'our name',
  'period.late members[].counters[].title.en': 'our words', 'period.late members[].counters[].title.zh': 'our words',
  'period.late members[].grade': 'code', 'period.late members[].gradeWith': 'code',
  'period.late members[].score': 'figure', 'period.late members[].scoreWith': 'figure',
  'period.reopen hash': 'hash', 'period.reopen label': 'our name', 'period.reopen reason': 'the same',
  'period.reopen schemeId': 'code', 'period.reopen series': 'code',
  'scheme.adopt adopted[]': 'code', 'scheme.adopt id': 'code',
  'reports.own reports[].address': '*', 'reports.own reports[].description': '*', 'reports.own reports[].reason': '*',
  'reports.own reports[].reasonWords.en': 'our words', 'reports.own reports[].reasonWords.zh': 'our words',
  'reports.own reports[].caseNo': 'number of the case', 'reports.own reports[].sourceCode': 'code',
  'reports.waiting reports[].address': '*', 'reports.waiting reports[].description': '*',
  'reports.waiting reports[].byUnit.name': 'our name', 'reports.waiting reports[].className': 'catalogue',
  'reports.waiting reports[].kind': 'code', 'reports.waiting reports[].photos[].sha256': 'hash',
  'reports.waiting reports[].photos[].type': 'code', 'reports.waiting reports[].photos[].usage': 'code',
  'reports.waiting reports[].sourceCode': 'code',
  'reports.waiting reasons[].code': 'code', 'reports.waiting reasons[].en': 'our words', 'reports.waiting reasons[].zh': 'our words',
  'tasks.waiting tasks[].brief.*': '*',
}; // prettier-ignore

/** Paths of free text in a schema, `cases[].address`. */
function textsOf(schema: unknown, root: Record<string, unknown>, path = ''): string[] {
  const node = schema as Record<string, unknown>;
  if (typeof node['$ref'] === 'string') {
    const name = node['$ref'].split('/').at(-1)!;
    return textsOf((root['$defs'] as Record<string, unknown>)[name], root, path);
  }
  const choices = (node['anyOf'] ?? node['oneOf'] ?? node['allOf']) as unknown[] | undefined;
  if (choices !== undefined) return choices.flatMap((choice) => textsOf(choice, root, path));
  if (node['enum'] !== undefined || node['const'] !== undefined || node['format'] !== undefined) return [];
  if (node['type'] === 'array') return textsOf(node['items'] ?? {}, root, `${path}[]`);
  if (node['type'] === 'object' || node['properties'] !== undefined) {
    const known = Object.entries((node['properties'] ?? {}) as Record<string, unknown>);
    const more = typeof node['additionalProperties'] === 'object' ? [['*', node['additionalProperties']] as const] : [];
    return [...known, ...more].flatMap(([name, each]) => textsOf(each, root, path === '' ? name : `${path}.${name}`));
  }
  const types = [node['type']].flat().map(String);
  if (types.every((type) => ['integer', 'number', 'boolean', 'null'].includes(type))) return [];
  return [path];
}

const answers: readonly { readonly name: string; readonly output: z.ZodType }[] = [
  ...Object.values(COMMANDS),
  ...(Object.values(QUERIES) as unknown as readonly Query<unknown, unknown>[]),
];

test('every text that is answered is known to hold words of people or not', () => {
  const found = answers.flatMap(({ name, output }) => {
    const schema = z.toJSONSchema(output, { unrepresentable: 'any' }) as Record<string, unknown>;
    return [...new Set(textsOf(schema, schema))].map((path) => `${name} ${path}`);
  });
  expect([...new Set(found)].toSorted()).toEqual(Object.keys(TEXTS).toSorted());
});

const PHONE = '13812345678';
const words = (of: string): string => `${of} 电话${PHONE}`;
const PLACE = [105.5, 30.5] as const;

const ACCEPTOR = personAt('willow', 20, 'acceptor');
const LEADER = personAt('willow', 20, 'leader');
const PARKS = personAt('willow', 21, 'department', 'department');
const ROADS = personAt('willow', 22, 'collector', 'department');

/** For each query that answers words of people: somebody who is answered some. */
const ASKED: Readonly<Record<string, readonly [Actor, object]>> = {
  'audit.list': [
    LEADER,
    { tenantId: null, kind: null, personId: null, account: null, from: null, before: null, after: null, limit: 50 },
  ],
  'cases.held': [ACCEPTOR, { limit: 50 }],
  'cases.likely_duplicates': [ACCEPTOR, { tenantId: 2, classId: 1, longitude: PLACE[0], latitude: PLACE[1] }],
  'cases.locate': [ACCEPTOR, { tenantId: null, text: 'address of' }],
  'cases.now': [PARKS, { tenantId: 2, caseId: CASE.atParks }],
  'cases.open_of_caller': [ACCEPTOR, { phone: PHONE }],
  'reports.own': [ROADS, { limit: 50 }],
  'reports.waiting': [ACCEPTOR, { tenantId: null }],
  'tasks.waiting': [PARKS, { limit: 50, mine: false }],
};

describe('what people wrote', () => {
  let database: TestDatabase;
  const deps: Deps = { ...systemDeps, phoneDigest: async (_city, phone) => `digest of ${phone}` };
  beforeAll(async () => {
    database = await freshDatabase('town', settleTown);
    await asOwner(database, async (trx) => {
      await trx
        .insertInto('lookup.catalogue')
        .values({ id: 'gbt47678', title: 'GB/T 47678.5-2026', in_force_from: '2026-07-01', version: 1 })
        .execute();
      await trx
        .insertInto('lookup.class')
        .values({
          ...{ id: 1, catalogue_id: 'gbt47678', kind: 'event', category_code: '01', category_name: '市容环境' },
          ...{ class_code: '001', class_name: '暴露垃圾', provenance: 'read' },
        })
        .execute();
      const [longitude, latitude] = PLACE;
      await trx
        .updateTable('biz.case')
        .set({
          ...{ description: words('description of a case'), address: words('address of a case'), class_id: 1 },
          ...{ longitude, latitude, tile: tileOf(longitude, latitude) },
        })
        .execute();
      await sql`update biz.assignment set brief = ${JSON.stringify({ words: words('brief of a task') })}`.execute(trx);
      await sql`update biz.report set description = ${words('description of a report')},
        address = ${words('address of a report')}, reason = ${words('reason of a report')}`.execute(trx);
      await trx
        .insertInto('biz.audit')
        .values({
          ...{ tenant_id: 2, city_id: 1, id: deps.ids.next(), at: deps.clock.now(), action: 'period.reopen' },
          ...{ actor: words('account of a machine'), subject: words('label'), data: { reason: words('reason') } },
        })
        .execute();
      await sql`update biz.case_person set phone_digest = ${`digest of ${PHONE}`}`.execute(trx);
    });
  });
  afterAll(() => database?.drop());

  test('is asked for here wherever a query answers it', () => {
    const queries = Object.values(QUERIES).map(({ name }) => name as string);
    const answering = Object.keys(TEXTS)
      .filter((text) => TEXTS[text] === '*')
      .map((text) => text.split(' ')[0]!);
    expect(Object.keys(ASKED).toSorted()).toEqual([...new Set(answering)].toSorted());
    expect(answering.filter((name) => !queries.includes(name))).toEqual([]);
  });

  test.each(Object.entries(ASKED))('is answered by %s without its telephone number', async (name, [actor, input]) => {
    const asked = (Object.values(QUERIES) as unknown as readonly Query<unknown, unknown>[]).find(
      (one) => one.name === name,
    )!;
    const answer = await inTenant(database, actor.pool, actingOf(actor), (trx) => asked.read(trx, actor, input, deps));
    expect(JSON.stringify(answer)).not.toContain(PHONE);
    for (const path of Object.keys(TEXTS).filter((text) => TEXTS[text] === '*' && text.startsWith(`${name} `))) {
      const shown = valuesAt(answer, path.split(' ')[1]!.split(/\.|(?=\[\])/));
      expect([path, shown.some((value) => value.endsWith(' 电话138****5678'))]).toEqual([path, true]);
    }
  });
});

/** Texts at a path such as `cases`, `[]`, `address`; `*` is every name. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): string[] {
  if (name === undefined) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const below = name === '[]' || name === '*' ? Object.values(value) : [(value as Record<string, unknown>)[name]];
  return below.flatMap((each) => valuesAt(each, rest));
}
