import { readFile } from 'node:fs/promises';
import type { TestDatabase } from '@liangji/platform/testing';
import type { FastifyInstance } from 'fastify';
import { buildSchema as schemaFromText } from 'postgraphile/graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyQuery } from './every-field.ts';
import { ask, codeOf, gatewayOver, TENANTS, twoCounties, uuidOf } from './harness.ts';

const schema = schemaFromText(await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'));

/**
 * Every column of text or JSON that GraphQL offers: `*` where people write words, and where it is stored; else what it holds
 * instead. A new column fails the test until somebody has thought about it here.
 */
const COLUMNS: Readonly<Record<string, string>> = {
  'case address': '*', 'case description': '*', 'case result': '*', 'case unit_name': '*',
  'case_event unit_name': '*', 'case_event data': '*',
  'batch file_name': '*', 'batch refused_details': '*',
  'finding received': '*', 'finding expected': '*',
  'area code': 'code', 'area level': 'code', 'area name': 'our name', 'area outline': 'figures',
  'batch client_batch_id': 'id of the sender', 'batch encoding': 'code', 'batch format': 'code', 'batch refused_code': 'code',
  'batch sent_by': 'login', 'batch sha256': 'hash', 'batch state': 'code',
  'case case_no': 'number of the case', 'case closing_type': 'code', 'case inexact_times': 'code', 'case kind': 'code', 'case limit_unit': 'code',
  'case limit_value': 'figure', 'case original_crs': 'code', 'case original_x': 'figure', 'case original_y': 'figure',
  'case source_code': 'code', 'case source_group': 'code', 'case stage': 'code',
  'case state': 'code',
  'case_media sha256': 'hash', 'case_media type': 'code', 'case_media unit_name': 'our name', 'case_media usage': 'code',
  'assignment answer': '*', 'assignment asks': '*', 'assignment brief': '*',
  'assignment kind': 'code', 'assignment limit_unit': 'code', 'assignment limit_value': 'figure', 'assignment state': 'code',
  'assignment subtype': 'code',
  'body code': 'code', 'body kind': 'code', 'body name': 'our name', 'person name': 'name of a colleague',
  'case_event kind': 'code', 'case_event post': 'code',
  'case_rule closing_condition': 'catalogue', 'case_rule condition': 'catalogue', 'case_rule limit_unit': 'code',
  'case_rule limit_value': 'figure', 'case_rule responsible_unit_kind': 'catalogue', 'case_rule source': 'catalogue',
  'case_source external_id': 'id of the sender',
  'class catalogue_id': 'code', 'class category_code': 'code', 'class category_name': 'catalogue', 'class class_code': 'code',
  'class class_name': 'catalogue', 'class kind': 'code', 'class provenance': 'code',
  'counted_case counter': 'code',
  'finding code': 'code', 'finding external_id': 'id of the sender', 'finding field': 'name of a column',
  'finding severity': 'code', 'finding_group code': 'code', 'finding_group severity': 'code',
  'grid_cell code': 'code', 'grid_cell outline': 'figures',
  'period hash': 'hash', 'period label': 'our name', 'period scheme_id': 'code', 'period series': 'code', 'period state': 'code',
  'period_snapshot closed_by': 'login', 'period_snapshot hash': 'hash', 'period_snapshot opened_by': 'login',
  'period_snapshot reason': '*', 'period_snapshot state': 'code',
  'result document': 'figures', 'result grade': 'code', 'result hash': 'hash', 'result no_data_reason': 'code',
  'result pinned': 'figures', 'result rank_group': 'code', 'result score': 'figure', 'result state': 'code',
  'result_list counter': 'code',
  'result_snapshot grade': 'code', 'result_snapshot hash': 'hash', 'result_snapshot rank_group': 'code',
  'result_snapshot score': 'figure', 'result_snapshot state': 'code',
  'scheme document': 'formulas', 'scheme hash': 'hash', 'scheme id': 'code',
  'source_system catalogue_id': 'code', 'source_system code': 'code', 'source_system name': 'our name',
  'stat_bucket basis': 'code', 'stat_bucket counters': 'figures', 'stat_bucket dim_kind': 'code',
  'tenant code': 'code', 'tenant kind': 'code', 'tenant mode': 'code', 'tenant name': 'our name', 'tenant name_en': 'our name',
  'tenant rank_group': 'code', 'tenant slug': 'code',
}; // prettier-ignore

const PHONE = '13812345678';
const written = Object.keys(COLUMNS).filter((column) => COLUMNS[column] === '*');

let database: TestDatabase;
let app: FastifyInstance;
beforeAll(async () => {
  database = await twoCounties();
  const owner = database.pool('direct');
  for (const column of written) {
    const [table, name] = column.split(' ') as [string, string];
    const { rows } = await owner.query<{ type: string }>(
      `select data_type as type from information_schema.columns where table_schema = 'biz' and table_name = $1 and column_name = $2`,
      [table, name],
    );
    const words = `${name} of ${table} 电话${PHONE}`;
    const value = rows[0]?.type === 'jsonb' ? JSON.stringify({ deep: [{ words }] }) : words;
    // A request of a task names who decides.
    const beside = column === 'assignment asks' ? ', asks_unit_id = asker_unit_id' : '';
    await owner.query(`update biz."${table}" set ${name} = $1${beside}`, [value]);
  }
  app = await gatewayOver(database);
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

describe('what people wrote', () => {
  test('every column of text that GraphQL offers is known to hold words of people or not', async () => {
    const { rows } = await database.pool('direct').query<{ name: string }>(`
      select table_name || ' ' || column_name as name from information_schema.columns
       where table_schema = 'api' and (data_type in ('text', 'json', 'jsonb') or udt_name in ('_text', '_jsonb'))`);
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(COLUMNS).sort());
  });

  test.each(['willow', 'riverton'])(
    'is read by %s through no field of the schema with its telephone number',
    async (who) => {
      const seen: string[] = [];
      for (const [field, query] of everyQuery(schema, TENANTS.willow, 'willow')) {
        const answer = await ask(app, who, query);
        expect([field, codeOf(answer)]).toEqual([field, 'ok']);
        expect([field, answer.text.includes(PHONE)]).toEqual([field, false]);
        seen.push(answer.text);
      }
      const all = seen.join('\n');
      for (const column of written) {
        const [table, name] = column.split(' ');
        expect([column, all.includes(`${name} of ${table} 电话138****5678`)]).toEqual([column, true]);
      }
    },
  );

  test('stays as it is where it is stored: masking is for showing', async () => {
    const { rows } = await database.pool('direct').query('select description from biz."case" where tenant_id = 2');
    expect(rows).toEqual([{ description: `description of case 电话${PHONE}` }]);
    const page = `{ casePage(tenantId: 2, id: "${uuidOf(2)}") { description events { data } } }`;
    expect((await ask(app, 'willow', page)).data).toEqual({
      casePage: {
        description: 'description of case 电话138****5678',
        events: [{ data: { deep: [{ words: 'data of case_event 电话138****5678' }] } }],
      },
    });
  });
});
