import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import { loadCatalogues } from '../../src/catalogues/load-catalogues.ts';
import { applySample } from '../../src/configure/sample/apply-sample.ts';
import type { Acting } from '../../src/database/database.ts';
import { asIdentity, inTenant } from '../../src/database/transaction.ts';
import { getBatch, type BatchSummary } from '../../src/intake/batch/batch-summary.ts';
import { putMapping } from '../../src/intake/mapping/put-mapping.ts';
import { receiveBatch, type Upload } from '../../src/intake/receive/receive-batch.ts';
import { readFindings, type RowFinding } from '../../src/intake/report/read-findings.ts';
import { readOutcomes } from '../../src/intake/report/read-outcomes.ts';
import { rejectedRows } from '../../src/intake/report/rejected-rows.ts';
import { runBatch } from '../../src/intake/run-batch.ts';
import { submitCases } from '../../src/intake/submit-cases.ts';
import { systemDeps } from '../../src/kernel/deps.ts';
import { freshDatabase } from '../cluster.ts';
import { bytesOf, type TestIntake } from './county.ts';

/** For tests only: the sample city with its mappings, to which files of strangers are sent. */

/** After the days of the files. */
const NOW = new Date('2026-12-01T02:00:00Z');

/** A file that strangers sent; `faults/` has them all. */
export const faultFile = (name: string): Buffer => readFileSync(new URL(`faults/${name}`, import.meta.url));

export interface Sent {
  readonly batch: BatchSummary;
  readonly outcomes: readonly string[];
  /** `row code`, in the order of the rows. */
  readonly findings: readonly string[];
  readonly details: readonly RowFinding[];
}

type How = Partial<Pick<Upload, 'format' | 'newestWins' | 'clientBatchId'>>;

let batches = 0;

export async function makeSampleCounties() {
  const database = await freshDatabase('sample_counties', async (fresh) => {
    await loadCatalogues(fresh);
    await loadCalendar(fresh);
    for await (const tenant of applySample(fresh, systemDeps, 'http://localhost/realms/liangji')) void tenant;
  });
  const files = await mkdtemp(join(tmpdir(), 'liangji-faults-'));
  const services: TestIntake = { database, files, deps: { ...systemDeps, clock: { now: () => NOW } } };

  async function actingAs(slug: string): Promise<Acting> {
    const { id, city_id } = await asIdentity(database, (trx) =>
      trx.selectFrom('control.tenant').select(['id', 'city_id']).where('slug', '=', slug).executeTakeFirstOrThrow(),
    );
    return { tenantId: id, cityId: city_id, actor: `${slug}-upload` };
  }
  async function read(acting: Acting, batchId: string): Promise<Sent> {
    return inTenant(database, 'ingest', acting, async (trx) => {
      const details = await readFindings(trx, acting.tenantId, batchId);
      return {
        batch: await getBatch(trx, acting.tenantId, batchId),
        outcomes: (await readOutcomes(trx, acting.tenantId, batchId)).map(({ outcome }) => outcome),
        findings: details.map(({ rowNo, code }) => `${rowNo} ${code}`),
        details,
      };
    });
  }

  return {
    services,
    /** Sends bytes as the machine client of a county, and runs the batch to its end. */
    async send(slug: string, content: string | Uint8Array, how: How = {}): Promise<Sent> {
      const acting = await actingAs(slug);
      const { batch } = await receiveBatch(services, acting, {
        ...{ sourceId: null, sourceCode: null, fileName: 'file', format: 'csv', clientBatchId: `fault-${++batches}` },
        ...how,
        bytes: bytesOf(content),
      });
      await runBatch(services, acting, batch.batchId);
      return read(acting, batch.batchId);
    },
    async submit(slug: string, rows: readonly unknown[]): Promise<Sent> {
      const acting = await actingAs(slug);
      const clientBatchId = `fault-${++batches}`;
      const { batch } = await submitCases(services, acting, { sourceId: null, sourceCode: null, clientBatchId, rows });
      return read(acting, batch.batchId);
    },
    async put(slug: string, document: unknown): Promise<void> {
      const acting = await actingAs(slug);
      await inTenant(database, 'ingest', acting, (trx) =>
        putMapping(trx, services.deps, acting, { sourceId: null, sourceCode: null, document }),
      );
    },
    /** The report of rejected rows, as its sender downloads it. */
    async report(slug: string, { batch }: Sent): Promise<string> {
      const acting = await actingAs(slug);
      let text = '';
      for await (const line of rejectedRows(services, 'county', acting, acting.tenantId, batch.batchId, true))
        text += line;
      return text;
    },
    /** Cases whose ids start so, by id, with their reporter. */
    async cases(start: string): Promise<Record<string, unknown>[]> {
      const boss = await database.superuser();
      const { rows } = await boss.query<Record<string, unknown>>(
        `select s.external_id, c.*, p.name as reporter, p.phone
           from biz.case_source s join biz."case" c on c.tenant_id = s.tenant_id and c.id = s.case_id
           left join biz.case_person p on p.tenant_id = c.tenant_id and p.case_id = c.id
          where s.external_id like $1 || '%' order by s.external_id`,
        [start],
      );
      await boss.end();
      return rows;
    },
    async drop(): Promise<void> {
      await database.drop();
      await rm(files, { recursive: true });
    },
  };
}

export type SampleCounties = Awaited<ReturnType<typeof makeSampleCounties>>;

/** The header of 射洪's export, and one good row of it as CSV lines with other cells. */
export function shehongRow(id: string, more: Record<string, string> = {}): Record<string, string> {
  const [head = '', first = ''] = faultFile('reopened-1-closed.csv').toString().split(/\r?\n/);
  const cells = first.split(',');
  const row = Object.fromEntries(
    head
      .replace('\ufeff', '')
      .split(',')
      .map((name, i) => [name, cells[i] ?? '']),
  );
  return { ...row, 案件号: id, ...more };
}
