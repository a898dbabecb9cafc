import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/cluster.ts';
import type { TestDatabase } from '../../test/cluster.ts';
import { loadCalendar } from '../calendars/load-calendar.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import { asIdentity, asOwner, inTenant } from '../database/transaction.ts';
import { systemDeps } from '../kernel/deps.ts';
import type { Deps } from '../kernel/deps.ts';
import { applySample } from '../configure/sample/apply-sample.ts';
import { actIn } from './act-in.ts';
import { actingOf } from './actor.ts';
import { resolveMachine } from './resolve-machine.ts';
import { resolvePerson } from './resolve-person.ts';
import { requireRight } from './rights.ts';

const ISSUER = 'http://localhost:7300/realms/liangji';
const LIN_JING = '51090000-0000-4000-8000-000000000001';
const ZHAO_MIN = '51090000-0000-4000-8000-000000000008';
const QIAN_WEI = '51090000-0000-4000-8000-000000000009';
const HE_PENG = '51090000-0000-4000-8000-000000000013';
const LUO_YAN = '51090000-0000-4000-8000-000000000014';
const ZHOU_JIE = '51090000-0000-4000-8000-000000000003';
const STRANGER = '51090000-0000-4000-8000-000000000012';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  for await (const tenant of applySample(database, systemDeps, ISSUER)) void tenant;
});
afterAll(() => database.drop());

const at = (iso: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(iso) } });
const NOW = at('2026-11-05T02:00:00Z');
const person = (subject: string, tenantSlug: string, deps = NOW, issuer = ISSUER) =>
  resolvePerson(database, deps, { issuer, subject, tenantSlug });
const machine = (clientId: string, tenantSlug: string) =>
  resolveMachine(database, systemDeps, { issuer: ISSUER, clientId, tenantSlug });
const stranger = { code: 'AUTH-STRANGER', status: 403 };

/** The person in the first post, or in the one named. */
const acting = async (subject: string, tenantSlug: string, post?: string) => {
  const somebody = await person(subject, tenantSlug);
  return actIn(somebody, somebody.posts.find((held) => held.post === post)?.id ?? null, NOW.clock.now());
};

describe('somebody with a post', () => {
  test('林静 acts for the city as its assessor', async () => {
    const actor = await acting(LIN_JING, 'suining');
    expect(actor).toMatchObject({ kind: 'city', pool: 'city', name: '林静', sourceId: null, login: LIN_JING });
    expect(actor.tenantId).toBe(actor.cityId);
    expect(actor).toMatchObject({ post: { post: 'assessor' }, body: { name: '遂宁市数字化城市管理监督指挥中心' } });
  });

  test('赵敏 acts for 射洪 inside the same city, whose name she can read in her own tenant', async () => {
    const [lin, zhao] = await Promise.all([acting(LIN_JING, 'suining'), acting(ZHAO_MIN, 'shehong')]);
    expect(zhao).toMatchObject({ kind: 'county', cityId: lin.tenantId, tenant: { slug: 'shehong', name: '射洪市' } });
    expect(zhao.tenant).toMatchObject({ cityName: '遂宁市', cityNameEn: 'Suining City' });
  });

  test('何鹏 works for a body of the city and is not the city', async () => {
    const actor = await acting(HE_PENG, 'suining');
    expect(actor).toMatchObject({ kind: 'unit', pool: 'unit', body: { kind: 'utility', name: '供电公司' } });
  });

  test('罗燕, seconded to an office of the city, acts for the bureau that sent her', async () => {
    const actor = await acting(LUO_YAN, 'suining', 'dispatcher');
    expect(actor).toMatchObject({ pool: 'unit', post: { post: 'dispatcher' }, body: { name: '市住建局' } });
  });

  test('周洁 acts in the first of her posts until she chooses, and in one at a time', async () => {
    const [first, chosen] = [await acting(ZHOU_JIE, 'chuanshan'), await acting(ZHOU_JIE, 'chuanshan', 'department')];
    expect(first).toMatchObject({ pool: 'county', post: { post: 'data_officer' } });
    expect(chosen).toMatchObject({ pool: 'unit', body: { name: '船山区环境卫生所' } });
    expect(() => requireRight(first, 'upload')).not.toThrow();
    expect(() => requireRight(chosen, 'upload')).toThrow('Your post does not allow this.');
  });

  test('the machine client of 射洪 acts for its desk and may upload for the one source system of 射洪', async () => {
    const [actor, zhao] = await Promise.all([machine('shehong-upload', 'shehong'), acting(ZHAO_MIN, 'shehong')]);
    expect(actor).toMatchObject({ kind: 'machine', pool: 'county', sourceId: 1, post: null, personId: null });
    expect([actor.tenantId, actor.body]).toEqual([zhao.tenantId, zhao.body]);
  });

  test('a machine client of a department reads as that department', async () => {
    const { body } = await acting(ZHOU_JIE, 'chuanshan', 'department');
    await asOwner(database, (trx) =>
      trx
        .updateTable('control.machine_client')
        .set({ unit_id: body.id })
        .where('client_id', '=', 'chuanshan-upload')
        .execute(),
    );
    expect(await machine('chuanshan-upload', 'chuanshan')).toMatchObject({ kind: 'machine', pool: 'unit', body });
  });

  test('whoever acts, the transaction knows the body', async () => {
    for (const actor of [
      await acting(LIN_JING, 'suining'),
      await acting(ZHAO_MIN, 'shehong'),
      await acting(HE_PENG, 'suining'),
      await machine('shehong-upload', 'shehong'),
    ]) {
      const { rows } = await inTenant(database, actor.pool, actingOf(actor), (trx) =>
        sql<{ unit: number }>`select app.unit_id() as unit`.execute(trx),
      );
      expect(rows).toEqual([{ unit: actor.body.id }]);
    }
  });
});

describe('the wrong person', () => {
  test('nobody acts in a post of somebody else, of the same tenant or of another', async () => {
    const [zhou, lin] = [await person(ZHOU_JIE, 'chuanshan'), await person(LIN_JING, 'suining')];
    const [hePeng, zhao] = [await person(HE_PENG, 'suining'), await person(ZHAO_MIN, 'shehong')];
    for (const [somebody, other] of [
      [hePeng, lin],
      [zhou, zhao],
      [zhao, zhou],
    ] as const) {
      expect(() => actIn(somebody, other.posts[0]!.id, NOW.clock.now())).toThrow(
        expect.objectContaining({ code: 'AUTH-POST', status: 403 }),
      );
    }
  });

  test('a post that ends while its holder is remembered is over at its very instant', async () => {
    const zhou = await person(ZHOU_JIE, 'chuanshan');
    const to = new Date('2026-11-06T00:00:00Z');
    const [first, second] = zhou.posts.map((post, index) => (index === 1 ? { ...post, to } : post));
    const ending = { ...zhou, posts: [first!, second!] };
    expect(actIn(ending, second!.id, new Date('2026-11-05T23:59:59Z')).post.id).toBe(second!.id);
    expect(() => actIn(ending, second!.id, to)).toThrow(expect.objectContaining({ code: 'AUTH-POST' }));
    expect(actIn(ending, null, to).post.id, 'she still has the other').toBe(first!.id);
  });

  test('a stranger with a valid account cannot enter, whatever tenant the token names', async () => {
    await expect(person(STRANGER, '')).rejects.toMatchObject(stranger);
    await expect(person(STRANGER, 'shehong')).rejects.toMatchObject(stranger);
  });

  test('钱伟 cannot enter 射洪 with a token that names 射洪', async () => {
    await expect(person(QIAN_WEI, 'shehong')).rejects.toMatchObject(stranger);
  });

  test('a known subject of another issuer is nobody', async () => {
    await expect(person(ZHAO_MIN, 'shehong', NOW, 'http://evil.example/realms/liangji')).rejects.toMatchObject(
      stranger,
    );
  });

  test('before the post begins nobody has it', async () => {
    await expect(person(ZHAO_MIN, 'shehong', at('2025-12-31T15:59:59Z'))).rejects.toMatchObject(stranger);
    await expect(person(ZHAO_MIN, 'shehong', at('2025-12-31T16:00:00Z'))).resolves.toMatchObject({ name: '赵敏' });
  });

  test('a revoked post ends access at its very instant', async () => {
    const end = '2026-11-03T16:00:00Z';
    const { personId } = await person(QIAN_WEI, 'anju', at('2026-11-01T00:00:00Z'));
    await asOwner(database, (trx) =>
      trx
        .updateTable('biz.post')
        .set({ to_at: new Date(end) })
        .where('person_id', '=', personId!)
        .execute(),
    );
    await expect(person(QIAN_WEI, 'anju', at('2026-11-03T15:59:59Z'))).resolves.toMatchObject({ name: '钱伟' });
    await expect(person(QIAN_WEI, 'anju', at(end))).rejects.toMatchObject(stranger);
  });

  test('a disabled login and a disabled machine client cannot enter', async () => {
    const disabled = { disabled_at: new Date('2026-11-01T00:00:00Z') };
    await asOwner(database, async (trx) => {
      await trx.updateTable('control.login').set(disabled).where('subject', '=', QIAN_WEI).execute();
      await trx.updateTable('control.machine_client').set(disabled).where('client_id', '=', 'anju-upload').execute();
    });
    await expect(person(QIAN_WEI, 'anju', at('2026-10-01T00:00:00Z'))).rejects.toMatchObject(stranger);
    await expect(machine('anju-upload', 'anju')).rejects.toMatchObject(stranger);
  });

  test('nobody of a suspended tenant can enter, person or machine', async () => {
    await asOwner(database, (trx) =>
      trx.updateTable('control.tenant').set({ state: 'suspended' }).where('slug', '=', 'daying').execute(),
    );
    const suspended = { code: 'AUTH-SUSPENDED', status: 403 };
    await expect(person('51090000-0000-4000-8000-000000000011', 'daying')).rejects.toMatchObject(suspended);
    await expect(machine('daying-upload', 'daying')).rejects.toMatchObject(suspended);
  });

  test('a machine client cannot enter another tenant, and an unknown one cannot enter at all', async () => {
    await expect(machine('shehong-upload', 'suining')).rejects.toMatchObject(stranger);
    await expect(machine('nobody-upload', 'shehong')).rejects.toMatchObject(stranger);
  });

  test('the identity role cannot read a person', async () => {
    await expect(
      asIdentity(database, (trx) => trx.selectFrom('biz.person').selectAll().execute()),
    ).rejects.toMatchObject({ code: '42501' });
  });
});
