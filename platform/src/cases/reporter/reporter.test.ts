import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { CASE, settleTown } from '../../../test/isolation/command/town.ts';
import { personAt } from '../../../test/desk-people.ts';
import { perform } from '../../commands/perform.ts';
import { asOwner, inTenant } from '../../database/transaction.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { installationDigest } from './installation-digest.ts';
import { normalPhone } from './normal-phone.ts';
import { openOfCaller } from './open-of-caller.ts';
import { revealReporterCommand } from './reveal-reporter.ts';
import { writeReporter } from './write-reporter.ts';

const CITY_ACCEPTOR = personAt('city', 10, 'acceptor');
const WILLOW_ACCEPTOR = personAt('willow', 20, 'acceptor');
const WILLOW_LEADER = personAt('willow', 20, 'shift_leader');
const WILLOW_DISPATCHER = personAt('willow', 20, 'dispatcher');
const REED_ACCEPTOR = personAt('reed', 30, 'acceptor');
const PARKS = personAt('willow', 21, 'department', 'department');
const ROADS = personAt('willow', 22, 'department', 'department');
const POWER = personAt('city', 11, 'department', 'utility');
const PARKS_WORKER = personAt('willow', 21, 'worker', 'department');
const ROADS_WORKER = personAt('willow', 22, 'worker', 'department');
/** The own systems of the desk that supervises a case, and of the department that works it. */
const machineOf = (person: Actor): Actor => ({ ...person, kind: 'machine', post: null, personId: null, sourceId: 1 });

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await freshDatabase('town', settleTown);
  deps = { ...systemDeps, phoneDigest: installationDigest(database) };
  await asOwner(database, async (trx) => {
    await trx.deleteFrom('biz.case_person').execute();
    await trx.updateTable('biz.case').set({ supervision_unit_id: 20 }).where('tenant_id', '=', 2).execute();
    await trx.updateTable('biz.case').set({ supervision_unit_id: 10 }).where('id', '=', CASE.atCity).execute();
  });
  await write(WILLOW_ACCEPTOR, 2, CASE.atParks, { name: '张三', phone: '138 1234 5678' });
  await write(CITY_ACCEPTOR, 2, CASE.atPower, { name: '李四', phone: '+8613812345678' });
  await write(REED_ACCEPTOR, 3, CASE.reed, { name: '王五', phone: '０８２５－２２２２３３３' });
});
afterAll(() => database.drop());

const write = (
  actor: Actor,
  tenantId: number,
  caseId: string,
  reporter: { name: string | null; phone: string | null },
) =>
  inTenant(database, actor.pool, actingOf(actor), (trx) =>
    writeReporter(trx, deps, { tenantId, cityId: 1, caseId }, reporter),
  );

const openOf = async (actor: Actor, phone: string): Promise<string[]> => {
  const cases = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
    openOfCaller(trx, deps, actor, { phone }),
  );
  return cases.map(({ caseId }) => caseId).sort();
};

const reveal = (actor: Actor, caseId: string, tenantId = 2, key: string | null = null) =>
  perform({ database, deps, files: '/', queue: { wake: () => Promise.resolve() } }, actor, revealReporterCommand, {
    input: { tenantId, caseId, reason: '回电13912345678核实地点' },
    key,
  });

const audited = () =>
  asOwner(database, (trx) =>
    trx.selectFrom('biz.audit').selectAll().where('action', '=', 'cases.reveal_reporter').orderBy('id').execute(),
  );

describe('a telephone number', () => {
  test.each([
    ['13812345678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['+86 138 1234 5678', '13812345678'],
    ['008613812345678', '13812345678'],
    ['013812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['0825-2222333', '08252222333'],
    ['（0825）2222333转801', '08252222333'],
    ['0825-2222333-801', '08252222333'],
    ['2222333', '2222333'],
    ['110', null],
    ['没有', null],
  ])('%s is compared as %s', (text, digits) => expect(normalPhone(text)).toBe(digits));
});

describe('the open cases of a caller', () => {
  test('are found by his number however it is written, in the own county, for the city in all of them', async () => {
    expect(await openOf(WILLOW_ACCEPTOR, '138-1234-5678')).toEqual([CASE.atParks, CASE.atPower].sort());
    expect(await openOf(CITY_ACCEPTOR, '13812345678')).toEqual([CASE.atParks, CASE.atPower].sort());
    expect(await openOf(CITY_ACCEPTOR, '0825 2222333')).toEqual([CASE.reed]);
    expect(await openOf(WILLOW_ACCEPTOR, '13812345679')).toEqual([]);
    expect(await openOf(WILLOW_ACCEPTOR, '138')).toEqual([]);
  });

  test('are nobody else’s: another county finds none, other posts and bodies may not ask', async () => {
    expect(await openOf(REED_ACCEPTOR, '13812345678')).toEqual([]);
    await expect(openOf(WILLOW_DISPATCHER, '13812345678')).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
    await expect(openOf(PARKS, '13812345678')).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
  });

  test('no more once they have ended', async () => {
    await asOwner(database, (trx) =>
      trx.updateTable('biz.case').set({ state: 'closed', stage: 'closed' }).where('id', '=', CASE.atPower).execute(),
    );
    expect(await openOf(WILLOW_ACCEPTOR, '13812345678')).toEqual([CASE.atParks]);
    await asOwner(database, (trx) =>
      trx
        .updateTable('biz.case')
        .set({ state: 'disposing', stage: 'dispatched' })
        .where('id', '=', CASE.atPower)
        .execute(),
    );
  });
});

describe('by SQL', () => {
  const as = (actor: Actor, statement: string) =>
    inTenant(database, actor.pool, actingOf(actor), (trx) => sql.raw<object>(statement).execute(trx));

  test.each(['name', 'phone', 'id_number', '*', 'role'])(
    'no desk and no body reads %s of a reporter',
    async (column) => {
      for (const actor of [CITY_ACCEPTOR, WILLOW_ACCEPTOR]) {
        await expect(as(actor, `select ${column} from biz.case_person`)).rejects.toMatchObject({ code: '42501' });
      }
      await expect(as(PARKS, `select ${column} from biz.case_person`)).rejects.toMatchObject({
        code: 'AUTH-FORBIDDEN',
      });
    },
  );

  test('desks read digests of their own alone, and nobody reads the key', async () => {
    const { rows } = await as(WILLOW_ACCEPTOR, 'select tenant_id, phone_digest from biz.case_person');
    const [first, second] = rows as { tenant_id: number; phone_digest: string }[];
    expect(rows).toHaveLength(2);
    expect([first?.tenant_id, first?.phone_digest]).toEqual([2, second?.phone_digest]);
    for (const actor of [CITY_ACCEPTOR, WILLOW_ACCEPTOR]) {
      await expect(as(actor, 'select * from control.secret')).rejects.toMatchObject({ code: '42501' });
    }
  });

  test('a desk writes no reporter of another county, of another city, or a second one', async () => {
    const insert = (tenant: number, city: number, id: string) =>
      `insert into biz.case_person (tenant_id, city_id, case_id, role, name) values (${tenant}, ${city}, '${id}', 'reporter', 'x')`;
    await expect(as(WILLOW_ACCEPTOR, insert(3, 1, CASE.reed))).rejects.toMatchObject({ code: '42501' });
    await expect(as(WILLOW_ACCEPTOR, insert(2, 3, CASE.waiting))).rejects.toMatchObject({ code: '23503' });
    await expect(as(CITY_ACCEPTOR, insert(2, 9, CASE.waiting))).rejects.toMatchObject({ code: '42501' });
    await expect(as(WILLOW_ACCEPTOR, insert(2, 1, CASE.atParks))).rejects.toMatchObject({ code: '23505' });
    await expect(as(PARKS, insert(2, 1, CASE.waiting))).rejects.toMatchObject({ code: 'AUTH-FORBIDDEN' });
  });

  test('the same number has another digest in another city and another installation', async () => {
    const other = installationDigest(database);
    expect(await other(1, '13812345678')).toBe(await deps.phoneDigest(1, '13812345678'));
    expect(await other(2, '13812345678')).not.toBe(await deps.phoneDigest(1, '13812345678'));
    const elsewhere = await freshDatabase('town', settleTown);
    expect(await installationDigest(elsewhere)(1, '13812345678')).not.toBe(await other(1, '13812345678'));
    await elsewhere.drop();
  });
});

describe('the reporter of a case', () => {
  test.each([
    ['the acceptor of its supervision side', WILLOW_ACCEPTOR, CASE.atParks, '张三', '138 1234 5678'],
    ['the shift leader of that side', WILLOW_LEADER, CASE.atParks, '张三', '138 1234 5678'],
    ['the department that works it', PARKS, CASE.atParks, '张三', '138 1234 5678'],
    ['a worker of the department that works it', PARKS_WORKER, CASE.atParks, '张三', '138 1234 5678'],
    ['a body of the city that works it', POWER, CASE.atPower, '李四', '+8613812345678'],
    ['the city where it supervises, of a case without one', CITY_ACCEPTOR, CASE.atCity, null, null],
  ])('is shown to %s, with one audit row in the tenant of the case', async (_who, actor, caseId, name, phone) => {
    const before = (await audited()).length;
    expect(await reveal(actor, caseId)).toEqual({ name, phone });
    const rows = (await audited()).slice(before);
    expect(rows).toMatchObject([
      {
        ...{ tenant_id: 2, subject: caseId, actor: actor.login, by_unit_id: actor.body.id },
        data: { reason: '回电139****5678核实地点', post: actor.post?.post },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('13912345678');
  });

  test.each([
    ['an acceptor of another county', REED_ACCEPTOR, CASE.atParks, 'FLOW-CASE-UNKNOWN'],
    ['a department that never had it', ROADS, CASE.atParks, 'FLOW-CASE-UNKNOWN'],
    ['a body that only assists', POWER, CASE.atParks, 'FLOW-CASE-UNKNOWN'],
    ['a worker of a department that never had it', ROADS_WORKER, CASE.atParks, 'FLOW-CASE-UNKNOWN'],
    ['a worker after his department has fed back', PARKS_WORKER, CASE.fedBack, 'AUTH-FORBIDDEN'],
    ['the system of the desk that supervises it', machineOf(WILLOW_ACCEPTOR), CASE.atParks, 'AUTH-FORBIDDEN'],
    ['the system of the department that works it', machineOf(PARKS), CASE.atParks, 'AUTH-FORBIDDEN'],
    ['the department after it has fed back', PARKS, CASE.fedBack, 'AUTH-FORBIDDEN'],
    ['the acceptor of the city, which does not supervise it', CITY_ACCEPTOR, CASE.atParks, 'AUTH-FORBIDDEN'],
    ['the acceptor of the county, where the city supervises', WILLOW_ACCEPTOR, CASE.atCity, 'AUTH-FORBIDDEN'],
    ['the dispatcher', WILLOW_DISPATCHER, CASE.atParks, 'AUTH-FORBIDDEN'],
    ['the acceptor, of another county’s case', WILLOW_ACCEPTOR, CASE.reed, 'FLOW-CASE-UNKNOWN'],
  ])('is not shown to %s, and no audit row pretends it was', async (_who, actor, caseId, code) => {
    const before = (await audited()).length;
    await expect(reveal(actor, caseId, caseId === CASE.reed ? 3 : 2)).rejects.toMatchObject({ code });
    expect((await audited()).length).toBe(before);
  });

  test('needs a reason, and is kept in no answer: the same key asks and is audited again', async () => {
    const services = { database, deps, files: '/', queue: { wake: () => Promise.resolve() } };
    const input = { tenantId: 2, caseId: CASE.atParks, reason: ' ' };
    await expect(perform(services, WILLOW_ACCEPTOR, revealReporterCommand, { input, key: null })).rejects.toMatchObject(
      {
        code: 'SYS-INPUT',
      },
    );
    const before = (await audited()).length;
    await reveal(WILLOW_ACCEPTOR, CASE.atParks, 2, 'twice');
    await reveal(WILLOW_ACCEPTOR, CASE.atParks, 2, 'twice');
    expect((await audited()).length).toBe(before + 2);
    const kept = await asOwner(database, (trx) => trx.selectFrom('biz.command').selectAll().execute());
    expect(kept).toMatchObject([{ key: 'twice', answer: null }]);
    expect(JSON.stringify(kept)).not.toContain('138');
  });
});
