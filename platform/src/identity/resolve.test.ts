import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../test/cluster.ts';
import type { TestDatabase } from '../../test/cluster.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import { asIdentity, asOwner } from '../database/transaction.ts';
import { systemDeps } from '../kernel/deps.ts';
import type { Deps } from '../kernel/deps.ts';
import { applySample } from '../configure/sample/apply-sample.ts';
import { resolveMachine } from './resolve-machine.ts';
import { resolvePerson } from './resolve-person.ts';

const ISSUER = 'http://localhost:7300/realms/liangji';
const LIN_JING = '51090000-0000-4000-8000-000000000001';
const ZHAO_MIN = '51090000-0000-4000-8000-000000000008';
const QIAN_WEI = '51090000-0000-4000-8000-000000000009';
const STRANGER = '51090000-0000-4000-8000-000000000012';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  for await (const tenant of applySample(database, systemDeps, ISSUER)) void tenant;
});
afterAll(() => database.drop());

const at = (iso: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(iso) } });
const NOW = at('2026-11-05T02:00:00Z');
const person = (subject: string, tenantSlug: string, deps = NOW, issuer = ISSUER) =>
  resolvePerson(database, deps, { issuer, subject, tenantSlug });
const machine = (clientId: string, tenantSlug: string) =>
  resolveMachine(database, { issuer: ISSUER, clientId, tenantSlug });
const stranger = { code: 'AUTH-STRANGER', status: 403 };

describe('somebody with a post', () => {
  test('林静 acts for the city as its assessor', async () => {
    const actor = await person(LIN_JING, 'suining');
    expect(actor).toMatchObject({ kind: 'city', name: '林静', sourceId: null, login: LIN_JING });
    expect(actor.tenantId).toBe(actor.cityId);
    expect(actor.posts).toMatchObject([{ post: 'assessor', unitName: '遂宁市数字化城市管理监督指挥中心' }]);
  });

  test('赵敏 acts for 射洪 inside the same city', async () => {
    const [lin, zhao] = await Promise.all([person(LIN_JING, 'suining'), person(ZHAO_MIN, 'shehong')]);
    expect(zhao).toMatchObject({ kind: 'county', cityId: lin.tenantId, tenant: { slug: 'shehong', name: '射洪市' } });
  });

  test('the machine client of 射洪 may upload for the one source system of 射洪', async () => {
    const [actor, zhao] = await Promise.all([machine('shehong-upload', 'shehong'), person(ZHAO_MIN, 'shehong')]);
    expect(actor).toMatchObject({ kind: 'machine', tenantId: zhao.tenantId, sourceId: 1, posts: [], personId: null });
  });
});

describe('the wrong person', () => {
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
