import { createReadStream } from 'node:fs';
import { checkMapping, type MappingCheck, message, Problem } from '@liangji/platform';
import type { CommandContext } from './context.ts';
import { pictureLines } from './picture-lines.ts';
import { readJsonFile, requireReadable } from './read-file.ts';
import { findingLine, padded, paddedLeft } from './summary.ts';

export interface MappingCheckOptions {
  readonly file: string;
  readonly mapping: string;
  readonly rows: string;
}

/** `liangji mapping check`: what a mapping would make of the rows of a file; needs no server, writes nothing. */
export async function runMappingCheck(context: CommandContext, options: MappingCheckOptions): Promise<void> {
  const rows = options.rows === 'all' ? Infinity : Number(options.rows);
  if (rows !== Infinity && (!Number.isInteger(rows) || rows < 1)) {
    throw new Problem('SYS-INPUT', { reason: message('option.whole', { option: '--rows', value: options.rows }) });
  }
  await requireReadable(options.file);
  const document = await readJsonFile(options.mapping);
  const open = () => createReadStream(options.file, { highWaterMark: 256 * 1024 });
  const check = await checkMapping(open, document, context.deps.clock.now(), rows);
  for (const line of checkLines(check)) context.print(line);
  if (check.accepted === 0) context.setExitCode(1);
}

function checkLines(check: MappingCheck): string[] {
  const lines = [
    `${padded('编码 encoding', 24)}${check.encoding}`,
    `${padded('行 rows', 24)}${check.rows}: 可采用 accepted ${check.accepted}, 未通过 rejected ${check.rejected}${
      check.skipped === 0 ? '' : `, 略过 skipped ${check.skipped}`
    }`,
    `${padded('列 columns', 24)}${check.columns.join(', ')}`,
  ];
  if (check.unknownColumns.length > 0) {
    lines.push(`${padded('未说明的列 unmentioned', 24)}${check.unknownColumns.join(', ')}`);
  }
  if (check.missingColumns.length > 0) {
    lines.push(`${padded('文件中没有的列 missing', 24)}${check.missingColumns.join(', ')}`);
  }
  for (const group of check.findings) {
    lines.push(findingLine(group));
    for (const { line, field, columns, received, expects } of group.examples.slice(0, 2)) {
      const wanted = expects === null ? '' : ` → ${inTwo(expects)}`;
      const where = columns.length > 0 ? columns.join(', ') : (field ?? '');
      lines.push(`      ${line === null ? '全文件 file' : `行 line ${line}`} ${where}: ${received ?? ''}${wanted}`);
    }
  }
  for (const [code, words] of Map.groupBy(check.words, (word) => word.code)) {
    lines.push(`${code}: 不同的词 distinct words ${words.length}`);
    for (const { word, rows, firstLine } of words) {
      lines.push(`  ${paddedLeft(String(rows), 8)}  ${word} (行 line ${firstLine})`);
    }
  }
  for (const row of check.examples) {
    lines.push(`行 line ${row.line} → ${row.externalId}`);
    for (const line of pictureLines(row, check.timeZone)) lines.push(`    ${line}`);
  }
  return lines;
}

const inTwo = ({ zh, en }: { readonly zh: string; readonly en: string }): string => (zh === en ? zh : `${zh} ${en}`);
