import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { makeBody, makeWillowAndReed, REED, RIVERTON, WILLOW } from '../../test/people.ts';
import type { LimitStep } from '../calendars/limit-steps.ts';
import { jsonb } from '../database/json.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import { asOwner, inTenant, type ActingRole } from '../database/transaction.ts';
import type { Acting } from '../database/database.ts';
import type { ModeDocument } from '../tenants/mode-document.ts';
import { limitOfStep, type LimitedCase } from './limit-of-step.ts';

let database: TestDatabase;
/** A class, and a filing condition of it with the limit the catalogue prints. */
let known: {
  readonly id: number;
  readonly class_id: number;
  readonly limit_value: string;
  readonly limit_unit: string;
};
/** Cells in a 一类区域 and a 二类区域. */
const INNER = 71;
const OUTER = 72;
let other: { readonly id: number; readonly class_id: number };

const POWER: Acting = { tenantId: 1, cityId: 1, unitId: 11, actor: 'power' };
const MODE: Pick<ModeDocument, 'limits'> = { limits: [{ step: 'filing', value: '30', unit: 'clock_hour' }] };

beforeAll(async () => {
  database = await freshDatabase('limits', async (fresh) => {
    await makeWillowAndReed(fresh);
    await loadCatalogues(fresh);
    await makeBody(fresh, 1, 1, 11, 'utility');
  });
  await asOwner(database, async (trx) => {
    const rules = await trx
      .selectFrom('lookup.case_rule')
      .select(['id', 'class_id', 'limit_value', 'limit_unit'])
      .where('class_id', 'is not', null)
      .orderBy('id')
      .execute();
    known = rules[0] as typeof known;
    other = rules.find((rule) => rule.class_id !== known.class_id) as typeof other;
    const row = (limit: string, step: LimitStep, more: object = {}) => ({
      ...{ tenant_id: 2, city_id: 1, id: randomUUID(), step, limit_value: limit, limit_unit: 'working_hour' },
      ...{ class_id: null, rule_id: null, area_class: null, from_day: '2026-01-01', to_day: null, origin_id: 2 },
      ...more,
    });
    const ofClass = { class_id: known.class_id };
    const outline = { type: 'Polygon', coordinates: [[[105, 30], [105.1, 30], [105.1, 30.1], [105, 30]]] }; // prettier-ignore
    const cell = (id: number, areaClass: number) => ({
      ...{ tenant_id: 2, city_id: 1, id, code: `cell-${id}`, area_class: areaClass, outline: jsonb(outline) },
      ...{ from_day: '2026-01-01' },
    });
    await trx
      .insertInto('biz.grid_cell')
      .values([cell(INNER, 1), cell(OUTER, 2)])
      .execute();
    await trx
      .insertInto('biz.limit_rule')
      .values([
        row('1', 'acceptance'),
        row('2', 'acceptance', { area_class: 1 }),
        row('3', 'acceptance', ofClass),
        row('4', 'acceptance', { ...ofClass, area_class: 1 }),
        row('5', 'acceptance', { ...ofClass, rule_id: known.id }),
        row('6', 'check', { from_day: '2026-01-01', to_day: '2026-07-01' }),
        row('7', 'check', { from_day: '2026-07-01' }),
        row('8', 'verify', { origin_id: 1, from_day: '2026-09-01' }),
        row('9', 'verify'),
        row('10', 'disposal', { area_class: 2 }),
        row('11', 'disposal', { class_id: other.class_id }),
      ])
      .execute();
  });
});
afterAll(() => database.drop());

const CASE: LimitedCase = { classId: null, ruleId: null, cellId: null, day: '2026-10-12' };
const limit = (
  step: LimitStep,
  more: Partial<LimitedCase> = {},
  role: ActingRole = 'county',
  acting: Acting = WILLOW,
) => sourced(step, more, role, acting).then((found) => found && { value: found.value, unit: found.unit });
const sourced = (
  step: LimitStep,
  more: Partial<LimitedCase> = {},
  role: ActingRole = 'county',
  acting: Acting = WILLOW,
) => inTenant(database, role, acting, (trx) => limitOfStep(trx, 2, 1, step, { ...CASE, ...more }, MODE));
const hours = (value: string) => ({ value, unit: 'working_hour' });

describe('the limit of a step', () => {
  it('is the one of the most specific rule: condition, then class, then area class', async () => {
    const ofClass = { classId: known.class_id };
    expect(await limit('acceptance')).toEqual(hours('1'));
    expect(await limit('acceptance', { cellId: OUTER })).toEqual(hours('1'));
    expect(await limit('acceptance', { cellId: INNER })).toEqual(hours('2'));
    expect(await limit('acceptance', { ...ofClass, cellId: OUTER })).toEqual(hours('3'));
    expect(await limit('acceptance', { ...ofClass, cellId: INNER })).toEqual(hours('4'));
    expect(await limit('acceptance', { ...ofClass, cellId: INNER, ruleId: known.id })).toEqual(hours('5'));
    expect(await limit('acceptance', { classId: other.class_id, ruleId: other.id })).toEqual(hours('1'));
  });
  it('is that of the day on which the clock starts', async () => {
    expect(await limit('check', { day: '2026-06-30' })).toEqual(hours('6'));
    expect(await limit('check', { day: '2026-07-01' })).toEqual(hours('7'));
    expect(await limit('check', { day: '2025-12-31' })).toBeNull();
  });
  it('is the county’s own before that of its city, however late that began', async () => {
    expect(await limit('verify')).toEqual(hours('9'));
  });
  it('of a disposal is the printed one of its condition, unless the tenant has one for condition or class', async () => {
    const { value, unit } = { value: known.limit_value, unit: known.limit_unit };
    expect(await limit('disposal', { classId: known.class_id, ruleId: known.id, cellId: OUTER })).toEqual({
      value,
      unit,
    });
    expect(await limit('disposal', { cellId: OUTER })).toEqual(hours('10'));
    expect(await limit('disposal', { classId: other.class_id, ruleId: other.id })).toEqual(hours('11'));
    expect(await limit('disposal')).toBeNull();
  });
  it('is that of the mode where no rule speaks of the step, else none', async () => {
    expect(await limit('filing')).toEqual({ value: '30', unit: 'clock_hour' });
    expect(await limit('closing')).toBeNull();
  });
  it('says who gives it', async () => {
    const printed = { classId: known.class_id, ruleId: known.id, cellId: OUTER };
    expect((await sourced('verify'))?.from).toBe('tenant');
    expect((await sourced('disposal', printed))?.from).toBe('condition');
    expect((await sourced('filing'))?.from).toBe('mode');
  });
  it('is read alike by county, city, a body of the city, and the clerk, and by no other county', async () => {
    for (const [role, acting] of [
      ['county', WILLOW],
      ['city', RIVERTON],
      ['unit', POWER],
      ['clerk', WILLOW],
    ] as const) {
      expect(await limit('acceptance', {}, role, acting)).toEqual(hours('1'));
      expect(await limit('acceptance', { cellId: INNER }, role, acting)).toEqual(hours('2'));
    }
    expect(await limit('acceptance', {}, 'county', REED)).toBeNull();
  });
});
