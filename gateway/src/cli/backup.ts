import { takeBackup } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { filesOf } from './environment.ts';

/**
 * `liangji backup <folder>`: every table as of one instant and every uploaded file, while the product goes on working.
 * Exit code 1 when uploaded files were already missing: the backup is good, but the operator should know.
 */
export async function runBackup(context: CommandContext, folder: string): Promise<void> {
  const files = filesOf(context.environment);
  const made = await withDatabase(context, ['backup'], (database) =>
    takeBackup({ database, deps: context.deps, files }, folder, ({ name, rows }) =>
      context.print(`  ${name.padEnd(26)} ${rows}`),
    ),
  );
  context.print(`文件 files: ${made.files.length}`);
  context.print(`完成 done: ${folder}, 指纹 fingerprint ${made.fingerprint}`);
  for (const { tenantId, sha256 } of made.lost) context.print(`缺失 not there or not whole: ${tenantId}/${sha256}`);
  if (made.lost.length > 0) context.setExitCode(1);
}
