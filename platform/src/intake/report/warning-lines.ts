import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant, type ActingRole } from '../../database/transaction.ts';
import type { Code } from '../../kernel/message.ts';
import { getBatch } from '../batch/batch-summary.ts';
import { csvLine } from './csv-line.ts';
import {
  exampleOf,
  keptOf,
  readReportContext,
  sentencesOf,
  type ReportContext,
  type StoredFinding,
} from './finding-example.ts';

const PAGE_ROWS = 5_000;
const COLUMNS = [
  '行 line',
  '行数 rows',
  '案卷编号 id',
  '代码 code',
  '列 columns',
  '收到 received',
  '应为 expected',
  '说明 meaning',
];

interface Place {
  readonly rowNo: number;
  readonly seq: number;
}
type StoredWarning = StoredFinding & Place & { readonly rowCount: number };

/**
 * Every warning of a batch as CSV text for spreadsheets, one a line, in the order of the rows; header always. Without a line it is
 * about the file as a whole. Streams page by page. SYS-NOT-FOUND for a foreign or unknown batch.
 */
export async function* warningLines(
  database: Database,
  role: ActingRole,
  acting: Acting,
  tenantId: number,
  batchId: string,
): AsyncGenerator<string> {
  const report = await inTenant(database, role, acting, async (trx) => {
    await getBatch(trx, tenantId, batchId);
    return readReportContext(trx, tenantId, batchId);
  });
  yield `\ufeff${csvLine(COLUMNS)}`;
  for (let after: Place | null = { rowNo: -1, seq: -1 }; after !== null;) {
    const from: Place = after;
    const page = await inTenant(database, role, acting, (trx) => readPage(trx, tenantId, batchId, from));
    if (page.length > 0) yield page.map((warning) => lineOf(report, warning)).join('');
    after = page.length < PAGE_ROWS ? null : (page.at(-1) ?? null);
  }
}

async function readPage(trx: Trx, tenantId: number, batchId: string, after: Place): Promise<StoredWarning[]> {
  const rows = await trx
    .selectFrom('biz.finding')
    .select([
      'row_no as rowNo',
      'line',
      'seq',
      'external_id as externalId',
      'code',
      'field',
      'received',
      'expected',
      'row_count as rowCount',
    ])
    .where('tenant_id', '=', tenantId)
    .where('batch_id', '=', batchId)
    .where('severity', '=', 'warning')
    .where((where) =>
      where.or([
        where('row_no', '>', after.rowNo),
        where.and([where('row_no', '=', after.rowNo), where('seq', '>', after.seq)]),
      ]),
    )
    .orderBy('row_no')
    .orderBy('seq')
    .limit(PAGE_ROWS)
    .execute();
  return rows as StoredWarning[];
}

function lineOf(report: ReportContext, warning: StoredWarning): string {
  const { line, externalId, columns, field, received, expects } = exampleOf(report, keptOf(warning));
  const { zh, en } = sentencesOf(warning.code, { expected: keptOf(warning).expected });
  const expected = expects === null ? '' : expects.zh === expects.en ? expects.zh : `${expects.zh} / ${expects.en}`;
  const where = columns.length > 0 ? columns.join(', ') : (field ?? '');
  const cells = [String(line ?? ''), String(warning.rowCount), externalId ?? '', warning.code as Code, where];
  return csvLine([...cells, received ?? '', expected, `${zh} ${en}`]);
}
