import { loadCatalogues, putCalendar, stateCouncilCalendar, type Database } from '@liangji/platform';
import { changeLines } from './calendar.ts';
import { withDatabase, type CommandContext } from './context.ts';

/** `liangji catalogues load`: the three catalogues, crosswalk, case rules and calendar; writes only what differs. */
export async function runCataloguesLoad(context: CommandContext): Promise<void> {
  await withDatabase(context, ['identity', 'operator', 'rollup', 'clerk'], (database) =>
    loadLookups(context, database),
  );
}

/** The look-up tables every tenant shares. */
export async function loadLookups({ print, deps }: CommandContext, database: Database): Promise<void> {
  const { written } = await loadCatalogues(database);
  const { version, changes } = await putCalendar(database, deps, stateCouncilCalendar());
  print(`目录 catalogues: ${written === 0 ? '无变化 unchanged' : `${written} 行 rows`}; 日历 calendar: v${version}`);
  if (changes.length > 0) for (const line of changeLines(changes)) print(line);
}
