import { startOfDay } from './zone.ts';

/** Civil days (`YYYY-MM-DD`) on which a row of configuration holds: from the first, up to but not including the last. */
export interface Effective {
  readonly fromDay: string;
  /** Null: until further notice. */
  readonly toDay: string | null;
}

export const isInForce = ({ fromDay, toDay }: Effective, day: string): boolean =>
  fromDay <= day && (toDay === null || toDay > day);

/** What held at an instant: a case is read by the rows of its own day, whenever it is sent. */
export type AsOf<T> = (at: Date) => T;

/**
 * What follows from the rows in force at an instant. Made when first asked for, once for each span of days in which no row
 * begins or ends; `make` gets a day of the span, the empty text for the time before all rows.
 */
export function bySpan<T extends object>(rows: readonly Effective[], zone: string, make: (day: string) => T): AsOf<T> {
  const days = rows.flatMap(({ fromDay, toDay }) => (toDay === null ? [fromDay] : [fromDay, toDay]));
  const firsts = [...new Set(days)].sort();
  const starts = firsts.map((day) => startOfDay(day, zone).getTime());
  const made = new Map<number, T>();
  return (at) => {
    const ms = at.getTime();
    let span = starts.length - 1;
    while (span >= 0 && starts[span]! > ms) span--;
    let found = made.get(span);
    if (found === undefined) made.set(span, (found = make(firsts[span] ?? '')));
    return found;
  };
}
