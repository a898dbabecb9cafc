import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personAt } from '../../../test/desk-people.ts';
import { makeTestIntake, WILLOW_MAPPING, type TestIntake } from '../../../test/intake/county.ts';
import { WILLOW } from '../../../test/people.ts';
import { inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { mappingQuery } from './mapping-query.ts';
import { putMapping } from './put-mapping.ts';
import { readMappingDocument } from './read-mappings.ts';

// With what the files of a county are read: for its people and its city.

const ACCEPTOR = personAt('willow', 20, 'acceptor');
const WATCHER = personAt('city', 10, 'inspector');
const SECOND = {
  ...WILLOW_MAPPING,
  class: { column: '小类', values: { 垃圾: 'event:0102', 井盖: { class: 'component:0101', condition: '破损' } } },
  status: { column: '状态', values: { 已结: 'closed' } },
  skip: [{ column: '类型', is: ['咨询'] }],
  empty: ['无'],
};

let intake: TestIntake;
beforeAll(async () => {
  intake = await makeTestIntake();
  await inTenant(intake.database, 'ingest', WILLOW, (trx) =>
    putMapping(trx, intake.deps, WILLOW, { sourceId: null, sourceCode: 'old', document: SECOND }),
  );
});
afterAll(async () => {
  await intake.database.drop();
  await rm(intake.files, { recursive: true });
});

const ask = (actor: Actor, wanted: object = {}) =>
  inTenant(intake.database, actor.pool, actingOf(actor), (trx) => {
    const input = mappingQuery.input.parse({ tenantId: WILLOW.tenantId, sourceCode: 'old', ...wanted });
    return mappingQuery.read(trx, actor, input, intake.deps);
  });
const document = (actor: Actor) =>
  inTenant(intake.database, actor.pool, actingOf(actor), (trx) =>
    readMappingDocument(trx, { tenantId: WILLOW.tenantId, sourceId: null, sourceCode: 'old', version: null }),
  );

describe('a mapping', () => {
  it('says which column is read into which field', async () => {
    const { fields } = await ask(ACCEPTOR);
    const columns = Object.fromEntries(fields.map(({ field, columns: from }) => [field, from]));
    expect(columns).toMatchObject({
      ...{ externalId: ['编号'], class: ['小类'], status: ['状态'], x: ['经度'], y: ['纬度'], skip: ['类型'] },
      ...{ reported: ['上报时间'], voided: ['作废时间'], person: ['举报人', '电话'] },
    });
    expect(Object.keys(columns)).not.toContain('caseNo');
    expect(Object.keys(columns)).not.toContain('place');
  });

  it('says what the words of the county mean, classes by their name', async () => {
    const { words } = await ask(WATCHER);
    const meant = (word: string) => words.filter((one) => one.word === word);
    expect(meant('巡查')).toEqual([{ field: 'source', word: '巡查', means: 'collector', name: null, also: 'patrol' }]);
    expect(meant('垃圾')).toEqual([
      { field: 'class', word: '垃圾', means: 'event:0102', name: expect.stringMatching(/./), also: null },
    ]);
    expect(meant('井盖')).toEqual([
      { field: 'class', word: '井盖', means: 'component:0101', name: expect.stringMatching(/./), also: '破损' },
    ]);
    expect(meant('已结')).toMatchObject([{ field: 'status', means: 'closed' }]);
    expect(meant('咨询')).toMatchObject([{ field: 'skip', means: null }]);
    expect(meant('无')).toMatchObject([{ field: 'empty', means: null }]);
  });

  it('is the version in force, or the one a batch was read with, and says which is which', async () => {
    expect(await ask(WATCHER)).toMatchObject({ source: 'old', version: 2, inForce: 2, document: { empty: ['无'] } });
    const first = await ask(ACCEPTOR, { version: 1 });
    expect(first).toMatchObject({ version: 1, inForce: 2 });
    expect(first.words.some(({ word }) => word === '垃圾')).toBe(false);
    expect((await document(WATCHER)).document).toEqual(SECOND);
    await expect(ask(ACCEPTOR, { version: 3 })).rejects.toMatchObject({ code: 'KEY-MAPPING-VERSION' });
  });

  it('cannot be read by another county or by a department, and a machine reads that of its own source system alone', async () => {
    const reed = personAt('reed', 30, 'data_officer');
    for (const read of [ask, document]) await expect(read(reed)).rejects.toMatchObject({ code: 'KEY-SOURCE' });
    const parks = personAt('willow', 21, 'department', 'department');
    for (const read of [ask, document]) await expect(read(parks)).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    const machine: Actor = { ...ACCEPTOR, kind: 'machine', post: null, personId: null, sourceId: 2 };
    await expect(ask(machine)).rejects.toMatchObject({ code: 'KEY-SOURCE' });
    expect(await ask({ ...machine, sourceId: 1 })).toMatchObject({ version: 2 });
  });
});
