import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personAt } from '../../../test/desk-people.ts';
import { makeTestIntake, upload, willowRow, type TestIntake } from '../../../test/intake/county.ts';
import { WILLOW } from '../../../test/people.ts';
import { inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { rowsQuery } from './rows-query.ts';
import { readUploadedRow } from './read-uploaded-row.ts';

// Which row became which case: for the county and its city, and for nobody else.

const OFFICER = personAt('willow', 20, 'data_officer');
const WATCHER = personAt('city', 10, 'inspector');
const NOBODYS = '01900000-0000-7000-8000-000000000000';

let intake: TestIntake;
let batchId: string;
beforeAll(async () => {
  intake = await makeTestIntake();
  const rows = [
    willowRow('A'),
    willowRow('B', { 小类: '无此小类', 举报人: '王小明', 电话: '13812345678' }),
    willowRow('A', { 地址: '柳岸路 2 号' }),
    willowRow('C'),
  ];
  ({ batchId } = (await upload(intake, rows)).batch);
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const ask = (actor: Actor, wanted: object = {}) =>
  inTenant(intake.database, actor.pool, actingOf(actor), (trx) => {
    const input = rowsQuery.input.parse({ tenantId: WILLOW.tenantId, batchId, ...wanted });
    return rowsQuery.read(trx, actor, input, intake.deps);
  });
const row = (actor: Actor, rowNo: number) =>
  readUploadedRow(intake, actor.pool, actingOf(actor), WILLOW.tenantId, batchId, rowNo);

describe('the rows of an upload', () => {
  it('are listed in the order of the file with what became of each, to the county and the city', async () => {
    for (const reader of [OFFICER, WATCHER]) {
      const { rows, next } = await ask(reader);
      expect(rows.map(({ rowNo, outcome }) => [rowNo, outcome])).toEqual([
        [1, 'superseded'],
        [2, 'rejected'],
        [3, 'created'],
        [4, 'created'],
      ]);
      expect(rows.map(({ caseId, caseNo }) => [caseId !== null, caseNo !== null])).toEqual([
        [false, false],
        [false, false],
        [true, true],
        [true, true],
      ]);
      expect(next).toBeNull();
    }
  });

  it('are narrowed by outcome and turned over from the last row of a page', async () => {
    const first = await ask(OFFICER, { outcome: 'created', limit: 1 });
    expect([first.rows.map(({ rowNo }) => rowNo), first.next]).toEqual([[3], 3]);
    const second = await ask(OFFICER, { outcome: 'created', limit: 1, afterRow: 3 });
    expect([second.rows.map(({ rowNo }) => rowNo), second.next]).toEqual([[4], null]);
    expect((await ask(OFFICER, { outcome: 'stale' })).rows).toEqual([]);
  });

  it('cannot be read by another county or by a department, and an upload that is none answers the same', async () => {
    const reed = personAt('reed', 30, 'data_officer');
    await expect(ask(reed)).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    await expect(ask(reed, { batchId: NOBODYS })).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    await expect(ask(reed, { tenantId: 3 })).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    await expect(ask(personAt('willow', 21, 'department', 'department'))).rejects.toMatchObject({
      code: 'AUTH-FORBIDDEN',
    });
  });
});

describe('one row', () => {
  it('says what became of it and what was noticed, beside what was sent with the reporter masked', async () => {
    const rejected = await row(WATCHER, 2);
    expect(rejected).toMatchObject({ rowNo: 2, line: 3, outcome: 'rejected', caseId: null });
    expect(rejected.cells).toMatchObject({ 编号: 'B', 小类: '无此小类', 电话: '138****5678' });
    expect(JSON.stringify(rejected)).not.toContain('13812345678');
    const [finding, ...others] = rejected.findings;
    expect(finding).toMatchObject({
      code: 'MAP-CLASS-UNKNOWN',
      severity: 'error',
      columns: ['小类'],
      received: '无此小类',
    });
    expect(others.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('leads to the case it made', async () => {
    const { rows } = await ask(OFFICER);
    const made = await row(OFFICER, 4);
    expect([made.outcome, made.caseId]).toEqual(['created', rows[3]!.caseId]);
  });

  it('beyond the end of the file, or of another county’s, is not found', async () => {
    await expect(row(OFFICER, 5)).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
    await expect(row(personAt('reed', 30, 'data_officer'), 4)).rejects.toMatchObject({ code: 'SYS-NOT-FOUND' });
  });
});
