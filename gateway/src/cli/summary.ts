import { OUTCOMES } from './client/answers.ts';
import type { BatchReport } from './client/read-reports.ts';

const STATE = {
  queued: '排队中 queued',
  running: '处理中 running',
  completed: '已完成 completed',
  completed_with_rejects: '已完成，部分行被拒 completed with rejects',
  refused: '整批被拒 refused',
} as const;

const OUTCOME = {
  created: '新建',
  updated: '更新',
  unchanged: '未变',
  stale: '过期',
  superseded: '被同批后行取代',
  rejected: '拒收',
} as const;

/** What became of a batch, in lines: its state, a table of outcomes, and every finding with its sentence. */
export function batchSummary({ batch, findings }: BatchReport): string[] {
  const lines = [`批次 batch ${batch.batchId}: ${STATE[batch.state]}`];
  if (batch.refused !== null) return [...lines, `${batch.refused.zh} ${batch.refused.en} (${batch.refused.code})`];
  lines.push(`  ${padded('行 rows', 32)}${String(batch.rows ?? 0).padStart(8)}`);
  for (const outcome of OUTCOMES) {
    lines.push(`  ${padded(`${OUTCOME[outcome]} ${outcome}`, 32)}${String(batch.outcomes[outcome]).padStart(8)}`);
  }
  for (const group of findings) lines.push(findingLine(group));
  return lines;
}

/** One finding code with its number and both sentences. */
export function findingLine({ code, severity, count, zh, en }: BatchReport['findings'][number]): string {
  const word = severity === 'error' ? '错误 error' : '警告 warning';
  return `  ${padded(`${word} ${code}`, 40)}${String(count).padStart(8)}  ${zh} ${en}`;
}

/** Pads to a width on screen, where a Chinese character takes two columns. */
export function padded(text: string, width: number): string {
  const taken = [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(1, width - taken));
}
