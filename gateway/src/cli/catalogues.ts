import {
  loadCatalogues,
  loadCataloguesBy,
  putCalendar,
  stateCouncilCalendar,
  type CalendarChange,
  type Database,
} from '@liangji/platform';
import { changeLines } from './calendar.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

/** `liangji catalogues load`: the three catalogues, crosswalk, case rules and calendar; writes only what differs. */
export async function runCataloguesLoad(context: CommandContext): Promise<void> {
  await withDatabase(context, ['identity', 'operator', 'rollup', 'clerk'], async (database) => {
    const { actor } = await appliedBy(context, database);
    const { written } = await loadCataloguesBy(database, context.deps, actor);
    printLoaded(context, written, await putCalendar(database, context.deps, actor, stateCouncilCalendar()));
  });
}

/** The same as the end of a migration: look-up tables belong to the release, and nobody may be an operator yet. */
export async function loadLookups(context: CommandContext, database: Database): Promise<void> {
  const { written } = await loadCatalogues(database);
  printLoaded(context, written, await putCalendar(database, context.deps, null, stateCouncilCalendar()));
}

function printLoaded(
  { print }: CommandContext,
  written: number,
  { version, changes }: { readonly version: number; readonly changes: readonly CalendarChange[] },
): void {
  print(`目录 catalogues: ${written === 0 ? '无变化 unchanged' : `${written} 行 rows`}; 日历 calendar: v${version}`);
  if (changes.length > 0) for (const line of changeLines(changes)) print(line);
}
