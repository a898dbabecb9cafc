import { zoneOffset } from '../../calendars/zone.ts';

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Returns a function civil time → instant for a zone. The argument is the civil time read as if it were UTC, in ms.
 * Seconds count, hence not `wallInstant`. A time that a spring change skips is read with one of its neighbours' offsets.
 */
export function civilToInstant(zone: string): (civilMs: number) => number {
  return (civilMs) => civilMs - zoneOffset(zone, civilMs - zoneOffset(zone, civilMs));
}
