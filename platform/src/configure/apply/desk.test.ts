import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { smallManifest } from '../../../test/small-manifest.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { asOwner } from '../../database/transaction.ts';
import { systemDeps, type Deps } from '../../kernel/deps.ts';
import { readDesk } from '../../tenants/read-desk.ts';
import { applyTenant, planTenants } from './apply-tenant.ts';
import type { AppliedBy } from './applying.ts';

const BY: AppliedBy = { actor: 'operator:li', issuer: 'http://localhost/realms/liangji', accounts: false };
const on = (day: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(`${day}T10:00:00+08:00`) } });

const centre = (code: string, days: object) => ({ code, kind: 'centre', name: `${code} of willow`, ...days });
const willow = (...units: object[]) =>
  smallManifest('willow', {
    units,
    sources: [{ code: 'main', name: '平台', catalogue: 'gbt30428', clients: [{ id: 'willow-upload' }] }],
  });
const OLD = centre('old', { from: '2026-01-01' });
const ENDED = centre('old', { from: '2026-01-01', to: '2026-12-01' });
const NEW = centre('new', { from: '2026-12-01' });

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  await applyTenant(database, on('2026-11-05'), BY, smallManifest('riverton'));
  await applyTenant(database, on('2026-11-05'), BY, willow(OLD));
});
afterAll(() => database.drop());

/** Codes of the units for which the jobs, the batches on a day and the machine client act. */
async function deskOn(day: string) {
  return asOwner(database, async (trx) => {
    const { id, desk_unit_id } = await trx
      .selectFrom('control.tenant')
      .select(['id', 'desk_unit_id'])
      .where('slug', '=', 'willow')
      .executeTakeFirstOrThrow();
    const { unit_id } = await trx
      .selectFrom('control.machine_client')
      .select('unit_id')
      .where('client_id', '=', 'willow-upload')
      .executeTakeFirstOrThrow();
    const units = await trx.selectFrom('biz.unit').select(['id', 'code']).where('tenant_id', '=', id).execute();
    const codeOf = (unit: number | null) => units.find((each) => each.id === unit)?.code;
    const batches = codeOf(await readDesk(trx, id, new Date(`${day}T10:00:00+08:00`)));
    return { jobs: codeOf(desk_unit_id), batches, client: codeOf(unit_id) };
  });
}

test.each([
  ['no desk', [{ ...OLD, kind: 'department' }]],
  ['two desks on one day', [ENDED, centre('new', { from: '2026-11-30' })]],
  ['a desk that ends without a successor', [ENDED]],
  ['days without a desk between two', [ENDED, centre('new', { from: '2026-12-02' })]],
])('a manifest with %s is refused', (_, units) => {
  expect(() => willow(...units)).toThrow(expect.objectContaining({ code: 'CONF-DESK' }));
});

test('a manifest whose desk has not begun is refused when it is applied, and nothing is written', async () => {
  const reed = smallManifest('reed', { units: [centre('centre', { from: '2026-12-01' })] });
  await expect(applyTenant(database, on('2026-11-30'), BY, reed)).rejects.toMatchObject({ code: 'CONF-DESK' });
  const rows = await asOwner(database, (trx) =>
    trx.selectFrom('control.tenant').select('id').where('slug', '=', 'reed').execute(),
  );
  expect(rows).toEqual([]);
});

test('a desk that hands over later stays the desk until then, and the plan says that it is to be applied again on that day', async () => {
  const [plan] = await planTenants(database, on('2026-11-30'), BY, [willow(ENDED, NEW)]);
  const ends = plan!.changes.find(({ act, part }) => act === 'end' && part === 'unit');
  expect(ends!.consequences!.map(({ en }) => en)).toContain(
    'from 2026-12-01 on new is the desk: apply the manifest again on that day, so that jobs and clients follow',
  );
  await applyTenant(database, on('2026-11-30'), BY, willow(ENDED, NEW));
  expect(await deskOn('2026-11-30')).toEqual({ jobs: 'old', batches: 'old', client: 'old' });
  expect((await deskOn('2026-12-01')).batches).toBe('new');
});

test('from its first day on the new centre is the desk of the jobs and of the clients that name no body', async () => {
  const { changes } = await applyTenant(database, on('2026-12-01'), BY, willow(ENDED, NEW));
  expect(changes).toMatchObject([
    { act: 'change', part: 'tenant', key: 'willow', fields: { desk: ['old', 'new'] } },
    { act: 'change', part: 'client', key: 'willow-upload' },
  ]);
  expect(await deskOn('2026-12-01')).toEqual({ jobs: 'new', batches: 'new', client: 'new' });
});
