import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestIntake, NOW, upload, WILLOW_MAPPING, willowRow, type TestIntake } from '../../test/intake/county.ts';
import { WILLOW } from '../../test/people.ts';
import { explainDeadline } from '../cases/read/explain-deadline.ts';
import { jsonb } from '../database/json.ts';
import type { JsonObject } from '../database/tables.ts';
import { asOwner, inTenant } from '../database/transaction.ts';

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
  const document = {
    ...WILLOW_MAPPING,
    times: { ...WILLOW_MAPPING.times, extended: '延期时间' },
    extension: '延期次数',
    unit: '处置单位',
    severities: { ...WILLOW_MAPPING.severities, 'MAP-UNIT-UNKNOWN': 'off' },
  };
  await asOwner(intake.database, (trx) =>
    trx
      .insertInto('biz.mapping')
      .values({
        ...{ tenant_id: 2, city_id: 1, source_id: 1, version: 2, hash: 'y', from_at: NOW },
        document: jsonb(document as unknown as JsonObject),
      })
      .execute(),
  );
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

/** Wall clock of willow in the week of Monday, 12 October 2026. */
const at = (wall: string): Date => new Date(`2026-10-${wall.replace(' ', 'T')}:00+08:00`);
const time = (wall: string): string => `2026-10-${wall}:00`;
/** Dispatched at 08:20 on Monday with a limit of four working hours (8–12, 14–18): due at 14:20. */
const row = (id: string, more: Record<string, string>) =>
  willowRow(id, {
    ...{ 处置时间: '', 结案时间: '', 处置单位: '环卫所', 延期时间: '', 延期次数: '0' },
    ...more,
  });

/** Uploads the same case again and again; returns the codes of the findings of each upload, and the deadline afterwards. */
async function send(id: string, ...rows: Record<string, string>[]) {
  const codes: string[][] = [];
  for (const more of rows) {
    const { batch } = await upload(intake, [row(id, more)]);
    const found = await asOwner(intake.database, (trx) =>
      trx.selectFrom('biz.finding').select('code').where('batch_id', '=', batch.batchId).orderBy('seq').execute(),
    );
    codes.push(found.map(({ code }) => code));
  }
  const { case_id: caseId } = await asOwner(intake.database, (trx) =>
    trx.selectFrom('biz.case_source').select('case_id').where('external_id', '=', id).executeTakeFirstOrThrow(),
  );
  const deadline = await inTenant(intake.database, 'county', WILLOW, (trx) => explainDeadline(trx, 2, caseId, NOW));
  const { due_at: stored } = await asOwner(intake.database, (trx) =>
    trx.selectFrom('biz.case').select('due_at').where('id', '=', caseId).executeTakeFirstOrThrow(),
  );
  const due = deadline.explained?.dueAt ?? null;
  expect(stored).toEqual(due);
  const counted = deadline.explained?.segments.reduce((sum, { countedMs }) => sum + countedMs, 0);
  if (due !== null) expect(counted).toBe(deadline.explained?.limitMs);
  return { codes, due, deadline };
}

describe('what happens several times to an uploaded case', () => {
  it('two suspensions are both added to the limit', async () => {
    const { codes, due, deadline } = await send(
      'two-suspensions',
      { 挂账时间: time('12 09:20') },
      { 挂账时间: time('12 09:20'), 恢复时间: time('13 09:20') },
      { 挂账时间: time('13 10:20'), 恢复时间: '' },
      { 挂账时间: time('13 10:20'), 恢复时间: time('14 08:00') },
    );
    expect(codes.flat()).toEqual([]);
    // An hour until 09:20, an hour until 10:20 on Tuesday, two hours from eight on Wednesday.
    expect(due).toEqual(at('14 10:00'));
    expect(deadline.pauses).toMatchObject([
      { from: at('12 09:20'), to: at('13 09:20'), counts: true },
      { from: at('13 10:20'), to: at('14 08:00'), counts: true },
    ]);
  });

  it('an extension with a time adds one limit, and the third adds nothing', async () => {
    const { codes, due, deadline } = await send(
      'extensions',
      { 延期时间: time('12 09:00'), 延期次数: '1' },
      { 延期时间: time('12 10:00'), 延期次数: '2' },
      { 延期时间: time('12 11:00'), 延期次数: '3' },
    );
    expect(codes).toEqual([[], [], ['FLOW-EXTENSION-THIRD']]);
    // Twelve hours: 3 h 40 and 4 h on Monday, 4 h and 20 min on Tuesday.
    expect(due).toEqual(at('13 14:20'));
    expect(deadline.extensions.map(({ effect }) => effect)).toEqual(['added', 'added', 'third']);
  });

  it('a suspension or an extension after the deadline lifts no overrun, and the sender learns it', async () => {
    const suspended = await send('late-suspension', { 挂账时间: time('12 16:00') });
    expect(suspended).toMatchObject({ codes: [['FLOW-SUSPENDED-LATE']], due: at('12 14:20') });
    expect(suspended.deadline).toMatchObject({ verdict: 'overdue', pauses: [{ counts: false }] });
    const extended = await send('late-extension', { 延期时间: time('12 15:00'), 延期次数: '1' });
    expect(extended).toMatchObject({ codes: [['FLOW-EXTENDED-LATE']], due: at('12 14:20') });
    expect(extended.deadline).toMatchObject({ verdict: 'overdue', extensions: [{ effect: 'after_deadline' }] });
  });

  it('an extension that is only counted moves no deadline, and the sender learns it once', async () => {
    const { codes, due } = await send(
      'undated',
      { 延期次数: '1' },
      { 延期次数: '1', 处置时间: time('12 17:00') },
      { 延期次数: '2', 延期时间: time('12 10:00'), 处置时间: time('12 17:00') },
    );
    expect(codes).toEqual([['FLOW-EXTENSION-UNDATED'], [], ['FLOW-EXTENSION-UNDATED']]);
    expect(due).toEqual(at('13 08:20')); // eight hours: one of two extensions has a time
  });

  it('a rework dispatched again to the same unit goes on where its clock stood', async () => {
    const { codes, due, deadline } = await send(
      'rework',
      { 处置时间: time('12 10:20'), 结案时间: '' },
      { 派遣时间: time('13 09:20'), 返工次数: '1' },
    );
    expect(codes.flat()).toEqual([]);
    expect(due).toEqual(at('13 11:20'));
    expect(deadline).toMatchObject({ pauses: [{ reason: 'awaiting_dispatch' }], earlier: [], verdict: 'overdue' });
  });

  it('a dispatch to another unit starts anew', async () => {
    const { due, deadline } = await send('another-unit', {}, { 派遣时间: time('13 09:20'), 处置单位: '市政所' });
    expect(due).toEqual(at('13 15:20'));
    expect(deadline.earlier).toEqual([{ startedAt: at('12 08:20'), endedAt: null, dueAt: at('12 14:20') }]);
  });

  it('a resumption of nothing is reported', async () => {
    const { codes } = await send('nothing-to-resume', { 挂账时间: time('12 10:00'), 恢复时间: time('12 09:00') });
    expect(codes).toEqual([['FLOW-RESUMED-ONLY']]);
  });
});
