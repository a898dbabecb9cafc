/** An instant as a person at the terminal reads it: `2026-10-08 09:00:15`, in this zone, else in that of the terminal. */
export function localTime(instant: Date, timeZone?: string): string {
  // Swedish writes a date as we want it.
  return new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    ...(timeZone !== undefined && { timeZone }),
  }).format(instant);
}
