import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { acceptorOf } from '../../test/desk-people.ts';
import { plainJpeg } from '../../test/pictures.ts';
import { makeWillowAndReed } from '../../test/people.ts';
import { closePeriod } from '../assessment/close-period.ts';
import { sealAudit } from '../audit/seal-audit.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import { openMedia } from '../cases/media/open-media.ts';
import { receiveMedia, type ReceivedMedia } from '../cases/media/receive-media.ts';
import type { Actor } from '../identity/actor.ts';
import { asIdentity, asOwner, inTenant } from '../database/transaction.ts';
import { fingerprint } from '../database/fingerprint.ts';
import { systemDeps, type Deps } from '../kernel/deps.ts';
import { readUploadedRow } from '../intake/report/read-uploaded-row.ts';
import { receiveBatch } from '../intake/receive/receive-batch.ts';
import { runBatch } from '../intake/run-batch.ts';
import { applySampleScheme, sampleCityActing } from '../configure/sample/apply-sample-scheme.ts';
import { applySample } from '../configure/sample/apply-sample.ts';
import { sampleCity } from '../configure/sample/sample-city.ts';
import { SAMPLE_MONTH, sampleMonth } from '../configure/sample/sample-month.ts';
import { loadCalendar } from '../calendars/load-calendar.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T01:00:00Z') } };
const NASTY = 'a\ttab, a \\ and \\N, "quotes"\r\na second line 柳 \u{1F333}';

let city: TestDatabase;
let home: string;
let files: string;
let backup: string;
let manifest: Manifest;
let tenantId: number;
let batchId: string;
/** One that the desk of 安居 uploaded. */
let photo: ReceivedMedia;

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
async function deskOfAnju(): Promise<Actor> {
  const { unit_id } = await asOwner(city, (trx) =>
    trx
      .selectFrom('biz.body')
      .select('unit_id')
      .where('tenant_id', '=', tenantId)
      .where('home_id', '=', tenantId)
      .where('kind', '=', 'centre')
      .executeTakeFirstOrThrow(),
  );
  return acceptorOf({ tenantId, cityId: 1, unitId: unit_id, actor: 'test' });
}

/** The sample city with the months of two counties, closed and sealed. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'liangji-backup-'));
  files = join(home, 'files');
  backup = join(home, 'backups', 'november');
  city = await freshDatabase();
  await loadCatalogues(city);
  await loadCalendar(city);
  for await (const { slug, ...tenant } of applySample(city, deps, 'http://localhost/realms/liangji')) {
    if (slug !== 'shehong' && slug !== 'anju') continue;
    tenantId = tenant.tenantId;
    const acting = { tenantId, cityId: tenant.cityId, actor: `${slug}-upload` };
    const { bytes, fileName } = sampleMonth(sampleCity().find((county) => county.slug === slug)!);
    const { batch } = await receiveBatch({ database: city, deps, files }, acting, {
      ...{ sourceId: 1, sourceCode: null, clientBatchId: 'october', fileName, format: null },
      bytes: (async function* () {
        yield bytes;
      })(),
    });
    batchId = batch.batchId;
    await runBatch({ database: city, deps, files }, acting, batchId);
  }
  photo = await receiveMedia({ database: city, deps, files }, await deskOfAnju(), once(await plainJpeg('#252')));
  await openMedia(files, { homeId: tenantId, ...photo }, 'thumb'); // made anew from the photograph: none is in the backup
  await applySampleScheme(city, deps);
  await closePeriod(city, deps, await sampleCityActing(city), SAMPLE_MONTH.label);
  await sealAudit(city, { tenantId, cityId: 1, actor: 'test' });
  const one = asOwner(city, (trx) => trx.selectFrom('biz.case').select('id').limit(1).executeTakeFirstOrThrow());
  const { id } = await one;
  await asOwner(city, (trx) => trx.updateTable('biz.case').set({ address: NASTY }).where('id', '=', id).execute());
  await asIdentity(city, (trx) =>
    trx
      .insertInto('control.session')
      .values({
        ...{ id_hash: 'h', issuer: 'i', subject: 's', tokens: 't' },
        ...{ created_at: new Date(), last_seen_at: new Date() },
        ...{ access_expires_at: new Date(), absolute_expires_at: new Date() },
      })
      .execute(),
  );
  manifest = await takeBackup({ database: city, deps, files }, backup, () => undefined);
});
afterAll(async () => {
  await city.drop();
  await rm(home, { recursive: true });
});

let target: TestDatabase | undefined;
afterEach(async () => {
  await target?.drop();
  target = undefined;
});

const restoreInto = async (database: TestDatabase, from = backup, to = join(home, 'restored')) =>
  restoreBackup({ database, files: to }, from, () => undefined);

/** A copy of the backup, to be spoilt. */
async function spoilt(how: (folder: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(home, 'spoilt-'));
  await cp(backup, folder, { recursive: true });
  await how(folder);
  return folder;
}

async function rewrite(folder: string, change: (manifest: Manifest) => unknown): Promise<void> {
  const read = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(change(read)));
}

describe('a backup of the sample city', () => {
  test('can be restored into an empty database exactly: the same fingerprint, ids, moments and files', async () => {
    target = await freshDatabase('with_lookups', async (database) => {
      await loadCatalogues(database); // as `liangji migrate` leaves it
      await loadCalendar(database);
    });
    const restored = join(home, 'exact');
    await restoreInto(target, backup, restored);
    expect(await fingerprint(target)).toEqual(await fingerprint(city));
    const again = await takeBackup({ database: target, deps, files: restored }, join(home, 'again'), () => undefined);
    expect(again).toEqual({ ...manifest, tables: again.tables });
    expect(again.tables.map(({ name, rows, content }) => [name, rows, content])).toEqual(
      manifest.tables.map(({ name, rows, content }) => [name, rows, content]),
    );
    expect(manifest.tables.find(({ name }) => name === 'biz.case')!.rows).toBeGreaterThan(500);
    const addresses = await asOwner(target, (trx) =>
      trx.selectFrom('biz.case').select('address').where('address', '=', NASTY).execute(),
    );
    expect(addresses).toHaveLength(1);
  });

  test('brings a photograph back as it was, whole and smaller, and not the smaller one that was kept', async () => {
    target = await freshDatabase();
    const to = join(home, 'with-photograph');
    const named = manifest.files.filter(({ sha256 }) => sha256 === photo.sha256);
    expect(named).toEqual([{ tenantId, sha256: photo.sha256, bytes: expect.any(Number) }]);
    await restoreInto(target, backup, to);
    const original = await readFile(join(files, String(tenantId), photo.sha256));
    expect(await readFile(join(to, String(tenantId), photo.sha256))).toEqual(original);
    const { rows } = await target.pool('direct').query('select sha256, type, width from biz.media');
    expect(rows).toEqual([{ sha256: photo.sha256, type: 'image/jpeg', width: 120 }]);
    const kept = (await readdir(to, { recursive: true })).filter((name) => name.includes(photo.sha256));
    expect(kept).toEqual([join(String(tenantId), photo.sha256)]);
    const { type } = await openMedia(to, { homeId: tenantId, ...photo }, 'thumb');
    expect(type).toBe('image/webp');
  });

  test('goes on working where it is restored: uploaded rows are found, the audit chain is whole, an upload is known', async () => {
    target = await freshDatabase();
    const to = join(home, 'goes-on');
    await restoreInto(target, backup, to);
    const acting = { tenantId, cityId: 1, actor: 'anju-upload' };
    const [here, there] = [
      { database: target, files: to },
      { database: city, files },
    ];
    const row = await readUploadedRow(here, 'county', acting, tenantId, batchId, 7);
    expect(row).toEqual(await readUploadedRow(there, 'county', acting, tenantId, batchId, 7));
    expect(await verifyAudit(target, acting)).toMatchObject({ brokenAt: null });
    const batches = await inTenant(target, 'ingest', acting, (trx) =>
      trx.selectFrom('biz.batch').select('id').where('tenant_id', '=', tenantId).execute(),
    );
    expect(batches).toEqual([{ id: batchId }]);
  });

  test('cannot bring a browser session back to life', async () => {
    target = await freshDatabase();
    await restoreInto(target);
    expect(await asIdentity(target, (trx) => trx.selectFrom('control.session').selectAll().execute())).toEqual([]);
  });

  test('cannot be written over another one, and leaves nothing half-done beside it', async () => {
    await expect(takeBackup({ database: city, deps, files }, backup, () => undefined)).rejects.toMatchObject({
      code: 'SYS-BACKUP-EXISTS',
    });
    expect(await readdir(join(home, 'backups'))).toEqual(['november']);
  });

  test('names the uploaded files it could not find whole', async () => {
    const poor = join(home, 'poor');
    await cp(files, poor, { recursive: true });
    const [gone, cut, ...whole] = manifest.files;
    await rm(join(poor, String(gone!.tenantId), gone!.sha256));
    await writeFile(join(poor, String(cut!.tenantId), cut!.sha256), 'half');
    const made = await takeBackup({ database: city, deps, files: poor }, join(home, 'of-poor'), () => undefined);
    const names = [gone, cut].map((file) => ({ tenantId: file!.tenantId, sha256: file!.sha256 }));
    expect(made.lost).toEqual(names);
    expect(made.files).toEqual(whole);
  });
});

describe('a restore', () => {
  const refusals: [string, string, (folder: string) => Promise<void>][] = [
    ['without a manifest', 'SYS-BACKUP-UNFINISHED', (folder) => rm(join(folder, 'manifest.json'))],
    ['with a cut manifest', 'SYS-BACKUP-DAMAGED', (folder) => writeFile(join(folder, 'manifest.json'), '{')],
    ['with a table missing', 'SYS-BACKUP-DAMAGED', (folder) => rm(join(folder, 'tables', 'biz.case.copy.gz'))],
    [
      'with one bit of a table turned',
      'SYS-BACKUP-DAMAGED',
      async (folder) => {
        const path = join(folder, 'tables', 'biz.case_event.copy.gz');
        const bytes = await readFile(path);
        bytes[bytes.length >> 1]! ^= 1;
        await writeFile(path, bytes);
      },
    ],
    [
      'with an uploaded file changed',
      'SYS-BACKUP-DAMAGED',
      (folder) => writeFile(join(folder, 'files', String(tenantId), manifest.files.at(-1)!.sha256), 'other'),
    ],
    [
      'whose manifest speaks of other contents than its own fingerprint',
      'SYS-BACKUP-DAMAGED',
      (folder) =>
        rewrite(folder, (m) => ({
          ...m,
          tables: m.tables.map((table) => (table.name === 'biz.case' ? { ...table, content: '0'.repeat(64) } : table)),
        })),
    ],
    [
      'of a later schema',
      'SYS-RESTORE-SCHEMA',
      (folder) =>
        rewrite(folder, (m) => ({
          ...m,
          migrations: [...m.migrations, { name: '9999_later', sha256: '0'.repeat(64) }],
        })),
    ],
    [
      'of a table with other columns',
      'SYS-RESTORE-SCHEMA',
      (folder) =>
        rewrite(folder, (m) => ({
          ...m,
          tables: m.tables.map((table) => ({ ...table, columns: table.columns.slice(1) })),
        })),
    ],
  ];
  test.each(refusals)('cannot be made from a backup %s, and leaves the database empty', async (_, code, spoil) => {
    target = await freshDatabase();
    const before = await fingerprint(target);
    await expect(restoreInto(target, await spoilt(spoil))).rejects.toMatchObject({ code });
    expect(await fingerprint(target)).toEqual(before);
  });

  test('cannot be made into a database where somebody lives, and leaves it as it was', async () => {
    target = await freshDatabase('willow_and_reed', makeWillowAndReed);
    const before = await fingerprint(target);
    await expect(restoreInto(target)).rejects.toMatchObject({
      code: 'SYS-RESTORE-NOT-EMPTY',
      params: { table: 'biz.tenant' },
    });
    expect(await fingerprint(target)).toEqual(before);
  });

  test('cannot pass when the database changes what it is given, and is undone as a whole', async () => {
    target = await freshDatabase();
    const saboteur = await target.superuser();
    await saboteur.query(`create function spoil_address() returns trigger language plpgsql as
      $$ begin new.address := null; return new; end $$`);
    await saboteur.query(
      'create trigger spoil before insert on biz."case" for each row execute function spoil_address()',
    );
    await saboteur.end();
    const before = await fingerprint(target);
    await expect(restoreInto(target)).rejects.toMatchObject({
      code: 'SYS-RESTORE-DIFFERS',
      params: { table: 'biz.case' },
    });
    expect(await fingerprint(target)).toEqual(before);
  });

  test('sees one instant: what is written while a backup runs is not in it', async () => {
    const folder = join(home, 'while-writing');
    let wrote: Promise<unknown> | undefined;
    const made = await takeBackup({ database: city, deps, files }, folder, () => {
      wrote ??= asOwner(city, (trx) =>
        trx.updateTable('biz.case').set({ unit_name: 'Later' }).where('tenant_id', '=', tenantId).execute(),
      );
    });
    await wrote;
    expect(made.fingerprint).toBe(manifest.fingerprint);
    const later = await takeBackup({ database: city, deps, files }, join(home, 'afterwards'), () => undefined);
    expect(later.fingerprint).not.toBe(manifest.fingerprint);
  });
});
