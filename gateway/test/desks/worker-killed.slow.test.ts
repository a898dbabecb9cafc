import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, rebuildTenant, systemDeps, type Database } from '@liangji/platform';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freePort } from '../free-port.ts';
import { openLine, type Moment } from '../torture/line.ts';
import { spawnOurs } from '../torture/our-process.ts';
import { openCity, type City } from './open-city.ts';
import { dispatched, dispatchedForCity, peopleOf, takeIn, type People, type Walk, orderOf } from './walk-case.ts';

/** Acceptance has a limit of a quarter of an hour: of a case taken in so long ago it ends this long from now. */
const AHEAD_MS = 15_000;
const QUARTER_MS = 15 * 60_000;
const inThePast = (): void => void vi.setSystemTime(realNow() - QUARTER_MS + AHEAD_MS);
const started = { at: Date.now(), since: performance.now() };
/** The clock of the worker, a process of its own. */
const realNow = (): number => started.at + performance.now() - started.since;

let city: City;
let people: People;
let hearing: Client;
const heard: { caseId: string; due?: string }[] = [];
beforeAll(async () => {
  city = await openCity('2026-10-12 09:00');
  people = peopleOf(city);
  hearing = new Client({ connectionString: city.house.database.urls.jobs });
  hearing.on('notification', ({ payload }) => heard.push(JSON.parse(payload!) as never));
  await hearing.connect();
  await hearing.query('listen liangji_case');
}, 120_000);
afterAll(async () => {
  await hearing.end();
  await city.close();
});

/** Where a blow falls: at the nth statement of a transaction of a role, at its commit, or when only the server knows of that. */
interface Blow {
  readonly role: 'clerk' | 'rollup';
  readonly at: Moment['what'];
  readonly nth?: number;
}
const BLOWS: readonly Blow[] = [
  { role: 'clerk', at: 'statement', nth: 8 }, // inside a duty of the clerk or a sweep
  { role: 'clerk', at: 'commit' },
  { role: 'clerk', at: 'committed' },
  { role: 'rollup', at: 'statement', nth: 4 }, // marks are taken, the events not yet read
  { role: 'rollup', at: 'commit' },
  { role: 'rollup', at: 'committed' },
];

/** The clock of this process stands still: waiting goes by another. */
const until = (what: string, isSo: () => Promise<boolean> | boolean): Promise<void> =>
  expect.poll(isSo, { timeout: 60_000, interval: 20, message: what }).toBe(true);

const files = mkdtempSync(join(tmpdir(), 'liangji-killed-'));
let processes = 0;
const struck: string[] = [];

/** The real worker as a process; killed with −9 where the blow falls, else it is there until it is stopped. */
async function startProcess(blow?: Blow) {
  const { urls } = city.house.database;
  let isStruck = false;
  const lines = await Promise.all(
    (['clerk', 'rollup'] as const).map(async (role) => {
      const line = await openLine(urls[role], ({ what, nth }) => {
        if (blow?.role !== role || what !== blow.at || nth < (blow.nth ?? 0)) return;
        isStruck = true;
        process?.kill();
        return 'cut';
      });
      return [role, line] as const;
    }),
  );
  const all = Object.entries(urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  const watched = lines.map(([role, line]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, line.url(urls[role])]);
  const process = spawnOurs('../../src/worker.ts', join(files, `worker-${++processes}.log`), {
    ...(Object.fromEntries([...all, ...watched]) as Record<string, string>),
    ...{ LIANGJI_ISSUER: city.house.issuer, LIANGJI_FILES: files, LIANGJI_LOG: 'warn' },
    ...{ LIANGJI_SESSION_KEY: Buffer.alloc(32, 1).toString('base64'), PORT: '0' },
    LIANGJI_IDENTITY_UPSTREAM: 'http://127.0.0.1:1',
    INTERNAL_PORT: String(await freePort()),
  });
  return {
    ready: process.ready,
    isStruck: () => isStruck,
    async end() {
      await process.stop();
      for (const [, line] of lines) await line.close();
    },
  };
}

const rows = async (database: Database, { tenantId, caseId }: Walk) =>
  asOwner(database, async (trx) => ({
    case: await trx
      .selectFrom('biz.case')
      .select(['state', 'version', 'closing_type'])
      .where('tenant_id', '=', tenantId)
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow(),
    events: await trx
      .selectFrom('biz.case_event')
      .select('kind')
      .where('tenant_id', '=', tenantId)
      .where('case_id', '=', caseId)
      .where('kind', 'in', ['closed', 'recalled', 'resumed', 'disposed'])
      .execute()
      .then((found) => found.map(({ kind }) => kind)),
    notices: await trx
      .selectFrom('biz.assignment')
      .select('state')
      .where('tenant_id', '=', tenantId)
      .where('case_id', '=', caseId)
      .where('kind', '=', 'notice')
      .execute()
      .then((found) => found.map(({ state }) => state)),
    facts: await trx
      .selectFrom('biz.case_fact')
      .select(['closed_at', 'disposed_at'])
      .where('tenant_id', '=', tenantId)
      .where('case_id', '=', caseId)
      .execute(),
  }));

const marksOf = (tenantId: number) =>
  asOwner(city.house.database, async (trx) => {
    const found = await trx.selectFrom('biz.case_dirty').select('case_id').where('tenant_id', '=', tenantId).execute();
    return new Set(found.map(({ case_id }) => case_id)).size;
  });

test(
  'a worker killed between an act and its sweep, wherever the blow falls, leaves nothing undone and does nothing twice',
  {
    timeout: 240_000,
  },
  async () => {
    const { database } = city.house;
    const tenant = city.tenant('pengxi');
    const first = await startProcess();
    await first.ready();
    const sweeps = () => asOwner(database, (trx) => trx.selectFrom('biz.due_sweep').select('tenant_id').execute());
    await until('every tenant was swept once', async () => (await sweeps()).length >= 10);
    await first.end();

    inThePast();
    const falling = await takeIn(city, people.acceptor);
    const decided = await dispatchedForCity(city, people);
    await decided.act(people.cityLeader, 'force_close', { reason: '市领导批示' });
    const recalled = await dispatched(city, people);
    await recalled.act(people.dispatcher, 'recall');
    const worked = await dispatched(city, people);
    await worked.act(people.sanitation, 'feed_back', {
      words: '已清理',
      photos: [await people.sanitation.photo('after')],
    });
    expect(await marksOf(tenant.tenantId), 'marks wait for a worker').toBe(4);

    for (const blow of BLOWS) {
      const process = await startProcess(blow);
      await until(`a blow at ${blow.role} ${blow.at}`, process.isStruck);
      struck.push(`${blow.role} ${blow.at}`);
      await process.end();
      // Another act while nobody works: what was swept already is stale again.
      await worked.act(people.cityInspector, 'supervise', orderOf('ordinary', `第 ${struck.length} 次`));
    }
    expect(struck).toHaveLength(BLOWS.length);

    const last = await startProcess();
    const isDue = () => heard.some(({ caseId, due }) => caseId === falling.caseId && due === 'over');
    await until('the deadline was heard of', isDue);
    await until('everything is done', async () => {
      const [closed, back] = [await rows(database, decided), await rows(database, recalled)];
      return (
        closed.case.state === 'closed' && back.case.state === 'dispatching' && (await marksOf(tenant.tenantId)) === 0
      );
    });
    await last.end();

    expect(await rows(database, decided)).toMatchObject({
      ...{ case: { state: 'closed', closing_type: 'forced', version: decided.version + 1 }, events: ['closed'] },
      ...{ notices: ['confirmed'], facts: [{ closed_at: expect.any(Date) }] },
    });
    expect(await rows(database, recalled)).toMatchObject({
      ...{ case: { state: 'dispatching', version: recalled.version + 1 }, events: ['recalled'] },
      ...{ notices: ['confirmed'], facts: [{ disposed_at: null }] },
    });
    expect(await rows(database, worked)).toMatchObject({
      ...{ case: { state: 'check_sending' }, events: ['disposed'], facts: [{ disposed_at: expect.any(Date) }] },
    });
    expect(heard.filter(({ caseId, due }) => caseId === falling.caseId && due === 'over')).toHaveLength(1);
    expect((await rebuildTenant(database, systemDeps, tenant, { write: false })).differences).toEqual([]);
  },
);
