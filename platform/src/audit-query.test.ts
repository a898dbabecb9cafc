import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../test/cluster.ts';
import { personAt } from '../test/desk-people.ts';
import { makeBody, makeWillowAndReed } from '../test/people.ts';
import { auditQuery } from './audit-query.ts';
import { writeAudit, type AuditEntry } from './audit/index.ts';
import { asOwner, inTenant } from './database/transaction.ts';
import { actingOf, type Actor } from './identity/actor.ts';
import { systemDeps } from './kernel/deps.ts';

const ASSESSOR = personAt('city', 10, 'assessor');
const LEADER = personAt('willow', 20, 'leader');
const OFFICER = personAt('willow', 20, 'data_officer');
const NEIGHBOUR = personAt('reed', 30, 'data_officer');
const PARKS = personAt('willow', 21, 'leader', 'department');
const OTHERS_WHO = { actor: 'operator:li', personId: null, post: null, unitId: null };
const CASE = '00000000-0000-7000-8000-0000000000ca';
const BATCH = '00000000-0000-7000-8000-0000000000ba';

let database: TestDatabase;
let minute = 0;
/** Each act a minute after the one before, from 10:00 on 3 November in Beijing. */
const deps = { ...systemDeps, clock: { now: () => new Date(Date.UTC(2026, 10, 3, 2, minute)) } };

async function did(who: Actor, entry: AuditEntry, as: object = {}): Promise<void> {
  minute += 1;
  const acting = { ...actingOf(who), ...as };
  await inTenant(database, 'personId' in as ? 'operator' : who.pool, acting, (trx) =>
    writeAudit(trx, deps, acting, entry),
  );
}

type Given = Partial<Parameters<typeof auditQuery.read>[2]>;
const ask = (who: Actor, given: Given = {}) =>
  inTenant(database, who.pool, actingOf(who), (trx) =>
    auditQuery.read(trx, who, auditQuery.input.parse(given), systemDeps),
  );
const zh = async (who: Actor, given: Given = {}) => (await ask(who, given)).rows.map(({ words }) => words.zh);

beforeAll(async () => {
  database = await freshDatabase('auditlist', makeWillowAndReed);
  await makeBody(database, 2, 1, 21, 'department');
  await asOwner(database, (trx) =>
    sql`insert into biz.person (tenant_id, city_id, id, name) values
      (1, 1, ${ASSESSOR.personId}, '林静'), (2, 1, ${OFFICER.personId}, '赵敏')`.execute(trx),
  );
  await did(OFFICER, { action: 'session.sign-in', subject: 'post', data: { post: 'data_officer' } });
  await did(OFFICER, {
    action: 'batch.receive',
    subject: BATCH,
    data: { source: 's', client_batch_id: '十月 13812345678' },
  });
  await did(NEIGHBOUR, { action: 'session.sign-in', subject: 'post', data: {} });
  await did(PARKS, {
    action: 'cases.feed_back',
    subject: CASE,
    data: { caseNo: '510922202610010001', state: 'fed_back' },
  });
  await did(OFFICER, { action: 'mapping.put', subject: 'excel', data: { source: 'excel', version: 2 } });
  await did(ASSESSOR, { action: 'period.close', subject: '2026-10', data: {} });
  await did(OFFICER, { action: 'request.refused', subject: 'POST /api/v1/period/close', data: { status: 403 } });
  await did(OFFICER, { action: 'tenant.apply', subject: 'willow', data: {} }, OTHERS_WHO);
});
afterAll(() => database.drop());

describe('the list of the audit', () => {
  test('shows a county its own acts, the newest first, with who did them and in words', async () => {
    expect(await zh(LEADER)).toEqual([
      ...['变更配置', '越权操作被拒绝', '启用字段对照', '处置反馈', '上传数据', '登录'],
    ]);
    const { rows, people } = await ask(LEADER);
    expect(rows[0]).toMatchObject({
      name: null,
      personId: null,
      account: 'operator:li',
      at: '2026-11-03T02:08:00.000000Z',
    });
    expect(rows[1]).toMatchObject({ aboutWords: { zh: '评价周期定稿', en: 'Closed a period' }, about: null });
    expect(rows[3]).toMatchObject({
      caseNo: '510922202610010001',
      caseId: CASE,
      unitName: 'department 21',
      post: 'leader',
    });
    expect(rows[4]).toMatchObject({ batchId: BATCH, about: '十月 138****5678', name: '赵敏', post: 'data_officer' });
    expect(rows[4]).toMatchObject({ account: null, unitName: 'centre 20', kind: 'upload' });
    expect(people).toEqual([{ id: OFFICER.personId, name: '赵敏' }]);
  });

  test('shows the city those of all its counties, without the names of their people', async () => {
    const { rows } = await ask(ASSESSOR);
    expect(rows.map(({ tenantId }) => tenantId)).toEqual([2, 2, 1, 2, 2, 3, 2, 2]);
    expect(rows[2]).toMatchObject({ words: { zh: '评价周期定稿' }, about: '2026-10', name: '林静' });
    expect(rows[6]).toMatchObject({ name: null, personId: OFFICER.personId, post: 'data_officer' });
    expect(JSON.stringify(rows)).not.toContain('赵敏');
    expect(await zh(ASSESSOR, { tenantId: 3 })).toEqual(['登录']);
  });

  test('shows a county nothing of another, nor of its city, asked by name', async () => {
    expect(await ask(NEIGHBOUR, { tenantId: 2 })).toMatchObject({ rows: [], next: null });
    expect(await ask(NEIGHBOUR, { tenantId: 1 })).toMatchObject({ rows: [], next: null });
    expect(await ask(NEIGHBOUR, { personId: OFFICER.personId })).toMatchObject({ rows: [] });
  });

  test('is refused to departments, and to posts that work cases', async () => {
    const others = ['collector', 'acceptor', 'shift_leader', 'dispatcher', 'worker', 'inspector'];
    for (const who of [PARKS, ...others.map((post) => personAt('willow', 20, post))])
      await expect(ask(who), who.login).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
  });

  test('is narrowed by kind of act, by who acted and by day', async () => {
    expect(await zh(LEADER, { kind: 'mapping' })).toEqual(['启用字段对照']);
    expect(await zh(LEADER, { kind: 'personal' })).toEqual([]);
    expect(await zh(LEADER, { personId: PARKS.personId })).toEqual(['处置反馈']);
    expect(await zh(LEADER, { account: 'operator:li' })).toEqual(['变更配置']);
    const until = { from: '2026-11-03T02:02:00Z', before: '2026-11-03T02:05:00Z' };
    expect(await zh(LEADER, until)).toEqual(['处置反馈', '上传数据']);
  });

  test('goes on behind the last row of a page, over counties whose acts lie between each other, and loses none', async () => {
    // Two acts within one microsecond, and one a microsecond before: no page may end between them and forget one.
    await asOwner(database, (trx) =>
      sql`insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data)
        select t, 1, gen_random_uuid(), at::timestamptz, 'job', 'x.unknown', '', '{}'
        from (values (2, '2026-11-01T00:00:00.000001Z'), (3, '2026-11-01T00:00:00.000001Z'), (2, '2026-11-01T00:00:00Z')) as v (t, at)`.execute(
        trx,
      ),
    );
    const all = (await ask(ASSESSOR)).rows.map(({ id }) => id);
    const read: string[] = [];
    for (let after: Given['after'] = null, pages = 0; pages < 20; pages += 1) {
      const { rows, next } = await ask(ASSESSOR, { after, limit: 1 });
      read.push(...rows.map(({ id }) => id));
      if (next === null) break;
      after = next;
    }
    expect([read, read.length]).toEqual([all, 11]);
  });

  test('says of an act that nobody foresaw that it is another one, not its code', async () => {
    const { rows } = await ask(LEADER);
    expect(rows.at(-1)).toMatchObject({ kind: null, words: { zh: '其他操作', en: 'Another act' }, about: null });
  });

  test('marks an act that claims another time than it was written at', async () => {
    await asOwner(database, (trx) =>
      sql`insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data) values
        (3, 1, gen_random_uuid(), now(), 'clock', 'x.now', '', '{}'),
        (3, 1, gen_random_uuid(), '2099-01-01', 'clock', 'x.future', '', '{}')`.execute(trx),
    );
    const { rows } = await ask(NEIGHBOUR, { account: 'clock' });
    expect(rows.map(({ misdated }) => misdated)).toEqual([true, false]);
  });
});
