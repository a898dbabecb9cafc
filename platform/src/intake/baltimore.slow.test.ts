import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/cluster.ts';
import { loadCatalogues } from '../catalogues/load-catalogues.ts';
import type { Acting } from '../database/database.ts';
import { asIdentity, inTenant } from '../database/transaction.ts';
import { systemDeps } from '../kernel/deps.ts';
import { loadCalendar } from '../calendars/load-calendar.ts';
import { applySample } from '../configure/sample/apply-sample.ts';
import { getBatch, type BatchSummary } from './batch/batch-summary.ts';
import { findingsByCode } from './report/findings-report.ts';
import { putMapping } from './mapping/put-mapping.ts';
import { receiveBatch } from './receive/receive-batch.ts';
import { runBatch } from './run-batch.ts';
import type { IntakeServices } from './batch/services.ts';
import { bytesOf } from '../../test/intake/county.ts';

// The export of a real foreign system as 射洪's upload: a mapping document and no code.

const FILE = fileURLToPath(new URL('../../../../shared/data/cases/baltimore-311-5000.csv', import.meta.url));
const DOCUMENT: unknown = JSON.parse(
  readFileSync(new URL('../../data/mappings/baltimore-311.json', import.meta.url), 'utf8'),
);
const HERE = existsSync(FILE);

let database: TestDatabase;
let services: IntakeServices;
let shehong: Acting;

beforeAll(async () => {
  database = await freshDatabase('baltimore', async (fresh) => {
    await loadCatalogues(fresh);
    await loadCalendar(fresh);
    for await (const tenant of applySample(fresh, systemDeps, 'http://localhost/realms/liangji')) void tenant;
  });
  services = { database, deps: systemDeps, files: await mkdtemp(join(tmpdir(), 'liangji-baltimore-')) };
  const tenant = await asIdentity(database, (trx) =>
    trx.selectFrom('control.tenant').select(['id', 'city_id']).where('slug', '=', 'shehong').executeTakeFirstOrThrow(),
  );
  shehong = { tenantId: tenant.id, cityId: tenant.city_id, actor: 'shehong-upload' };
  await inTenant(database, 'ingest', shehong, (trx) =>
    putMapping(trx, systemDeps, shehong, { sourceId: null, sourceCode: null, document: DOCUMENT }),
  );
});
afterAll(async () => {
  await database.drop();
  await rm(services.files, { recursive: true });
});

interface Sent {
  readonly batch: BatchSummary;
  readonly findings: Record<string, number>;
  readonly stages: Record<string, number>;
}

async function send(bytes: AsyncIterable<Uint8Array>, clientBatchId: string): Promise<Sent> {
  const upload = { sourceId: null, sourceCode: null, clientBatchId, fileName: 'baltimore.csv', format: null, bytes };
  const { batch } = await receiveBatch(services, shehong, upload);
  await runBatch(services, shehong, batch.batchId);
  return inTenant(database, 'ingest', shehong, async (trx) => {
    const stages = await trx
      .selectFrom('biz.case')
      .select(['stage', (q) => q.fn.countAll<string>().as('n')])
      .where('tenant_id', '=', shehong.tenantId)
      .groupBy('stage')
      .execute();
    return {
      batch: await getBatch(trx, shehong.tenantId, batch.batchId),
      findings: Object.fromEntries(
        (await findingsByCode(trx, shehong.tenantId, batch.batchId)).map((g) => [g.code, g.count]),
      ),
      stages: Object.fromEntries(stages.map(({ stage, n }) => [stage, Number(n)])),
    };
  });
}

describe('射洪 uploads the export of Baltimore', () => {
  if (!HERE)
    console.warn('SKIPPED: ../shared/data/cases/baltimore-311-5000.csv is not here; only our own fixture is read.');

  it('rows like theirs become cases, warnings and refusals (our own fixture)', async () => {
    const { batch, findings } = await send(bytesOf(FIXTURE), 'fixture');
    expect(batch.outcomes).toMatchObject({ created: 4, superseded: 1, rejected: 2 });
    expect(findings).toEqual({
      'MAP-CLASS-UNKNOWN': 1, // rats
      'KEY-ID-MANGLED': 1, // 1.8E+10
      'KEY-SUPERSEDED': 1,
      'GEO-PLACEHOLDER': 2, // 39,-77 twice
      'GEO-MISSING': 1,
      'GEO-OUTSIDE': 2, // Maryland is not in 射洪
    });
    const { rows } = await databaseRows();
    expect(rows).toEqual([
      // Local summer time of Baltimore: 11:11:26 AM is 15:11:26 UTC; no filing of its own, so filed and dispatched at once.
      expect.objectContaining({ external_id: 'X-1', stage: 'closed', reported_at: new Date('2018-04-12T15:11:26Z') }),
      expect.objectContaining({
        external_id: 'X-2',
        stage: 'dispatched',
        claimed_due_at: new Date('2018-12-14T18:00:00Z'),
      }),
      expect.objectContaining({ external_id: 'X-3', stage: 'void', closed_at: null }),
      expect.objectContaining({ external_id: 'X-6', stage: 'closed', source_group: 'public' }),
    ]);
  });

  it.skipIf(!HERE)('5,000 real rows end exactly so', async () => {
    const { batch, findings, stages } = await send(createReadStream(FILE), 'real');
    expect(batch).toMatchObject({ state: 'completed_with_rejects', rows: 5000, encoding: 'utf-8' });
    // 3,313 rows speak of what GB/T 30428.2-2013 knows. The other 1,687 are refused, because the mapping leaves their
    // words out on purpose: 901 of rats, for which that catalogue has no class; 786 of counters and offices (refunds,
    // court dates, information), of water inside houses, of animal care. No id occurs twice.
    expect(batch.outcomes).toEqual({
      created: 3313,
      updated: 0,
      unchanged: 0,
      stale: 0,
      superseded: 0,
      skipped: 0,
      rejected: 1687,
    });
    expect(findings).toEqual({
      'MAP-CLASS-UNKNOWN': 1687,
      // Every row is looked at as a whole, refused ones too: 451 carry the placeholder 39,-77 (446) or 39,-76 (5), 278 no
      // coordinates; each of the 4,271 others lies in Maryland, outside 射洪, which is a warning.
      'GEO-PLACEHOLDER': 451,
      'GEO-MISSING': 278,
      'GEO-OUTSIDE': 4271,
    });
    expect(batch.warnings).toBe(451 + 278 + 4271);
    // With the four of the fixture: closed 3,136 + 2, duplicates and transfers 95 + 7 + 4 + 1, open 49 + 14 + 7 + 1 + 1.
    expect(stages).toEqual({ closed: 3138, void: 107, dispatched: 72 });
  });

  it.skipIf(!HERE)('the same file a second time changes nothing', async () => {
    const { batch } = await send(createReadStream(FILE), 'again');
    expect(batch.outcomes).toEqual({
      created: 0,
      updated: 0,
      unchanged: 3313,
      stale: 0,
      superseded: 0,
      skipped: 0,
      rejected: 1687,
    });
  });
});

const databaseRows = () =>
  inTenant(database, 'ingest', shehong, async (trx) => ({
    rows: await trx
      .selectFrom('biz.case_source as s')
      .innerJoin('biz.case as c', (on) => on.onRef('c.tenant_id', '=', 's.tenant_id').onRef('c.id', '=', 's.case_id'))
      .select(['s.external_id', 'c.stage', 'c.reported_at', 'c.closed_at', 'c.claimed_due_at', 'c.source_group'])
      .where('s.tenant_id', '=', shehong.tenantId)
      .where('s.external_id', 'like', 'X-%')
      .orderBy('s.external_id')
      .execute(),
  }));

const FIXTURE = `SRRecordID,SRType,MethodReceived,CreatedDate,SRStatus,StatusDate,DueDate,CloseDate,Agency,Address,Latitude,Longitude
X-1,TRT-Traffic Signal Repairs,Phone,04/12/2018 11:11:26 AM,Closed,04/12/2018 12:45:48 PM,04/13/2018 11:11:26 AM,04/12/2018 12:45:47 PM,Transportation,"1 MADE-UP BLVD, NOWHERE",39,-77
X-2,SW-Dirty Alley,API,12/13/2018 01:00:00 PM,Open,,12/14/2018 01:00:00 PM,,Solid Waste,2 MADE-UP BLVD,,
X-3,SW-Dirty Street,Internal,04/12/2018 09:00:00 AM,Closed (Duplicate),04/12/2018 10:00:00 AM,,04/12/2018 10:00:00 AM,Solid Waste,,39,-77
X-4,SW-Rat Rubout Proactive,Internal,04/12/2018 09:00:00 AM,Closed,04/12/2018 10:00:00 AM,,04/12/2018 10:00:00 AM,Solid Waste,,39.347,-76.669
1.8E+10,SW-Dirty Street,Phone,04/12/2018 09:00:00 AM,Closed,04/12/2018 10:00:00 AM,,04/12/2018 10:00:00 AM,Solid Waste,,39.347,-76.669
X-6,SW-Dirty Street,Phone,04/12/2018 09:00:00 AM,New,,,,Solid Waste,,,
X-6,SW-Dirty Street,Phone,04/12/2018 09:00:00 AM,Closed,04/12/2018 10:00:00 AM,,04/12/2018 10:00:00 AM,Solid Waste,,39.3,-76.6
`;
