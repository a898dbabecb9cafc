import { restoreBackup } from '@liangji/platform';
import { adoptLogins } from './adopt-logins.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { filesOf } from './environment.ts';

/** `liangji restore <folder>`: a backup into an empty, migrated database, exactly and as a whole, or not at all. */
export async function runRestore(context: CommandContext, folder: string): Promise<void> {
  const files = filesOf(context.environment);
  const manifest = await withDatabase(context, ['direct'], async (database) => {
    const onTable = ({ name, rows }: { name: string; rows: number }) => context.print(`  ${name.padEnd(26)} ${rows}`);
    const restored = await restoreBackup({ database, files }, folder, onTable);
    await adoptLogins(context, database);
    return restored;
  });
  context.print(`文件 files: ${manifest.files.length}`);
  context.print(`已恢复到 restored to ${manifest.takenAt}, 指纹 fingerprint ${manifest.fingerprint}`);
  for (const { tenantId, sha256 } of manifest.lost) context.print(`备份时已缺失 lost before: ${tenantId}/${sha256}`);
}
