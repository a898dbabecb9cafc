import { OUTCOMES_AS_SHOWN } from '@liangji/platform';
import type { BatchReport } from './client/read-reports.ts';

const STATE = {
  queued: '排队中 queued',
  running: '处理中 running',
  completed: '已完成 completed',
  completed_with_rejects: '已完成，有未通过行 completed with rejects',
  refused: '整份文件未入库 refused',
  cancelled: '已取消，未入库 cancelled, nothing was taken in',
} as const;

/** Outcomes of rows in Chinese, as on the screen. */
export const OUTCOME = {
  created: '新增',
  updated: '更新',
  unchanged: '无变化',
  stale: '旧于现有数据',
  superseded: '同号重复，以后行为准',
  skipped: '按对照跳过',
  rejected: '未通过',
} as const;

/** What became of a batch, in lines: its state, a table of outcomes, and every finding with its sentence. */
export function batchSummary({ batch, findings }: BatchReport): string[] {
  const lines = [`批次 batch ${batch.batchId}: ${STATE[batch.state]}`, `  字段对照 mapping: v${batch.mappingVersion}`];
  if (batch.refused !== null) return [...lines, `${batch.refused.zh} ${batch.refused.en} (${batch.refused.code})`];
  if (batch.state === 'cancelled') return lines;
  lines.push(`  ${padded('行 rows', 32)}${String(batch.rows ?? 0).padStart(8)}`);
  for (const outcome of OUTCOMES_AS_SHOWN) {
    lines.push(`  ${padded(`${OUTCOME[outcome]} ${outcome}`, 32)}${String(batch.outcomes[outcome]).padStart(8)}`);
  }
  for (const group of findings) lines.push(findingLine(group));
  return lines;
}

/** One finding code with its number, both sentences, and the sender's columns it is about. */
export function findingLine({ code, severity, count, zh, en, columns }: BatchReport['findings'][number]): string {
  const word = severity === 'error' ? '错误 error' : '提醒 warning';
  const where = columns.length === 0 ? '' : ` [列 column: ${columns.join(', ')}]`;
  return `  ${padded(`${word} ${code}`, 40)}${String(count).padStart(8)}  ${zh} ${en}${where}`;
}

/** Pads to a width on screen, where a Chinese character takes two columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(1, width - widthOf(text)));
}

/** The same, to the right. */
export function paddedLeft(text: string, width: number): string {
  return ' '.repeat(Math.max(1, width - widthOf(text))) + text;
}

const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0);
