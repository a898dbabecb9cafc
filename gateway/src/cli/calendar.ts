import {
  type CalendarChange,
  calendarOfDays,
  planCalendar,
  putCalendar,
  stateCouncilCalendar,
  type WorkCalendar,
} from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';
import { readText } from './read-file.ts';

/** `liangji calendar plan`: what the days of a file (else the shipped ones) would change; writes nothing. */
export async function runCalendarPlan(context: CommandContext, file: string | undefined): Promise<void> {
  const calendar = await readDays(file);
  await withDatabase(context, ['identity', 'rollup'], async (database) => {
    for (const line of changeLines(await planCalendar(database, context.deps, calendar))) context.print(line);
  });
}

/** `liangji calendar load`: says the same, then puts them into force; the worker then refreshes the cases concerned. */
export async function runCalendarLoad(context: CommandContext, file: string | undefined): Promise<void> {
  const calendar = await readDays(file);
  await withDatabase(context, ['identity', 'operator', 'rollup'], async (database) => {
    const { actor } = await appliedBy(context, database);
    const changes = await planCalendar(database, context.deps, calendar);
    for (const line of changeLines(changes)) context.print(line);
    context.print(`日历 calendar: v${await putCalendar(database, context.deps, actor, calendar, changes)}`);
  });
}

/** What a new version of the calendar does, a line a tenant. */
export function changeLines(changes: readonly CalendarChange[]): string[] {
  if (changes.length === 0) return ['  日历无变化 unchanged'];
  const lines = changes.map(
    ({ slug, moved, late, inTime, frozen }) =>
      `  ${slug}: ${moved} 件时限变化 deadlines move, ${late} 件变为超期 become late, ${inTime} 件不再超期 no longer` +
      (frozen > 0 ? `；${frozen} 件已计入定稿，成绩不变 counted in closed periods, whose figures stay` : ''),
  );
  return [...lines, '  已定稿的周期不变 closed periods stay as they are'];
}

async function readDays(file: string | undefined): Promise<WorkCalendar> {
  if (file === undefined) return stateCouncilCalendar();
  return calendarOfDays(await readText(file));
}
