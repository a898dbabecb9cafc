import { loadCalendar, loadCatalogues, type Database } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';

/** `liangji catalogues load`: the three catalogues, crosswalk, case rules and calendar; writes only what differs. */
export async function runCataloguesLoad(context: CommandContext): Promise<void> {
  await withDatabase(context, ['operator'], (database) => loadLookups(context, database));
}

/** The look-up tables every tenant shares. */
export async function loadLookups({ print }: CommandContext, database: Database): Promise<void> {
  const { written } = await loadCatalogues(database);
  const calendar = await loadCalendar(database);
  print(`目录 catalogues: ${written === 0 ? '无变化 unchanged' : `${written} 行 rows`}; 日历 calendar: v${calendar}`);
}
