import { createReadStream } from 'node:fs';
import { checkMapping, type MappingCheck } from '@liangji/platform';
import type { CommandContext } from './context.ts';
import { readJsonFile } from './read-json-file.ts';
import { findingLine, padded } from './summary.ts';

export interface MappingCheckOptions {
  readonly file: string;
  readonly mapping: string;
  readonly rows: string;
}

/** `liangji mapping check`: what a mapping would make of the first rows of a file; needs no server, writes nothing. */
export async function runMappingCheck(context: CommandContext, options: MappingCheckOptions): Promise<void> {
  const document = await readJsonFile(options.mapping);
  const open = () => createReadStream(options.file, { highWaterMark: 256 * 1024 });
  const check = await checkMapping(open, document, context.deps.clock.now(), Number(options.rows));
  for (const line of checkLines(check)) context.print(line);
  if (check.accepted === 0) context.setExitCode(1);
}

function checkLines(check: MappingCheck): string[] {
  const lines = [
    `${padded('编码 encoding', 24)}${check.encoding}`,
    `${padded('行 rows', 24)}${check.rows}: 接受 accepted ${check.accepted}, 拒收 rejected ${check.rejected}`,
    `${padded('列 columns', 24)}${check.columns.join(', ')}`,
  ];
  if (check.unknownColumns.length > 0) {
    lines.push(`${padded('未说明的列 unmentioned', 24)}${check.unknownColumns.join(', ')}`);
  }
  for (const group of check.findings) {
    lines.push(findingLine(group));
    for (const { rowNo, field, received, expected } of group.examples.slice(0, 2)) {
      const wanted = expected === null ? '' : ` → ${expected}`;
      lines.push(`      行 row ${rowNo}${field === null ? '' : ` ${field}`}: ${received ?? ''}${wanted}`);
    }
  }
  for (const { rowNo, externalId, picture } of check.examples) {
    lines.push(`行 row ${rowNo} → ${externalId}`);
    for (const [name, value] of Object.entries(picture)) {
      if (value !== null) lines.push(`    ${padded(name, 18)}${value instanceof Date ? value.toISOString() : value}`);
    }
  }
  return lines;
}
