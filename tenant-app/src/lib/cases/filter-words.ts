import { m } from '#lib/paraglide/messages.js';
import type { ClassGroup } from './class-groups.ts';
import type { CaseFilters } from './filters.ts';
import { word } from './words.ts';

/** What a list is narrowed to and how it is ordered, in words: paper has no form. */
export function filtersInWords(
  filters: CaseFilters,
  classes: readonly ClassGroup[],
  counties: readonly { id: string; name: string }[],
): string[] {
  const { county, text, number, stage, classId, group, unit, overdue, days, from, to, sort } = filters;
  const className = classes.flatMap((one) => one.classes).find(({ id }) => id === classId)?.name;
  const lines: [string, string | null | undefined][] = [
    [m.region(), counties.find(({ id }) => id === county)?.name],
    [m.case_text(), text],
    [m.case_number(), number],
    [m.stage(), stage && word('stage', stage)],
    [m.case_class(), classId === 0 ? m.no_class() : className],
    [m.case_source_group(), group && word('sourceGroup', group)],
    [m.case_unit(), unit],
    [m.time_limit(), overdue === null ? null : overdue ? m.overdue() : m.overdue_no()],
    [m.overdue_at_least(), days === null ? null : String(days)],
    [m.reported_from(), from],
    [m.reported_to(), to],
  ];
  const narrowed = lines.filter(([, value]) => value).map(([name, value]) => `${name} ${value}`);
  const sorts = { reported_up: m.sort_reported_up, due: m.sort_due, due_down: m.sort_due_down };
  return sort === 'reported' ? narrowed : [...narrowed, `${m.sort_by()} ${sorts[sort]()}`];
}
