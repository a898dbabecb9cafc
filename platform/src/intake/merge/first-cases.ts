import type { WorkCalendar } from '../../calendars/calendar.ts';
import { firstCase, type RowChange } from '../../cases/record/case-write.ts';
import type { MappedRow } from '../rules/map-row.ts';
import type { Chunk } from './chunks.ts';

/** What rows would make of cases that are not there yet. */
export type FirstCases = ReadonlyMap<MappedRow, RowChange>;

export const NONE: FirstCases = new Map();

/**
 * Worked out for a whole chunk while the database writes the one before, which would keep it waiting otherwise (a sixteenth
 * of a first upload). Worth it where that one brought new cases: a file sent again brings none.
 */
export const firstCasesOf = ({ rows }: Chunk, calendar: WorkCalendar): FirstCases =>
  new Map(rows.flatMap(({ row }) => (row === null ? [] : entryOf(row, calendar))));

/** None for a row on which a fault of ours comes up: it comes up again in its merge, which knows what to do. */
function entryOf(row: MappedRow, calendar: WorkCalendar): readonly (readonly [MappedRow, RowChange])[] {
  try {
    return [[row, firstCase(calendar, row.picture)]];
  } catch {
    return [];
  }
}
