import type { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { loadCatalogues } from '../../src/catalogues/load-catalogues.ts';
import { fingerprint } from '../../src/database/fingerprint.ts';
import { systemDeps } from '../../src/kernel/deps.ts';
import { removeSandboxes } from '../../src/proof/remove-sandboxes.ts';
import type { AppliedBy } from '../../src/configure/apply/applying.ts';
import { plantSandbox } from '../../src/proof/sandbox.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';

const by = (issuer: string): AppliedBy => ({ actor: 'operator:li', issuer, accounts: false });

let database: TestDatabase;
let worker: Client;
let watcher: Client;
beforeAll(async () => {
  database = await freshDatabase('lookups', async (fresh) => {
    await loadCatalogues(fresh);
    await loadCalendar(fresh);
  });
  worker = await database.superuser();
  watcher = await database.superuser();
});
afterAll(async () => {
  await worker?.end();
  await watcher?.end();
  await database?.drop();
});

const AUDIT = `insert into biz.audit (tenant_id, city_id, id, at, actor, action, subject, data)
  values ($1, $2, $3, now(), 'worker', 'test', 'test', '{}')`;
const SEAL = `insert into biz.audit_seal (tenant_id, city_id, chain_no, audit_id, at, prev_hash, hash)
  values ($1, $2, 2, $3, now(), '', 'x')`;

/** Something of this database waits for a lock. */
async function someoneWaits(): Promise<boolean> {
  const { rows } = await watcher.query(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

it.each([
  ['a seal to an audit row', [AUDIT], [SEAL]],
  ['an audit row', [], [AUDIT]],
  ['both', [], [AUDIT, SEAL]],
])('a worker that is adding %s as a sandbox is removed cannot leave it behind', async (_what, before, during) => {
  const untouched = await fingerprint(database);
  const { counties } = await plantSandbox(database, systemDeps, by('http://localhost/realms/proof'), () => 'x');
  const values = [counties[0].tenantId, counties[0].cityId, systemDeps.ids.next()];
  for (const statement of before) await worker.query(statement, values);
  await worker.query('begin');
  for (const statement of during) await worker.query(statement, values);

  const removing = removeSandboxes(database, '', systemDeps.clock.now());
  await expect.poll(someoneWaits, { timeout: 20_000 }).toBe(true);
  await worker.query('commit');
  expect(await removing).toBe(3);
  expect(await fingerprint(database)).toEqual(untouched);
});

it('what still refers to a sandbox from elsewhere is named, and the sandbox stays whole', async () => {
  await plantSandbox(database, systemDeps, by('http://localhost/realms/proof'), () => 'x');
  const planted = await fingerprint(database);
  await worker.query('create table public.elsewhere as select id from control.tenant');
  await worker.query('alter table public.elsewhere add foreign key (id) references control.tenant (id)');
  await expect(removeSandboxes(database, '', systemDeps.clock.now())).rejects.toMatchObject({ code: '23503' });
  expect(await fingerprint(database)).toEqual(planted);
});
