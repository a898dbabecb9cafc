import {
  loadCatalogues,
  loadCataloguesBy,
  planCalendar,
  putCalendar,
  stateCouncilCalendar,
  type Database,
} from '@liangji/platform';
import { changeLines } from './calendar.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

/** `liangji catalogues load`: the three catalogues, crosswalk, case rules and calendar; writes only what differs. */
export async function runCataloguesLoad(context: CommandContext): Promise<void> {
  await withDatabase(context, ['identity', 'operator', 'rollup'], async (database) => {
    const { actor } = await appliedBy(context, database);
    await loadShipped(context, database, actor, () => loadCataloguesBy(database, context.deps, actor));
  });
}

/** The same as the end of a migration: look-up tables belong to the release, and nobody may be an operator yet. */
export async function loadLookups(context: CommandContext, database: Database): Promise<void> {
  await loadShipped(context, database, null, () => loadCatalogues(database));
}

/** What follows is printed first, then it is loaded. */
async function loadShipped(
  { print, deps }: CommandContext,
  database: Database,
  operator: string | null,
  load: () => Promise<{ readonly written: number }>,
): Promise<void> {
  const calendar = stateCouncilCalendar();
  const changes = await planCalendar(database, deps, calendar);
  if (changes.length > 0) for (const line of changeLines(changes)) print(line);
  const { written } = await load();
  const version = await putCalendar(database, deps, operator, calendar, changes);
  print(`目录 catalogues: ${written === 0 ? '无变化 unchanged' : `${written} 行 rows`}; 日历 calendar: v${version}`);
}
