import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { makeWillowAndReed, WILLOW } from '../people.ts';
import { loadCatalogues } from '../../src/catalogues/load-catalogues.ts';
import type { Acting, Database } from '../../src/database/database.ts';
import { asOwner } from '../../src/database/transaction.ts';
import { jsonb } from '../../src/database/json.ts';
import type { JsonObject } from '../../src/database/tables.ts';
import { systemDeps } from '../../src/kernel/deps.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import type { MappingInput } from '../../src/intake/mapping/document.ts';
import { receiveBatch, type Received, type Upload } from '../../src/intake/receive/receive-batch.ts';
import { runBatch } from '../../src/intake/run-batch.ts';
import type { IntakeServices } from '../../src/intake/batch/services.ts';

/** For tests only: willow and reed, each with one source system `old` and the same mapping. */

export const NOW = new Date('2026-11-02T01:00:00Z');

/** A square county around (105.5, 30.5) with one grid cell of 0.1° in its middle. */
const square = (x: number, y: number, half: number) => ({
  type: 'Polygon',
  coordinates: [[[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half], [x - half, y - half]]], // prettier-ignore
});

export const WILLOW_MAPPING: MappingInput = {
  name: 'willow-old',
  version: 1,
  title: { zh: '柳县旧系统', en: 'Old system of Willow' },
  format: 'csv',
  timeZone: 'Asia/Shanghai',
  dates: ['yyyy-MM-dd HH:mm:ss', 'iso', 'yyyy年M月d日 H:mm', 'excel'],
  catalogue: 'gbt30428',
  externalId: '编号',
  county: { column: '区县代码', is: ['999901'] },
  source: {
    column: '来源',
    values: { 巡查: { code: 'collector', group: 'patrol' }, 热线: { code: 'hotline', group: 'public' } },
  },
  class: { column: '小类', otherwise: 'name' },
  limit: { condition: '立案条件' },
  place: { x: '经度', y: '纬度', crs: 'WGS84' },
  address: '地址',
  times: {
    reported: '上报时间',
    filed: '立案时间',
    dispatched: '派遣时间',
    disposed: '处置时间',
    suspended: '挂账时间',
    resumed: '恢复时间',
    closed: '结案时间',
    voided: '作废时间',
  },
  rework: '返工次数',
  claim: { due: '处置截止' },
  person: { name: '举报人', phone: '电话' },
  severities: { 'RULE-AMBIGUOUS': 'off', 'GEO-MISSING': 'off' },
};

/** A complete good row; columns as the mapping names them. */
export function willowRow(id: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    编号: id,
    区县代码: '999901',
    来源: '巡查',
    小类: '暴露垃圾',
    立案条件: '',
    经度: '105.5',
    纬度: '30.5',
    地址: '柳岸路 1 号',
    上报时间: '2026-10-12 08:00:00',
    立案时间: '2026-10-12 08:10:00',
    派遣时间: '2026-10-12 08:20:00',
    处置时间: '2026-10-12 15:00:00',
    挂账时间: '',
    恢复时间: '',
    结案时间: '2026-10-12 16:00:00',
    作废时间: '',
    返工次数: '0',
    处置截止: '2026-10-13 08:20:00',
    举报人: '',
    电话: '',
    ...more,
  };
}

export async function furnish(database: Database): Promise<void> {
  await makeWillowAndReed(database);
  await loadCatalogues(database);
  await loadCalendar(database);
  await asOwner(database, async (trx) => {
    for (const tenantId of [2, 3]) {
      const own = { tenant_id: tenantId, city_id: 1 };
      await trx
        .insertInto('biz.area')
        .values({
          ...own,
          id: 1,
          level: 'county',
          name: 'all',
          outline: jsonb(square(105.5, 30.5, 0.5)),
          is_schematic: true,
        })
        .execute();
      await trx
        .insertInto('biz.grid_cell')
        .values({
          ...own,
          id: 1,
          code: '999901001001001',
          area_class: 1,
          outline: jsonb(square(105.5, 30.5, 0.1)),
          from_day: '2026-01-01',
        })
        .execute();
      await trx
        .insertInto('biz.source_system')
        .values({ ...own, id: 1, code: 'old', name: '旧系统', catalogue_id: 'gbt30428' })
        .execute();
      await trx
        .insertInto('biz.mapping')
        .values({
          ...own,
          source_id: 1,
          version: 1,
          document: jsonb(WILLOW_MAPPING as unknown as JsonObject),
          hash: 'x',
          from_at: NOW,
        })
        .execute();
    }
  });
}

export interface TestIntake extends IntakeServices {
  readonly database: TestDatabase;
}

/** A database with willow and reed, and a folder for bytes. The clock stands at NOW, ids count upwards. */
export async function makeTestIntake(): Promise<TestIntake> {
  const database = await freshDatabase('willow_uploads', furnish);
  const files = await mkdtemp(join(tmpdir(), 'liangji-intake-'));
  return { database, files, deps: { ...systemDeps, clock: { now: () => NOW } } };
}

export async function* bytesOf(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part;
}

export function csvOf(rows: readonly Record<string, string>[]): string {
  const names = Object.keys(rows[0] ?? {});
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [names, ...rows.map((row) => names.map((name) => row[name] ?? ''))]
    .map((cells) => cells.map(quoted).join(',') + '\n')
    .join('');
}

let uploads = 0;

/** Sends bytes as willow (or whoever acts) and runs the batch to its end. */
export async function upload(
  intake: IntakeServices,
  content: string | Uint8Array | readonly Record<string, string>[],
  more: Partial<Upload> & { as?: Acting } = {},
): Promise<Received> {
  const { as = WILLOW, ...given } = more;
  const bytes = typeof content === 'string' || content instanceof Uint8Array ? content : csvOf(content);
  const received = await receiveBatch(intake, as, {
    sourceId: null,
    sourceCode: null,
    clientBatchId: `upload-${++uploads}`,
    fileName: 'upload.csv',
    format: 'csv',
    bytes: bytesOf(bytes),
    ...given,
  });
  await runBatch(intake, as, received.batch.batchId);
  return received;
}
