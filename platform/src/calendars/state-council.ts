import { readFileSync } from 'node:fs';
import type { ExceptionKind, WorkCalendar } from './calendar.ts';
import { DEFAULT_HOURS } from './hours.ts';
import { message } from '../kernel/message.ts';
import { Problem } from '../kernel/problem.ts';
import { isDay } from './zone.ts';

/** Reads `date,kind` lines (kind: off | makeup; # comments). SYS-INPUT with the line for anything else. */
export function parseCalendarDays(text: string): Map<string, ExceptionKind> {
  const days = new Map<string, ExceptionKind>();
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#') || line === 'date,kind') continue;
    const [day = '', kind, ...rest] = line.split(',');
    if (!isDay(day) || (kind !== 'off' && kind !== 'makeup') || rest.length > 0 || days.has(day)) {
      throw new Problem('SYS-INPUT', { reason: message('calendar.line', { line }) });
    }
    days.set(day, kind);
  }
  return days;
}

/** Id of the calendar that comes with a release. */
export const SHIPPED_CALENDAR = 'cn';

/** The committed calendar `cn`: State Council notices of 2024–2026, hours 08–12 and 14–18, Asia/Shanghai. */
export function stateCouncilCalendar(): WorkCalendar {
  return calendarOfDays(readFileSync(new URL('../../data/calendar/state-council-days.csv', import.meta.url), 'utf8'));
}

/** The calendar `cn` with other days: the text of such a file. SYS-INPUT with the line for anything else. */
export function calendarOfDays(text: string): WorkCalendar {
  const days = parseCalendarDays(text);
  const years = new Set([...days.keys()].map((day) => Number(day.slice(0, 4))));
  return {
    id: SHIPPED_CALENDAR,
    version: 1,
    zone: 'Asia/Shanghai',
    ...DEFAULT_HOURS,
    publishedYears: [...years].sort((a, b) => a - b),
    days,
  };
}
