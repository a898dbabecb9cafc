import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeTestIntake, upload, WILLOW_MAPPING, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { makeBody, WILLOW } from '../../test/people.ts';
import { rebuildTenant } from '../cases/record/rebuild.ts';
import type { Trx } from '../database/database.ts';
import { jsonb } from '../database/json.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import type { MappingInput } from './mapping/document.ts';
import { putMapping } from './mapping/put-mapping.ts';
import { readOutcomes } from './report/read-outcomes.ts';

// Limits, grid and units change from a day on; a case has those of its own day, whenever its row is sent, and keeps them.

const OWN = { tenant_id: WILLOW.tenantId, city_id: WILLOW.cityId };
const OPEN = { 处置时间: '', 结案时间: '' };
/** A row with the same report, filing and dispatch, and no end. */
const at = (id: string, time: string, more: Record<string, string> = {}) =>
  willowRow(id, { 上报时间: time, 立案时间: time, 派遣时间: time, ...OPEN, ...more });
const MOVED = { 地址: '柳岸路 2 号' };

let intake: TestIntake;
beforeEach(async () => {
  intake = await makeTestIntake();
});
afterEach(async () => {
  const rebuilt = await rebuildTenant(intake.database, intake.deps, WILLOW, { write: false });
  expect(rebuilt.differences).toEqual([]);
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

async function send(...rows: Record<string, string>[]): Promise<string[]> {
  const { batch } = await upload(intake, rows);
  return inTenant(intake.database, 'ingest', WILLOW, async (trx) =>
    (await readOutcomes(trx, WILLOW.tenantId, batch.batchId)).map(({ outcome }) => outcome),
  );
}
const times = (count: number, outcome: string): string[] => Array<string>(count).fill(outcome);

const stored = (id: string) =>
  asOwner(intake.database, (trx) =>
    trx
      .selectFrom('biz.case_source as s')
      .innerJoin('biz.case as c', 'c.id', 's.case_id')
      .innerJoin('biz.case_fact as f', 'f.case_id', 'c.id')
      .select(['c.version', 'c.address', 'c.rule_id', 'c.limit_value', 'c.limit_unit', 'c.due_at', 'c.cell_id'])
      .select([
        'c.street_id',
        'c.community_id',
        'c.lead_unit_id',
        'f.cell_id as fact_cell',
        'f.lead_unit_id as fact_lead',
      ])
      .select(['s.content_hash', 's.mapping_version'])
      .where('s.external_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
const limitOf = async (id: string): Promise<string> => {
  const { limit_value: value, limit_unit: unit, due_at: due } = await stored(id);
  return `${value} ${unit}, ${due?.toISOString()}`;
};

/** Versions count through all databases of this file: what a process knows of a tenant it keeps by the version alone. */
let version = 1;
/** Changes the configuration of willow as `tenant apply` does: effective rows, and a greater version. */
const configure = (change: (trx: Trx) => Promise<unknown>) =>
  asOwner(intake.database, async (trx) => {
    await change(trx);
    await trx
      .updateTable('biz.tenant')
      .set({ config_version: ++version })
      .where('tenant_id', '=', WILLOW.tenantId)
      .execute();
  });

describe('the limit', () => {
  /** Of 暴露垃圾: printed are four working hours (rule 389). */
  const limit = (value: string, fromDay: string, { of = WILLOW.tenantId, to }: { of?: number; to?: string } = {}) =>
    configure(async (trx) => {
      const litter = await trx
        .selectFrom('lookup.case_rule')
        .select('class_id')
        .where('id', '=', 389)
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('biz.limit_rule')
        .values({
          ...{ ...OWN, ...litter, id: intake.deps.ids.next(), origin_id: of, step: 'disposal' },
          ...{ limit_value: value, limit_unit: 'working_hour', from_day: fromDay, to_day: to ?? null },
        })
        .execute();
    });
  // Dispatched on Monday 12 October 2026 at 8:20; the hours of work are 8–12 and 14–18: four of them end at 14:20.
  const PRINTED = '4 working_hour, 2026-10-12T06:20:00.000Z';
  const closed = willowRow('closed');
  const open = willowRow('open', OPEN);

  it('is that of the day on which the clock starts, and rows sent again are unchanged', async () => {
    expect(await send(closed, open)).toEqual(['created', 'created']);
    await limit('1', '2026-10-20');
    expect(await send(closed, open)).toEqual(['unchanged', 'unchanged']);
    for (const id of ['closed', 'open']) expect([await limitOf(id), (await stored(id)).version]).toEqual([PRINTED, 1]);
    await send(
      at('before', '2026-10-19 23:59:59'),
      at('after', '2026-10-20 00:00:00'),
      at('late dispatch', '2026-10-19 23:00:00', { 派遣时间: '2026-10-20 09:00:00' }),
      at('filed', '2026-10-19 23:00:00', { 派遣时间: '' }),
    );
    expect(await limitOf('before')).toBe('4 working_hour, 2026-10-20T04:00:00.000Z');
    expect(await limitOf('after')).toBe('1 working_hour, 2026-10-20T01:00:00.000Z');
    expect(await limitOf('late dispatch')).toBe('1 working_hour, 2026-10-20T02:00:00.000Z');
    expect(await limitOf('filed')).toBe('4 working_hour, 2026-10-20T04:00:00.000Z');
  });

  it('stays with a case whose clock has started, also where a new limit goes back before it', async () => {
    await send(closed, open);
    const before = (await stored('closed')).content_hash;
    await limit('2', '2026-01-01');
    expect(await send(closed, open)).toEqual(['unchanged', 'unchanged']);
    expect((await stored('closed')).content_hash).not.toBe(before);
    expect(await send(closed, open)).toEqual(['unchanged', 'unchanged']);
    expect(await send({ ...closed, ...MOVED }, willowRow('open', MOVED))).toEqual(['updated', 'updated']);
    for (const id of ['closed', 'open']) {
      expect(await stored(id)).toMatchObject({ address: '柳岸路 2 号', version: 2, rule_id: 389 });
      expect(await limitOf(id)).toBe(PRINTED);
    }
    await send(willowRow('new'));
    expect(await limitOf('new')).toBe('2 working_hour, 2026-10-12T02:20:00.000Z');
  });

  it('of a case that was only reported is taken when its clock starts', async () => {
    const reported = at('waiting', '2026-10-19 09:00:00', { 立案时间: '', 派遣时间: '' });
    await send(reported);
    await limit('1', '2026-10-20');
    expect(await send(reported)).toEqual(['unchanged']);
    expect(await limitOf('waiting')).toBe('4 working_hour, undefined');
    expect(await send({ ...reported, 派遣时间: '2026-10-20 09:00:00' })).toEqual(['updated']);
    expect(await limitOf('waiting')).toBe('1 working_hour, 2026-10-20T02:00:00.000Z');
  });

  it('of the county counts from its first to its last day, before and after it that of its city, else the printed one', async () => {
    await limit('3', '2026-10-01', { of: WILLOW.cityId });
    await limit('1', '2026-10-20', { to: '2026-10-27' });
    const days = {
      printed: '2026-09-21',
      city: '2026-10-19',
      own: '2026-10-20',
      'own still': '2026-10-26',
      again: '2026-10-27',
    };
    await send(...Object.entries(days).map(([id, day]) => at(id, `${day} 08:20:00`)));
    const hours = await Promise.all(Object.keys(days).map(async (id) => (await stored(id)).limit_value));
    expect(hours).toEqual(['4', '3', '1', '1', '3']);
  });
});

describe('the grid cell', () => {
  const square = jsonb({
    type: 'Polygon',
    coordinates: [[[105.4, 30.4], [105.6, 30.4], [105.6, 30.6], [105.4, 30.6], [105.4, 30.4]]], // prettier-ignore
  });
  /** Cell 1 ends, cell 2 takes its place. */
  const redraw = (day: string) =>
    configure(async (trx) => {
      await trx.updateTable('biz.grid_cell').set({ to_day: day }).where('tenant_id', '=', 2).execute();
      const cell = { id: 2, code: '999901001001002', area_class: 1, outline: square, from_day: day };
      await trx.insertInto('biz.grid_cell').values({ ...OWN, ...cell }).execute(); // prettier-ignore
    });
  const cellsOf = async (...ids: string[]) => (await Promise.all(ids.map(stored))).map((one) => one.cell_id);

  it.each([
    ['from a later day on', '2026-10-20'],
    ['for days gone by', '2026-10-05'],
  ])('stays when the grid is redrawn %s', async (_, day) => {
    const [closed, open] = [willowRow('closed'), willowRow('open', OPEN)];
    await send(closed, open);
    await redraw(day);
    expect(await send(closed, open)).toEqual(['unchanged', 'unchanged']);
    expect(await send({ ...closed, ...MOVED }, willowRow('open'))).toEqual(['updated', 'updated']);
    expect(await cellsOf('closed', 'open')).toEqual([1, 1]);
    await send(at('19th', '2026-10-19 23:59:59'), at('20th', '2026-10-20 00:00:00'));
    expect(await cellsOf('19th', '20th')).toEqual([day === '2026-10-20' ? 1 : 2, 2]);
    expect(await send(willowRow('open', { 经度: '105.51' }))).toEqual(['updated']);
    expect(await cellsOf('open')).toEqual([day === '2026-10-20' ? 1 : 2]);
  });

  it('is that of the report, not of the dispatch', async () => {
    await redraw('2026-10-20');
    await send(at('over midnight', '2026-10-19 23:00:00', { 派遣时间: '2026-10-20 08:00:00' }));
    expect(await cellsOf('over midnight')).toEqual([1]);
  });

  it('that there was none of is found when there is one for the day', async () => {
    await configure((trx) => trx.updateTable('biz.grid_cell').set({ from_day: '2026-10-20' }).execute());
    const row = willowRow('A');
    await send(row);
    expect(await cellsOf('A')).toEqual([null]);
    await configure((trx) => trx.updateTable('biz.grid_cell').set({ from_day: '2026-01-01' }).execute());
    expect([await send(row), await send(row)]).toEqual([['updated'], ['unchanged']]);
    expect(await stored('A')).toMatchObject({ cell_id: 1, fact_cell: 1 });
  });

  it('has the street it had, whatever the map of streets has become', async () => {
    const street = (id: number, level: string) =>
      configure((trx) =>
        trx
          .insertInto('biz.area')
          .values({ ...OWN, id, level, name: `${id}`, outline: square, is_schematic: true, parent_id: 1 })
          .execute(),
      );
    const gone = (id: number) =>
      configure((trx) => trx.updateTable('biz.area').set({ level: 'county' }).where('id', '=', id).execute());
    await street(5, 'street');
    await street(6, 'community');
    const row = willowRow('A', OPEN);
    await send(row);
    await gone(5);
    await street(7, 'street');
    expect(await send(row)).toEqual(['unchanged']);
    expect(await send(willowRow('A'), willowRow('B'))).toEqual(['updated', 'created']);
    expect(await stored('A')).toMatchObject({ street_id: 5, community_id: 6 });
    expect(await stored('B')).toMatchObject({ street_id: 7, community_id: 6 });
  });
});

describe('the lead', () => {
  const [HOUSING, GARDENS] = [21, 22];
  const row = (id: string, unit: string, more: Record<string, string> = {}) => willowRow(id, { 单位: unit, ...more });
  const put = (unit: MappingInput['unit']) =>
    inTenant(intake.database, 'ingest', WILLOW, (trx) =>
      putMapping(trx, intake.deps, WILLOW, {
        ...{ sourceId: null, sourceCode: null, document: { ...WILLOW_MAPPING, unit } },
      }),
    );
  const end = (day: string) =>
    configure(async (trx) => {
      for (const table of ['biz.unit', 'biz.body'] as const) {
        const key = table === 'biz.unit' ? 'id' : 'unit_id';
        await trx.updateTable(table).set({ to_day: day }).where('tenant_id', '=', 2).where(key, '=', GARDENS).execute();
      }
    });
  const leadsOf = async (...ids: string[]) => (await Promise.all(ids.map(stored))).map((one) => one.lead_unit_id);
  const findings = () =>
    asOwner(intake.database, (trx) => trx.selectFrom('biz.finding').select('code').distinct().execute());

  beforeEach(async () => {
    for (const id of [HOUSING, GARDENS])
      await makeBody(intake.database, WILLOW.tenantId, WILLOW.cityId, id, 'department');
    await put({ column: '单位', values: { 园林: 'u22', 住建: 'u21' } });
  });

  it('of a dispatch before the end of the unit stays, and is found, without a finding', async () => {
    const rows = [row('closed', '园林'), row('open', 'department 22', OPEN)];
    await send(...rows);
    await end('2026-11-01');
    expect(await send(...rows)).toEqual(['unchanged', 'unchanged']);
    expect(await send(row('closed', '园林', MOVED), row('open', 'department 22'), row('new', '园林'))).toEqual([
      ...['updated', 'updated', 'created'],
    ]);
    expect(await leadsOf('closed', 'open', 'new')).toEqual([GARDENS, GARDENS, GARDENS]);
    expect(await findings()).toEqual([]);
    await send(at('31st', '2026-10-31 23:59:59', { 单位: '园林' }), at('1st', '2026-11-01 00:00:00', { 单位: '园林' }));
    expect(await leadsOf('31st', '1st')).toEqual([GARDENS, null]);
    expect(await findings()).toHaveLength(1);
  });

  it('is not lost where the unit is made to end before it', async () => {
    const rows = [row('closed', '园林'), row('open', 'department 22', OPEN)];
    await send(...rows);
    await end('2026-10-05');
    expect(await send(...rows)).toEqual(['unchanged', 'unchanged']);
    expect(await send(row('closed', '园林', MOVED), row('open', 'department 22'))).toEqual(['updated', 'updated']);
    expect(await leadsOf('closed', 'open')).toEqual([GARDENS, GARDENS]);
    expect((await stored('closed')).fact_lead).toBe(GARDENS);
  });

  it('stays with the body the unit worked in then; new cases go to the one it works in now', async () => {
    const rows = [row('closed', '园林'), row('open', 'department 22', OPEN)];
    await send(...rows);
    await configure((trx) =>
      trx
        .updateTable('biz.unit')
        .set({ body_id: HOUSING })
        .where('tenant_id', '=', 2)
        .where('id', '=', GARDENS)
        .execute(),
    );
    expect(await send(...rows)).toEqual(['unchanged', 'unchanged']);
    await send(row('closed', '园林', MOVED), row('open', 'department 22'), row('new', '园林'));
    expect(await leadsOf('closed', 'open', 'new')).toEqual([GARDENS, GARDENS, HOUSING]);
  });

  it('is another where the row names another unit, or the mapping means another by the word', async () => {
    await send(row('A', '园林'), row('B', '园林'));
    expect(await send(row('A', '住建'))).toEqual(['updated']);
    expect(await leadsOf('A', 'B')).toEqual([HOUSING, GARDENS]);
    await put({ column: '单位', values: { 园林: 'u21' } });
    expect(await send(row('B', '园林'))).toEqual(['updated']);
    expect(await leadsOf('B')).toEqual([HOUSING]);
  });
});

describe('a mapping that has learnt a column', () => {
  const rows = [willowRow('A', { 举报人: '赵敏', 电话: '13812345678', 改: '7' }), willowRow('B', { ...OPEN, 改: '7' })];
  const put = (more: Partial<MappingInput>) =>
    inTenant(intake.database, 'ingest', WILLOW, (trx) =>
      putMapping(trx, intake.deps, WILLOW, {
        ...{ sourceId: null, sourceCode: null, document: { ...WILLOW_MAPPING, ...more } },
      }),
    );
  const events = () => asOwner(intake.database, (trx) => trx.selectFrom('biz.case_event').select('id').execute());

  it('which is empty leaves all rows unchanged, those with a reporter too, and nothing is recorded', async () => {
    await put({});
    await send(...rows);
    const before = { events: await events(), hash: (await stored('A')).content_hash };
    await put({ description: '描述', unit: '单位', selfHandled: { column: '自办', true: ['是'], false: ['否'] } });
    const empty = rows.map((row) => ({ ...row, 描述: '', 单位: '', 自办: '' }));
    expect(await send(...empty)).toEqual(['unchanged', 'unchanged']);
    expect(await events()).toEqual(before.events);
    expect(await stored('A')).toMatchObject({ version: 1, mapping_version: 3 });
    expect((await stored('A')).content_hash).not.toBe(before.hash);
    expect(await send(...empty)).toEqual(['unchanged', 'unchanged']);
    expect(await send(...rows.map((row) => ({ ...row, 描述: '两袋' })))).toEqual(['updated', 'updated']);
    expect(await send({ ...rows[0]!, 描述: '两袋', 电话: '13900000000' })).toEqual(['updated']);
  });

  it('does not make a revision one that was used twice, whether the column is empty or not', async () => {
    const revision = { column: '改', as: 'number' } as const;
    await put({ revision });
    await send(...rows);
    await put({ revision, description: '描述' });
    expect(await send({ ...rows[0]!, 描述: '' }, { ...rows[1]!, 描述: '两袋' })).toEqual(['unchanged', 'updated']);
    expect(await send({ ...rows[1]!, 描述: '三袋' })).toEqual(['rejected']);
  });

  it('nor does a new limit or grid', async () => {
    await put({ revision: { column: '改', as: 'number' } });
    await configure((trx) => trx.updateTable('biz.grid_cell').set({ from_day: '2026-10-20' }).execute());
    await send(...rows);
    await configure((trx) => trx.updateTable('biz.grid_cell').set({ from_day: '2026-01-01' }).execute());
    expect(await send(...rows)).toEqual(times(2, 'unchanged'));
  });
});
