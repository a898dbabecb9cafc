import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/cluster.ts';
import { loadCalendar } from '../../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../../catalogues/load-catalogues.ts';
import { asOwner } from '../../../database/transaction.ts';
import { installationDigest } from '../../../cases/reporter/installation-digest.ts';
import { systemDeps } from '../../../kernel/deps.ts';
import { applySampleScheme } from '../apply-sample-scheme.ts';
import { applySample } from '../apply-sample.ts';
import { makeSampleCases } from './make-sample-cases.ts';

const ISSUER = 'http://localhost/realms/liangji';
const NOW = new Date('2026-11-30T10:20:00+08:00'); // a Monday morning

let database: TestDatabase;
const files = mkdtempSync(join(tmpdir(), 'liangji-sample-'));
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  for await (const tenant of applySample(database, systemDeps, ISSUER)) void tenant;
  await applySampleScheme(database, systemDeps);
});
afterAll(async () => {
  await database.drop();
  rmSync(files, { recursive: true, force: true });
});

const make = () => {
  const deps = { ...systemDeps, clock: { now: () => NOW }, phoneDigest: installationDigest(database) };
  return makeSampleCases({ database, deps, files, issuer: ISSUER });
};

describe('the native cases of the sample city', () => {
  it('are made through commands in a few seconds, and not again', async () => {
    const began = performance.now();
    const made = await make();
    console.log(made, (performance.now() - began) / 1000);
    const again = await make();
    expect([...again]).toEqual([]);
    const rows = await asOwner(database, (trx) =>
      sql`select state, count(*) as n from biz."case" group by state order by state`.execute(trx),
    );
    console.log(rows.rows);
  });
});
