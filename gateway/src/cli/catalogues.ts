import {
  loadCatalogues,
  loadCataloguesBy,
  planCalendar,
  planCatalogues,
  putCalendar,
  stateCouncilCalendar,
  type CatalogueChange,
  type Database,
} from '@liangji/platform';
import { changeLines } from './calendar.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';

/** `liangji catalogues plan`: which limits the committed case rules would change, and for whom; writes nothing. */
export async function runCataloguesPlan(context: CommandContext): Promise<void> {
  await withDatabase(context, ['identity', 'operator', 'rollup'], async (database) => {
    for (const line of limitLines(await planCatalogues(database))) context.print(line);
  });
}

/** `liangji catalogues load`: prints the same, then writes what differs of catalogues, crosswalk, case rules and calendar. */
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
  const limits = await planCatalogues(database);
  const changes = await planCalendar(database, deps, calendar);
  if (limits.limits.length > 0) for (const line of limitLines(limits)) print(line);
  if (changes.length > 0) for (const line of changeLines(changes)) print(line);
  const { written } = await load();
  const version = await putCalendar(database, deps, operator, calendar, changes);
  print(`目录 catalogues: ${written === 0 ? '无变化 unchanged' : `${written} 行 rows`}; 日历 calendar: v${version}`);
}

/** Limits printed one by one. */
const SHOWN = 20;

/** What other case rules do: limit by limit, then who keeps the limits as they were. */
export function limitLines({ limits, added, keeping }: CatalogueChange): string[] {
  const count = added > 0 ? [`  新增立案条件 new rules: ${added}`] : [];
  if (limits.length === 0) return [...count, '  时限无变化 limits unchanged'];
  const shown = limits.slice(0, SHOWN).map(({ before, after }) => {
    const limit = `${before.limitValue} ${before.limitUnit} → ${after.limitValue} ${after.limitUnit}`;
    return `  ${after.className} ${after.condition}: ${limit}`;
  });
  const more = limits.length > SHOWN ? [`  … ${limits.length - SHOWN} 项 more`] : [];
  return [
    ...[...count, ...shown, ...more],
    '  载入后开始计时的案卷按新时限 cases whose clock starts after loading have the new limits',
    ...keeping.map(
      ({ slug, cases }) =>
        `  ${slug}: ${cases} 件未结案卷已开始计时，保留原时限 open cases keep the limit they started with`,
    ),
    '  已定稿的周期不变 closed periods stay as they are',
  ];
}
