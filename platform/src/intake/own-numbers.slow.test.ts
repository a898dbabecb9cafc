import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WILLOW_MAPPING } from '../../test/intake/county.ts';
import { countCases, differences, dispatched, eventsOf, filed, makeOwnCases, rowOf, send, storedCase, type OwnCases } from '../../test/intake/own-cases.ts'; // prettier-ignore
import { REED, WILLOW } from '../../test/people.ts';
import { jsonb } from '../database/json.ts';
import type { JsonObject } from '../database/tables.ts';
import { asOwner, inTenant } from '../database/transaction.ts';
import type { MappingInput } from './mapping/document.ts';
import { findingsByCode } from './report/findings-report.ts';

let own: OwnCases;
beforeAll(async () => {
  own = await makeOwnCases();
});
afterAll(async () => {
  await own.database.drop();
  await rm(own.files, { recursive: true });
});

const WORKED = { 派遣时间: '2026-10-12 09:00:00', 处置时间: '2026-10-12 10:00:00' };

/** Names of a case at its senders, with the mark of those that are claims. */
const namesOf = (caseId: string): Promise<string[]> =>
  asOwner(own.database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.case_source')
      .select(['external_id', 'content_hash'])
      .where('case_id', '=', caseId)
      .orderBy('external_id')
      .execute();
    return rows.map(
      ({ external_id: id, content_hash: hash }) => `${id} ${hash.startsWith('claimed:') ? 'claims' : ''}`,
    );
  });

async function useMapping(version: number, mapping: MappingInput): Promise<void> {
  await asOwner(own.database, (trx) =>
    trx
      .insertInto('biz.mapping')
      .values({
        ...{ tenant_id: 2, city_id: 1, source_id: 1, version, hash: `v${version}`, from_at: own.deps.clock.now() },
        document: jsonb({ ...mapping, version } as unknown as JsonObject),
      })
      .execute(),
  );
}

describe('a number is read as every id is', () => {
  it.each([
    ['with blanks around it', (no: string) => `  ${no}\u00a0`],
    ['in full width', (no: string) => no.replace(/./g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
    ['with the apostrophe of a spreadsheet', (no: string) => `'${no}`],
    ['as a formula that keeps it a text', (no: string) => `="${no}"`],
  ])('%s', async (_how, spelt) => {
    const one = await dispatched(own);
    const cases = await countCases(own);
    const sent = await send(own, '2026-10-12 10:30', [rowOf(spelt(one.caseNo!), WORKED)]);
    expect(sent).toMatchObject({ outcomes: ['updated'], caseIds: [one.caseId], findings: {} });
    expect(await countCases(own)).toBe(cases);
    expect(await namesOf(one.caseId)).toEqual([`${one.caseNo} claims`]);
  });

  it('one that is nearly that of a case is an id of its own, with the remark that it is none of ours', async () => {
    const one = await dispatched(own);
    const cases = await countCases(own);
    const wrong = `${one.caseNo}9`;
    expect(await send(own, '2026-10-12 10:30', [rowOf(wrong), rowOf(`X ${one.caseNo}`)])).toMatchObject({
      ...{ outcomes: ['created', 'created'], findings: { 'KEY-CASE-NO': 1 } },
    });
    expect(await countCases(own)).toBe(cases + 2);
    expect(await eventsOf(own, one.caseId)).not.toContain('claimed');
  });
});

describe('a number of another county', () => {
  it('says nothing of its case: the row is one of its sender, who learns no more than of a number nobody has', async () => {
    const one = await dispatched(own);
    const before = await eventsOf(own, one.caseId);
    const stored = await storedCase(own, one.caseId);
    const rows = [rowOf(one.caseNo!, WORKED), rowOf('999902-20261012-77777', WORKED)];
    const sent = await send(own, '2026-10-12 10:30', rows, REED);
    expect(sent).toMatchObject({ outcomes: ['created', 'created'], findings: { 'KEY-CASE-NO': 2 } });
    expect(sent.caseIds).not.toContain(one.caseId);
    const [group] = await inTenant(own.database, 'ingest', REED, (trx) => findingsByCode(trx, 3, sent.batchId));
    const [there, nobody] = group!.examples;
    expect(there).toEqual({ ...nobody, rowNo: 1, line: 2, externalId: one.caseNo, received: one.caseNo });
    expect(await eventsOf(own, one.caseId)).toEqual(before);
    expect(await storedCase(own, one.caseId)).toEqual(stored);
    expect(await namesOf(one.caseId)).toEqual([]);
  });
});

describe('two rows about one case', () => {
  it('in one file, one by the number and one by a name it got, are both taken once', async () => {
    await useMapping(2, { ...WILLOW_MAPPING, caseNo: '平台编号' });
    const one = await filed(own);
    const cases = await countCases(own);
    const named = { ...rowOf('PX-1', WORKED), 平台编号: one.caseNo! };
    const numbered = { ...rowOf(one.caseNo!, { ...WORKED, 处置时间: '2026-10-12 10:20:00' }), 平台编号: '' };
    const sent = await send(own, '2026-10-12 10:30', [named, numbered]);
    expect(sent).toMatchObject({ outcomes: ['updated', 'updated'], caseIds: [one.caseId, one.caseId], findings: {} });
    expect(await countCases(own)).toBe(cases);
    expect((await eventsOf(own, one.caseId)).slice(4)).toEqual([
      ...['claimed dispatched - 12 09:00', 'claimed disposed - 12 10:00', 'claimed disposed - 12 10:20'],
      ...['dispatched 4 12 09:00', 'disposed 5 12 10:00'],
    ]);
    expect(await namesOf(one.caseId)).toEqual([`${one.caseNo} claims`, 'PX-1 claims']);
    expect(await send(own, '2026-10-12 10:40', [named, numbered])).toMatchObject({
      ...{ outcomes: ['unchanged', 'unchanged'], findings: {} },
    });
    expect(await differences(own)).toEqual([]);
  });

  it('a number in its column that the county does not have is remarked, and the row is a case of its own', async () => {
    const row = { ...rowOf('PX-2'), 平台编号: '999903-20261012-00001' };
    expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({
      ...{ outcomes: ['created'], findings: { 'KEY-CASE-NO': 1 } },
    });
    const one = await dispatched(own);
    const before = await eventsOf(own, one.caseId);
    const later = { ...row, 平台编号: one.caseNo! };
    expect(await send(own, '2026-10-12 10:40', [later])).toMatchObject({
      ...{ outcomes: ['unchanged'], findings: { 'KEY-CASE-NO': 1 } },
    });
    expect(await eventsOf(own, one.caseId)).toEqual(before);
  });
});

describe('a case that uploads brought', () => {
  it('named by its number from elsewhere gets notes only; its own sender goes on changing it', async () => {
    const worked = rowOf('PX-3', WORKED);
    const { caseIds } = await send(own, '2026-10-12 10:30', [{ ...worked, 平台编号: '' }]);
    const caseId = caseIds[0]!;
    const { case_no: caseNo, version } = await storedCase(own, caseId);
    expect(caseNo).toMatch(/^999902-20261012-U\d{5}$/);
    const closed = { ...rowOf(caseNo, { ...WORKED, 结案时间: '2026-10-12 10:50:00', 地址: '别处' }), 平台编号: '' };
    const changed = { ...worked, 地址: '柳岸路 2 号', 平台编号: '' };
    expect(await send(own, '2026-10-12 11:00', [closed, changed])).toMatchObject({
      ...{ outcomes: ['updated', 'updated'], caseIds: [caseId, caseId], findings: { 'FLOW-OWN-FIELD': 1 } },
    });
    expect(await storedCase(own, caseId)).toMatchObject({
      ...{ version: version + 1, address: '柳岸路 2 号', closed_at: null, state: 'check_sending' },
    });
    expect(await send(own, '2026-10-12 11:10', [{ ...closed, 地址: '又别处' }])).toMatchObject({
      ...{ outcomes: ['unchanged'], findings: { 'FLOW-OWN-FIELD': 1 } },
    });
    expect(await differences(own)).toEqual([]);
  });
});

it('through another mapping the same rows are the same claims, and what it reads anew is new', async () => {
  const one = await dispatched(own);
  const row = { ...rowOf(one.caseNo!, { ...WORKED, 处置时间: '2026-10-12 10:00:00' }), 完成: '2026-10-12 10:10:00' };
  await send(own, '2026-10-12 10:30', [row]);
  await useMapping(3, { ...WILLOW_MAPPING, title: { zh: '新', en: 'new' } });
  expect(await send(own, '2026-10-12 10:40', [{ ...row, 电话: '' }])).toMatchObject({ outcomes: ['unchanged'] });
  await useMapping(4, { ...WILLOW_MAPPING, times: { ...WILLOW_MAPPING.times, disposed: '完成' } });
  expect(await send(own, '2026-10-12 10:50', [row])).toMatchObject({ outcomes: ['updated'] });
  expect((await eventsOf(own, one.caseId)).filter((event) => event.startsWith('claimed'))).toEqual([
    ...['claimed disposed - 12 10:00', 'claimed disposed - 12 10:10'],
  ]);
  expect(await differences(own)).toEqual([]);
});

it('goes by the revision of its sender: an older one is stale, the same one with other claims is refused', async () => {
  await useMapping(5, { ...WILLOW_MAPPING, revision: { column: '版本', as: 'number' } });
  const one = await dispatched(own);
  const row = { ...rowOf(one.caseNo!, WORKED), 版本: '7' };
  expect(await send(own, '2026-10-12 10:30', [row])).toMatchObject({ outcomes: ['updated'] });
  const before = await eventsOf(own, one.caseId);
  const other = { ...row, 处置时间: '2026-10-12 10:10:00' };
  expect(await send(own, '2026-10-12 10:40', [other])).toMatchObject({
    ...{ outcomes: ['rejected'], caseIds: [null], findings: { 'KEY-REVISION-REUSED': 1 } },
  });
  expect(await send(own, '2026-10-12 10:50', [{ ...other, 版本: '6' }])).toMatchObject({ outcomes: ['stale'] });
  expect(await eventsOf(own, one.caseId)).toEqual(before);
});

it('a case of the platform is counted once, however often rows speak of it', async () => {
  await differences(own);
  const counted = await asOwner(own.database, async (trx) => {
    const facts = await trx.selectFrom('biz.case_fact').select('case_id').where('tenant_id', '=', 2).execute();
    return facts.length;
  });
  expect(counted).toBe(await countCases(own, WILLOW.tenantId));
});
