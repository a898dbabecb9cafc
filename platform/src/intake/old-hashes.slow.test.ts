import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestIntake, upload, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { WILLOW } from '../../test/people.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import { readOutcomes } from './report/read-outcomes.ts';

// A home filled before hashes carried a version. The hashes below were made by the code of that time, from these rows.

let intake: TestIntake;
const { 地址: _, ...withoutAddress } = willowRow('H2');
const ROWS = [
  willowRow('H1', { 举报人: '赵敏', 电话: '13812345678' }),
  withoutAddress,
  willowRow('H3', { 处置时间: '', 结案时间: '', 地址: '' }),
];
const OLD: Record<string, string> = {
  H1: 'XE46WQL4JHky1OtuzdjWexzAvuu0m3DGLXkrSOtoEUg',
  H2: 'dv_JJLyRpl93mreV3wFmxzCbekpbk9aXGaV3ctLhiCs',
  H3: '8R0rm6vJcm5RQYx8HofBnOm5c4mjAA6924_zIFzc12E',
};

beforeAll(async () => {
  intake = await makeTestIntake();
  for (const row of ROWS) await upload(intake, [row]);
  await asOwner(intake.database, async (trx) => {
    for (const [id, content_hash] of Object.entries(OLD)) {
      await trx.updateTable('biz.case_source').set({ content_hash }).where('external_id', '=', id).execute();
    }
  });
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const outcomesOf = async (row: Record<string, string>): Promise<string[]> => {
  const { batch } = await upload(intake, [row]);
  return inTenant(intake.database, 'ingest', WILLOW, async (trx) =>
    (await readOutcomes(trx, WILLOW.tenantId, batch.batchId)).map(({ outcome }) => outcome),
  );
};
const hashes = async () =>
  Object.fromEntries(
    (
      await asOwner(intake.database, (trx) =>
        trx.selectFrom('biz.case_source').select(['external_id', 'content_hash']).execute(),
      )
    ).map((row) => [row.external_id, row.content_hash]),
  );

describe('a history sent before hashes carried a version', () => {
  it('is unchanged when it is sent again, and nothing is written', async () => {
    for (const row of ROWS) expect(await outcomesOf(row)).toEqual(['unchanged']);
    expect(await hashes()).toEqual(OLD);
  });

  it('is updated where it really changed, and has a hash of today from then on', async () => {
    const changed = willowRow('H3', { 处置时间: '', 结案时间: '', 地址: '柳岸路 9 号' });
    expect(await outcomesOf(changed)).toEqual(['updated']);
    expect((await hashes())['H3']).toMatch(/^2:/);
    expect(await outcomesOf(changed)).toEqual(['unchanged']);
    // A column it no longer has is another content, as it always was.
    expect(await outcomesOf(willowRow('H2'))).toEqual(['updated']);
  });
});
