import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestIntake, upload, WILLOW_MAPPING, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { makeBody, REED, RIVERTON, WILLOW } from '../../test/people.ts';
import { rebuildTenant } from '../cases/record/rebuild.ts';
import type { Acting } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import type { MappingInput } from './mapping/document.ts';
import { putMapping } from './mapping/put-mapping.ts';
import { readOutcomes } from './report/read-outcomes.ts';

// Who leads a case of an upload, and in which street and community it lies, as the tables have it afterwards.

const [HOUSING, GARDENS, POWER] = [21, 22, 11];
const named = (unit: MappingInput['unit']): MappingInput => ({ ...WILLOW_MAPPING, unit });
const row = (id: string, unit: string, more: Record<string, string> = {}) => willowRow(id, { 单位: unit, ...more });

let intake: TestIntake;
const put = (document: unknown) =>
  inTenant(intake.database, 'ingest', WILLOW, (trx) =>
    putMapping(trx, intake.deps, WILLOW, { sourceId: null, sourceCode: null, document }),
  );
const send = async (rows: Record<string, string>[]): Promise<string[]> => {
  const { batch } = await upload(intake, rows);
  return inTenant(intake.database, 'ingest', WILLOW, async (trx) =>
    (await readOutcomes(trx, WILLOW.tenantId, batch.batchId)).map(({ outcome }) => outcome),
  );
};
const stored = (id: string) =>
  asOwner(intake.database, (trx) =>
    trx
      .selectFrom('biz.case_source as s')
      .innerJoin('biz.case as c', 'c.id', 's.case_id')
      .innerJoin('biz.case_fact as f', 'f.case_id', 's.case_id')
      .select(['c.unit_name', 'c.lead_unit_id', 'c.street_id', 'c.community_id', 'c.version'])
      .select(['f.lead_unit_id as fact_lead', 'f.street_id as fact_street', 'f.community_id as fact_community'])
      .where('s.external_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
/** Ids of the cases a body reads, as its people would. */
const readBy = (acting: Acting, unitId: number) =>
  inTenant(intake.database, 'unit', { ...acting, unitId }, async (trx) =>
    (await trx.selectFrom('biz.case').select('unit_name').orderBy('case_no').execute()).map((c) => c.unit_name),
  );

beforeAll(async () => {
  intake = await makeTestIntake();
  await makeBody(intake.database, WILLOW.tenantId, WILLOW.cityId, HOUSING, 'department');
  await makeBody(intake.database, WILLOW.tenantId, WILLOW.cityId, GARDENS, 'department');
  await makeBody(intake.database, RIVERTON.tenantId, RIVERTON.cityId, POWER, 'utility');
  const square = (half: number) => ({
    type: 'Polygon',
    coordinates: [[[105.5 - half, 30.5 - half], [105.5 + half, 30.5 - half], [105.5 + half, 30.5 + half], [105.5 - half, 30.5 + half]]], // prettier-ignore
  });
  await asOwner(intake.database, async (trx) => {
    const own = { tenant_id: WILLOW.tenantId, city_id: WILLOW.cityId, is_schematic: true, parent_id: 1 };
    await trx
      .insertInto('biz.area')
      .values([
        { ...own, id: 2, level: 'street', name: '柳岸街道', outline: jsonb(square(0.3)) },
        { ...own, id: 3, level: 'community', name: '柳岸社区', outline: jsonb(square(0.05)) },
      ])
      .execute();
  });
  await put(named({ column: '单位', values: { 住建: 'u21', 电力: 'utility 11' } }));
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

describe('an uploaded case', () => {
  it('has the body that its unit word means, and street and community of its cell, on the case and on its fact', async () => {
    expect(await send([row('L1', '住建'), row('L2', 'department 22', { 经度: '105.75' }), row('L3', '电力')])).toEqual([
      ...['created', 'created', 'created'],
    ]);
    expect(await stored('L1')).toMatchObject({
      ...{ unit_name: '住建', lead_unit_id: HOUSING, street_id: 2, community_id: 3 },
      ...{ fact_lead: HOUSING, fact_street: 2, fact_community: 3 },
    });
    expect(await stored('L2')).toMatchObject({ lead_unit_id: GARDENS, street_id: 2, community_id: null });
    expect(await stored('L3')).toMatchObject({ unit_name: '电力', lead_unit_id: POWER, fact_lead: POWER });
  });

  it('is read by the body that leads it, and by no other', async () => {
    expect(await readBy(WILLOW, HOUSING)).toEqual(['住建']);
    expect(await readBy(WILLOW, GARDENS)).toEqual(['department 22']);
    expect(await readBy(RIVERTON, POWER)).toEqual(['电力']);
    expect(await readBy(WILLOW, 23)).toEqual([]);
    expect(await readBy(REED, 30)).toEqual([]);
  });

  it('of an unknown word has no lead and keeps the word, with a warning', async () => {
    const { batch } = await upload(intake, [row('L4', '县交通局')]);
    const findings = await asOwner(intake.database, (trx) =>
      trx
        .selectFrom('biz.finding')
        .select(['code', 'severity', 'received'])
        .where('batch_id', '=', batch.batchId)
        .execute(),
    );
    expect(findings).toEqual([{ code: 'MAP-UNIT-UNKNOWN', severity: 'warning', received: '县交通局' }]);
    expect(await stored('L4')).toMatchObject({ unit_name: '县交通局', lead_unit_id: null });
  });

  it('moves to another body with its unit, and the other one reads it no more', async () => {
    expect(await send([row('L1', 'department 22', { 结案时间: '2026-10-12 17:00:00' })])).toEqual(['updated']);
    expect(await stored('L1')).toMatchObject({ lead_unit_id: GARDENS, fact_lead: GARDENS });
    expect(await readBy(WILLOW, HOUSING)).toEqual([]);
  });

  it('is recognised by the former name of a renamed unit', async () => {
    await asOwner(intake.database, (trx) =>
      trx
        .updateTable('biz.unit')
        .set({ name: '园林中心', name_history: jsonb([{ name: 'department 22', until: '2026-10-20' }]) })
        .where('tenant_id', '=', WILLOW.tenantId)
        .where('id', '=', GARDENS)
        .execute(),
    );
    expect(await send([row('L5', 'department 22'), row('L6', '园林中心')])).toEqual(['created', 'created']);
    for (const id of ['L5', 'L6']) expect(await stored(id)).toMatchObject({ lead_unit_id: GARDENS });
  });

  it('is recognised by the code and a former name of a body of the city, as the county knows them', async () => {
    await asOwner(intake.database, (trx) =>
      trx
        .updateTable('biz.body')
        .set({ name: '电网公司', name_history: jsonb([{ name: 'utility 11', until: '2026-10-20' }]) })
        .where('tenant_id', '=', WILLOW.tenantId)
        .where('unit_id', '=', POWER)
        .execute(),
    );
    const words = ['utility 11', '电网公司', 'u11', '电力'];
    expect(await send(words.map((word, n) => row(`L${n + 7}`, word)))).toEqual(words.map(() => 'created'));
    for (const n of words.keys()) expect(await stored(`L${n + 7}`)).toMatchObject({ lead_unit_id: POWER });
  });

  it('has no lead once the unit that the mapping means has ended, and the finding says which unit that was', async () => {
    const end = (day: string | null) =>
      asOwner(intake.database, (trx) =>
        trx
          .updateTable('biz.unit')
          .set({ to_day: day })
          .where('tenant_id', '=', WILLOW.tenantId)
          .where('id', '=', HOUSING)
          .execute(),
      );
    await end('2026-11-01');
    const { batch } = await upload(intake, [row('L11', '住建')]);
    const findings = await asOwner(intake.database, (trx) =>
      trx
        .selectFrom('biz.finding')
        .select(['code', 'received', 'expected'])
        .where('batch_id', '=', batch.batchId)
        .execute(),
    );
    expect(findings).toMatchObject([{ code: 'MAP-UNIT-GONE', received: '住建' }]);
    expect(JSON.stringify(findings[0]!.expected)).toContain('u21');
    expect(await stored('L11')).toMatchObject({ unit_name: '住建', lead_unit_id: null });
    await end(null);
  });

  it('is unchanged when it is sent again, also where the map of streets has changed meanwhile', async () => {
    const again = [row('L2', 'department 22', { 经度: '105.75' }), row('L3', '电力'), row('L4', '县交通局')];
    expect(await send(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    await asOwner(intake.database, async (trx) => {
      await trx.updateTable('biz.area').set({ level: 'community' }).where('id', '=', 2).execute();
      await trx
        .updateTable('biz.tenant')
        .set((set) => ({ config_version: set('config_version', '+', 1) }))
        .where('tenant_id', '=', WILLOW.tenantId)
        .execute();
    });
    expect(await send(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
    expect(await stored('L2')).toMatchObject({ street_id: 2, version: 1 });
  });

  it('is what its events alone say', async () => {
    const rebuilt = await rebuildTenant(intake.database, intake.deps, WILLOW, { write: false });
    expect(rebuilt).toEqual({ cases: 11, differences: [] });
  });
});

describe('a new mapping', () => {
  it('that names a unit of nobody, or by the code of another county, is refused', async () => {
    await makeBody(intake.database, REED.tenantId, REED.cityId, 31, 'department');
    await expect(put(named({ column: '单位', values: { 公安: 'police', 芦苇: 'u31', 住建: 'u21' } }))).rejects.toThrow(
      /police, u31/,
    );
  });

  it('with a word more reads the same rows anew', async () => {
    await put(named({ column: '单位', values: { 住建: 'u21', 电力: 'utility 11', 县交通局: 'u21' } }));
    expect(await send([row('L3', '电力'), row('L4', '县交通局')])).toEqual(['unchanged', 'updated']);
    expect(await stored('L4')).toMatchObject({ unit_name: '县交通局', lead_unit_id: HOUSING, fact_lead: HOUSING });
  });
});
