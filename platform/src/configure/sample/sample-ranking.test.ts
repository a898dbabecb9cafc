import { verdictSql } from '../../cases/judgement.ts';
import { rebuildTenant } from '../../cases/record/rebuild.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase } from '../../../test/cluster.ts';
import type { TestDatabase } from '../../../test/cluster.ts';
import { closePeriod } from '../../assessment/close-period.ts';
import type { ClosedPeriod } from '../../assessment/close-period.ts';
import { loadCatalogues } from '../../catalogues/load-catalogues.ts';
import { systemDeps } from '../../kernel/deps.ts';
import type { Deps } from '../../kernel/deps.ts';
import { getBatch } from '../../intake/batch/batch-summary.ts';
import type { BatchSummary } from '../../intake/batch/batch-summary.ts';
import { receiveBatch } from '../../intake/receive/receive-batch.ts';
import { openRun } from '../../intake/run-batch.ts';
import { inTenant } from '../../database/transaction.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import { applySampleScheme, sampleCityActing } from './apply-sample-scheme.ts';
import type { AppliedTenant } from '../apply/apply-tenant.ts';
import { applySample } from './apply-sample.ts';
import { sampleCity } from './sample-city.ts';
import { SAMPLE_MONTH, sampleMonth } from './sample-month.ts';

/** The days after the month, as the sample closes it. */
const deps: Deps = { ...systemDeps, clock: { now: () => new Date('2026-11-05T01:00:00Z') } };

let database: TestDatabase;
let files: string;
let closed: ClosedPeriod;
const tenants: AppliedTenant[] = [];
const batches = new Map<string, BatchSummary>();

async function upload({ slug, tenantId, cityId }: AppliedTenant, batchId: string): Promise<BatchSummary> {
  const manifest = sampleCity().find((tenant) => tenant.slug === slug)!;
  const { fileName, bytes } = sampleMonth(manifest);
  const services = { database, deps, files };
  const acting = { tenantId, cityId, actor: `${slug}-upload` };
  const sent = await receiveBatch(services, acting, {
    sourceId: 1,
    sourceCode: null,
    clientBatchId: batchId,
    fileName,
    format: null,
    bytes: (async function* () {
      yield bytes;
    })(),
  });
  const run = await openRun(services, acting, sent.batch.batchId);
  while ((await run?.turn()) === 'more');
  return inTenant(database, 'ingest', acting, (trx) => getBatch(trx, tenantId, sent.batch.batchId));
}

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'liangji-sample-'));
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  for await (const applied of applySample(database, deps, 'http://localhost/realms/liangji')) tenants.push(applied);
  await applySampleScheme(database, deps);
  for (const county of tenants.slice(1)) batches.set(county.slug, await upload(county, 'october'));
  closed = await closePeriod(database, deps, await sampleCityActing(database), SAMPLE_MONTH.label);
});
afterAll(async () => {
  await database.drop();
  await rm(files, { recursive: true });
});

const county = (slug: string) => tenants.find((tenant) => tenant.slug === slug)!;
const group = (name: string) => closed.ranking.filter((line) => line.group === name);

describe('October 2026 of the sample city, uploaded and closed', () => {
  test('every county and zone is scored, and the two groups are ranked apart', () => {
    expect(closed.period).toMatchObject({ state: 'closed', label: '2026-10' });
    expect(closed.ranking.map(({ state, isFrozen }) => [state, isFrozen])).toEqual(Array(9).fill(['scored', true]));
    expect(group('county').map(({ rank, rankOf }) => [rank, rankOf])).toEqual([1, 2, 3, 4, 5].map((rank) => [rank, 5]));
    expect(group('zone').map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);
  });

  test('大英, the late one, comes last and the month shows at least three grades', () => {
    expect(group('county').at(-1)!.slug).toBe('daying');
    expect(group('zone')[0]!.slug).toBe('hedong');
    expect(new Set(closed.ranking.map(({ grade }) => grade)).size).toBeGreaterThanOrEqual(3);
  });

  test('the scores are those the month has had since it was first closed', () => {
    expect(group('county').map(({ slug, score, grade }) => [slug, score, grade])).toEqual([
      ['shehong', '90.40', 'A'],
      ['anju', '87.54', 'B'],
      ['chuanshan', '84.50', 'B'],
      ['pengxi', '83.32', 'B'],
      ['daying', '71.36', 'C'],
    ]);
    expect(group('zone').map(({ slug, score }) => [slug, score])).toEqual([
      ['hedong', '95.53'],
      ['kaifaqu', '92.38'],
      ['wuliugang', '88.86'],
      ['chuangxin', '85.09'],
    ]);
  });

  test('every case is what its events alone make of it', async () => {
    let cases = 0;
    for (const { tenantId, cityId } of tenants) {
      const rebuilt = await rebuildTenant(database, deps, { tenantId, cityId, actor: 'rebuild' }, { write: false });
      expect(rebuilt.differences).toEqual([]);
      cases += rebuilt.cases;
    }
    expect(cases).toBeGreaterThan(4_000);
  });

  test('none of the void cases is overdue, on whatever day one looks', async () => {
    const { rows } = await database.pool('direct').query<{ verdict: string; count: string }>(
      `select ${verdictSql('c', `'2027-01-01'::timestamptz`)} as verdict, count(*) from biz."case" c
       where c.voided_at is not null group by 1`,
    );
    expect(rows).toEqual([{ verdict: 'void', count: '53' }]);
  });

  test('every row has its outcome: 蓬溪 loses some rows and repeats a page', () => {
    for (const { rows, outcomes } of batches.values()) {
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(rows);
    }
    expect(batches.get('pengxi')).toMatchObject({ state: 'completed_with_rejects' });
    expect(batches.get('pengxi')!.outcomes.superseded).toBeGreaterThan(0);
    expect(batches.get('hedong')).toMatchObject({ state: 'completed', rows: 310, outcomes: { created: 310 } });
  });

  test('射洪 sends the same sheet again: nothing changes, and the closed figures stay', async () => {
    const again = await upload(county('shehong'), 'october again');
    expect(again.outcomes).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: batches.get('shehong')!.outcomes.created,
    });
    const later = await closePeriod(database, deps, await sampleCityActing(database), SAMPLE_MONTH.label);
    expect(later.period.hash).toBe(closed.period.hash);
    expect(later.ranking).toEqual(closed.ranking);
  });
});
