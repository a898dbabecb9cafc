import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { personAt } from '../../../test/desk-people.ts';
import { makeBody, makeWillowAndReed } from '../../../test/people.ts';
import type { Trx } from '../../database/database.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { systemDeps } from '../../kernel/deps.ts';
import { colleaguesOf } from './colleagues.ts';
import { forgetDrafts } from './forget-drafts.ts';
import { handOver } from './hand-over.ts';
import { listDrafts } from './list-drafts.ts';
import { listHanded } from './list-handed.ts';
import { putDraft } from './put-draft.ts';
import { takeDraft } from './take-draft.ts';

const CASE = '00000000-0000-7000-8000-000000000001';
const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const NOW = new Date('2026-11-30T08:00:00Z');
const deps = { ...systemDeps, clock: { now: () => NOW } };

/** People of willow (desk 20, department 21) and reed (desk 30): who they are, and until when they hold which post where. */
const PEOPLE = [
  [1, '赵', 'willow', 20, 'dispatcher', null],
  [2, '钱', 'willow', 20, 'dispatcher', null],
  [3, '孙', 'willow', 20, 'acceptor', null],
  [4, '李', 'willow', 21, 'dispatcher', null],
  [5, '周', 'willow', 20, 'dispatcher', '2026-11-30T08:00:00Z'],
  [6, '吴', 'reed', 30, 'dispatcher', null],
] as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('willow', makeWillowAndReed);
  await makeBody(database, 2, 1, 21, 'department');
  await asOwner(database, async (trx) => {
    for (const [n, name, of, unit, post, to] of PEOPLE) {
      const tenant = of === 'willow' ? 2 : 3;
      await sql`insert into biz.person (tenant_id, city_id, id, name) values (${tenant}, 1, ${uuid(n)}, ${name})`.execute(
        trx,
      );
      await sql`insert into biz.post (tenant_id, city_id, id, person_id, unit_id, post, from_at, to_at)
        values (${tenant}, 1, ${uuid(n)}, ${uuid(n)}, ${unit}, ${post}, '2026-01-01', ${to})`.execute(trx);
      await sql`insert into control.login (issuer, subject, tenant_id, person_id)
        values ('here', ${`login-${n}`}, ${tenant}, ${uuid(n)})`.execute(trx);
    }
  });
});
beforeEach(async () => {
  await database.pool('direct').query('delete from biz.draft');
  await database.pool('direct').query('delete from biz.handed_draft');
});
afterAll(() => database.drop());

const person = (n: number): Actor => {
  const [, name, of, unit, post] = PEOPLE[n - 1]!;
  const actor = personAt(of, unit, post, unit === 21 ? 'department' : 'centre');
  return { ...actor, personId: uuid(n), name, login: `login-${n}` };
};
const [ZHAO, QIAN, SUN, LI, ZHOU, WU] = PEOPLE.map(([n]) => person(n)) as [Actor, Actor, Actor, Actor, Actor, Actor];
const as = <T>(actor: Actor, run: (trx: Trx) => Promise<T>) => inTenant(database, actor.pool, actingOf(actor), run);
const put = (actor: Actor, act: string, words: string, about = CASE) =>
  as(actor, (trx) => putDraft(trx, deps, actingOf(actor), { about, act, tenantId: 2, text: { words } }));
const own = async (actor: Actor) =>
  (await as(actor, (trx) => listDrafts(trx, actingOf(actor)))).map(({ act, text }) => [act, text['words']]);
const handed = async (actor: Actor) =>
  (await as(actor, (trx) => listHanded(trx, actingOf(actor)))).map(({ from, act, text }) => [from, act, text['words']]);
const idFor = async (actor: Actor): Promise<string> =>
  (await as(actor, (trx) => listHanded(trx, actingOf(actor))))[0]?.id ?? '';
const give = (from: Actor, to: Actor, act: string | null = null, about = CASE) =>
  handOver({ database, deps }, from, { about, act, personId: to.personId ?? '' });

describe('a draft at the end of a shift', () => {
  test('goes to a colleague of the same desk and post, who reads from whom it is; its writer has it no more', async () => {
    await put(ZHAO, 'dispatch', '已电话联系');
    await put(ZHAO, 'return_case', '位置不清');
    await put(ZHAO, 'dispatch', '别的案卷', uuid(9));
    expect(await give(ZHAO, QIAN, 'dispatch')).toBe(1);
    expect(await handed(QIAN)).toEqual([['赵', 'dispatch', '已电话联系']]);
    expect(await own(ZHAO)).toEqual([
      ['return_case', '位置不清'],
      ['dispatch', '别的案卷'],
    ]);
    expect(await give(ZHAO, QIAN), 'all of the case').toBe(1);
    expect((await handed(QIAN)).map(([, act]) => act).sort()).toEqual(['dispatch', 'return_case']);
    expect(await own(ZHAO)).toEqual([['dispatch', '别的案卷']]);
    expect(await give(ZHAO, QIAN), 'nothing is left').toBe(0);
  });

  test('may be given to nobody else: another post, another desk, a post that has ended, another county, oneself', async () => {
    expect(await as(ZHAO, (trx) => colleaguesOf(trx, ZHAO, NOW))).toEqual([{ personId: uuid(2), name: '钱' }]);
    await put(ZHAO, 'dispatch', 'mine');
    for (const other of [SUN, LI, ZHOU, WU, ZHAO, { ...QIAN, personId: uuid(77) }]) {
      await expect(give(ZHAO, other), other.name).rejects.toMatchObject({ code: 'FLOW-DRAFT-COLLEAGUE' });
    }
    expect(await own(ZHAO)).toEqual([['dispatch', 'mine']]);
  });

  test('is handed over by its writer alone, and read and taken by whom it is for alone', async () => {
    await put(ZHAO, 'dispatch', 'mine');
    expect(await give(QIAN, ZHAO), 'a colleague hands over what is not his').toBe(0);
    await give(ZHAO, QIAN);
    const id = await idFor(QIAN);
    for (const wrong of [ZHAO, SUN, LI, WU]) {
      expect(await handed(wrong), wrong.name).toEqual([]);
      const sees = await as(wrong, (trx) =>
        trx.selectFrom('biz.handed_draft').select('id').where('tenant_id', '=', 2).execute(),
      );
      expect(sees, wrong.name).toEqual([]);
      const taking = as(wrong, (trx) => takeDraft(trx, deps, actingOf(wrong), id));
      await expect(taking, wrong.name).rejects.toMatchObject({ code: 'FLOW-DRAFT-GONE' });
    }
    const forged = as(SUN, (trx) =>
      sql`insert into biz.handed_draft (tenant_id, city_id, actor, id, from_actor, from_name, about, act, text, handed_at)
        values (2, 1, 'login-2', ${uuid(50)}, 'login-1', '赵', 'new', 'register', '{}', now())`.execute(trx),
    );
    await expect(forged, 'in the name of another').rejects.toMatchObject({ code: '42501' });
    await as(QIAN, (trx) => takeDraft(trx, deps, actingOf(QIAN), id));
    expect([await own(QIAN), await handed(QIAN)]).toEqual([[['dispatch', 'mine']], []]);
    await expect(as(QIAN, (trx) => takeDraft(trx, deps, actingOf(QIAN), id))).rejects.toMatchObject({
      code: 'FLOW-DRAFT-GONE',
    });
  });

  test('replaces the colleague’s own of the same form only when he takes it', async () => {
    await put(QIAN, 'dispatch', 'his own');
    await put(ZHAO, 'dispatch', 'handed');
    await give(ZHAO, QIAN);
    expect(await own(QIAN)).toEqual([['dispatch', 'his own']]);
    const id = await idFor(QIAN);
    await as(QIAN, (trx) => takeDraft(trx, deps, actingOf(QIAN), id));
    expect(await own(QIAN)).toEqual([['dispatch', 'handed']]);
  });

  test('is audited without its words, and forgotten 30 days after', async () => {
    await put(ZHAO, 'dispatch', '张三 13800001234');
    await give(ZHAO, QIAN);
    const { rows } = await database
      .pool('direct')
      .query(`select actor, subject, data from biz.audit where action = 'drafts.hand_over' order by id desc limit 1`);
    expect(rows).toEqual([{ actor: 'login-1', subject: CASE, data: { acts: ['dispatch'], personId: uuid(2) } }]);
    const sweep = (at: string) =>
      inTenant(database, 'rollup', { tenantId: 2, cityId: 1, actor: 'sweep' }, (trx) =>
        forgetDrafts(trx, { ...deps, clock: { now: () => new Date(at) } }, { tenantId: 2, cityId: 1, actor: 'sweep' }),
      );
    expect([await sweep('2026-12-30T07:00:00Z'), await sweep('2026-12-30T09:00:00Z')]).toEqual([0, 1]);
  });
});
