import { m } from '#lib/paraglide/messages.js';

const NAMES: Record<string, string> = {
  cjt214: 'CJ/T 214-2007',
  gbt30428: 'GB/T 30428.2-2013',
  gbt47678: 'GB/T 47678.5-2026',
};

/** Name of a working calendar; an unknown id is shown as it is. */
export const calendarName = (id: string): string => (id === 'cn' ? m.calendar_cn() : id);

/** Number of the standard a catalogue comes from, the same in both languages; an unknown id is shown as it is. */
export const catalogueName = (id: string): string => NAMES[id] ?? id;
