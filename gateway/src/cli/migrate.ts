import { migrate } from '@liangji/platform';
import { adoptLogins } from './adopt-logins.ts';
import { loadLookups } from './catalogues.ts';
import { withDatabase, type CommandContext } from './context.ts';

/** `liangji migrate`: the committed schema, then the committed catalogues and calendar; harmless when repeated. */
export async function runMigrate(context: CommandContext): Promise<void> {
  await withDatabase(context, ['direct', 'identity', 'operator', 'rollup'], async (database) => {
    const applied = await migrate(database);
    context.print(`表结构 schema: ${applied.length === 0 ? '无变化 unchanged' : applied.join(', ')}`);
    await adoptLogins(context, database);
    await loadLookups(context, database);
  });
}
