import { message, Problem } from '@liangji/platform';
import type { Sending } from './send-batch.ts';

/** How a file travels, by its name: `.csv`, `.ndjson` or `.jsonl`, each also with `.gz`. */
export function describeFile(path: string): Pick<Sending, 'contentType' | 'gzip'> {
  const match = /\.(csv|txt|ndjson|jsonl)(\.gz)?$/i.exec(path);
  if (match === null) {
    throw new Problem('SYS-INPUT', { reason: message('file.kind', { file: path }) });
  }
  const isCsv = /csv|txt/i.test(match[1] ?? '');
  return { contentType: isCsv ? 'text/csv' : 'application/x-ndjson', gzip: match[2] !== undefined };
}
