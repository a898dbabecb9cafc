import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestIntake, upload, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { asOwner } from '../database/transaction.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const [PANEL, PILLAR] = ['违规设灯箱、电子屏、展板类户外广告', '违规立柱/墙体/楼体/楼顶广告'];
/** 违规户外广告: a panel has one working day (rule 447), a pillar five (448); without a condition the longer one counts. */
const row = (id: string, more: Record<string, string> = {}) =>
  willowRow(id, { 小类: '违规户外广告', 处置时间: '', 结案时间: '', ...more });
const DISPOSED = { 处置时间: '2026-10-12 15:00:00' };

/** Rule and limit of a case, by its id at the sender. */
async function limitOf(id: string): Promise<string> {
  const found = await asOwner(intake.database, (trx) =>
    trx
      .selectFrom('biz.case as c')
      .innerJoin('biz.case_source as s', 's.case_id', 'c.id')
      .select(['c.rule_id', 'c.limit_value', 'c.limit_unit'])
      .where('s.external_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
  return `${found.rule_id}: ${found.limit_value} ${found.limit_unit}`;
}

/** From now on two working hours for every 违规户外广告: all its rules are equally long, the lower one stands for them. */
async function shorten(): Promise<void> {
  await asOwner(intake.database, async (trx) => {
    const { class_id } = await trx
      .selectFrom('lookup.case_rule')
      .select('class_id')
      .where('id', '=', 447)
      .executeTakeFirstOrThrow();
    const own = { tenant_id: 2, city_id: 1, id: intake.deps.ids.next(), step: 'disposal', from_day: '2026-01-01' };
    await trx
      .insertInto('biz.limit_rule')
      .values({ ...own, class_id, limit_value: '2', limit_unit: 'working_hour' })
      .execute();
    await trx.updateTable('biz.tenant').set({ config_version: 99 }).where('tenant_id', '=', 2).execute();
  });
}

describe('when a limit changes', () => {
  beforeAll(async () => {
    await upload(intake, [
      row('running'),
      row('named', { 立案条件: PILLAR }),
      row('waiting', { 立案时间: '', 派遣时间: '' }),
      row('other condition', { 立案条件: PILLAR }),
      row('other class'),
    ]);
    expect(await Promise.all(['running', 'named', 'waiting'].map(limitOf))).toEqual(
      Array(3).fill('448: 5 working_day'),
    );
    await shorten();
  });

  it('a case whose clock runs keeps rule and limit, whatever its next rows add', async () => {
    await upload(intake, [row('running', DISPOSED), row('named', { 立案条件: PILLAR, ...DISPOSED })]);
    expect(await Promise.all(['running', 'named'].map(limitOf))).toEqual(Array(2).fill('448: 5 working_day'));
    const disposed = await asOwner(intake.database, (trx) =>
      trx.selectFrom('biz.case').select('disposed_at').where('disposed_at', 'is not', null).execute(),
    );
    expect(disposed).toHaveLength(2);
  });

  it('a case whose clock starts now, and a new one, have the new one', async () => {
    await upload(intake, [row('waiting'), row('new')]);
    expect(await Promise.all(['waiting', 'new'].map(limitOf))).toEqual(Array(2).fill('447: 2 working_hour'));
  });

  it('a row that means another condition or class than before takes the limit of that', async () => {
    await upload(intake, [row('other condition', { 立案条件: PANEL }), row('other class', { 小类: '街头散发广告' })]);
    expect(await limitOf('other condition')).toBe('447: 2 working_hour');
    expect(await limitOf('other class')).toBe('446: 2 working_hour');
  });
});
