import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WILLOW } from '../people.ts';
import { inTenant, asOwner } from '../../src/database/transaction.ts';
import { jsonb } from '../../src/database/json.ts';
import type { JsonObject } from '../../src/database/tables.ts';
import { getBatch, type BatchSummary } from '../../src/intake/batch/batch-summary.ts';
import { findingsByCode } from '../../src/intake/report/findings-report.ts';
import { makeTestIntake, upload, type TestIntake } from './county.ts';

/** For tests only: files with faults of other people's systems, sent by Willow through the mappings of the sample city. */

const MAPPINGS = ['shehong', 'anju', 'pengxi'] as const;
export type SampleSource = (typeof MAPPINGS)[number];

export const sampleFile = (name: string): Promise<Buffer> => readFile(join(import.meta.dirname, 'faults', name));

export const sampleMapping = async (name: SampleSource): Promise<JsonObject> =>
  JSON.parse(
    await readFile(join(import.meta.dirname, '../../data/sample/mappings', `${name}.json`), 'utf8'),
  ) as JsonObject;

/** Willow with the three source systems of the sample city, on a day after the cases of the samples. */
export async function makeFaultsIntake(): Promise<TestIntake> {
  const made = await makeTestIntake();
  await asOwner(made.database, async (trx) => {
    for (const [index, code] of MAPPINGS.entries()) {
      const own = { tenant_id: WILLOW.tenantId, city_id: WILLOW.cityId };
      const id = index + 2;
      await trx
        .insertInto('biz.source_system')
        .values({ ...own, id, code, name: code, catalogue_id: 'gbt30428' })
        .execute();
      await trx
        .insertInto('biz.mapping')
        .values({
          ...own,
          source_id: id,
          version: 1,
          document: jsonb(await sampleMapping(code)),
          hash: code,
          from_at: new Date('2026-01-01T00:00:00Z'),
        })
        .execute();
    }
  });
  return { ...made, deps: { ...made.deps, clock: { now: () => new Date('2026-11-29T02:00:00Z') } } };
}

/** A finding as people read it: where, what, about which column. */
export type FoundLine = readonly [line: number | null, code: string, about: string];

export interface Outcome {
  readonly batch: BatchSummary;
  /** Outcomes that occurred. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** In the order of lines. Places and units are those of another county here, and are left aside. */
  readonly errors: readonly FoundLine[];
  readonly warnings: readonly FoundLine[];
  readonly text: string;
}

const ELSEWHERE = ['GEO-NO-CELL', 'GEO-OUTSIDE', 'MAP-UNIT-UNKNOWN'];

/** Sends a file and reads what became of it. */
export async function send(intake: TestIntake, source: SampleSource, content: string | Uint8Array): Promise<Outcome> {
  const format = source === 'shehong' ? 'csv' : 'ndjson';
  const { batch: sent } = await upload(intake, content, { sourceCode: source, format });
  return inTenant(intake.database, 'ingest', WILLOW, async (trx) => {
    const batch = await getBatch(trx, WILLOW.tenantId, sent.batchId);
    const groups = await findingsByCode(trx, WILLOW.tenantId, sent.batchId, 100);
    const found = (severity: string): FoundLine[] =>
      groups
        .filter((group) => group.severity === severity && !ELSEWHERE.includes(group.code))
        .flatMap(({ code, examples }) =>
          examples.map(({ line, columns }): FoundLine => [line, code, columns.join(', ')]),
        )
        .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
    return {
      batch,
      outcomes: Object.fromEntries(Object.entries(batch.outcomes).filter(([, count]) => count > 0)),
      errors: found('error'),
      warnings: found('warning'),
      text: JSON.stringify([batch, groups]),
    };
  });
}

/** Ids of the cases there are, in order. */
export async function storedIds(intake: TestIntake, prefix: string): Promise<string[]> {
  const rows = await inTenant(intake.database, 'ingest', WILLOW, (trx) =>
    trx
      .selectFrom('biz.case_source')
      .select('external_id')
      .where('tenant_id', '=', WILLOW.tenantId)
      .where('external_id', 'like', `${prefix}%`)
      .orderBy('external_id')
      .execute(),
  );
  return rows.map((row) => row.external_id);
}
