/** Daily figures of several regions, ready to draw. */
export interface Trend {
  /** Civil days `YYYY-MM-DD`, ascending, without gaps. */
  days: string[];
  series: { name: string; values: number[] }[];
}

/** Every civil day of `[fromDay, toDay)`. */
export function daysOf(fromDay: string, toDay: string): string[] {
  const days: string[] = [];
  const end = Date.parse(`${toDay}T00:00:00Z`);
  for (let at = Date.parse(`${fromDay}T00:00:00Z`); at < end; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** Lays daily counts out by region. A day without a count is 0: nothing was filed that day. */
export function toTrend(
  days: string[],
  regions: { tenantId: number; name: string }[],
  counts: { tenantId: number; day: string; count: number }[],
): Trend {
  const found = new Map(counts.map((one) => [`${one.tenantId} ${one.day}`, one.count]));
  return {
    days,
    series: regions.map(({ tenantId, name }) => ({
      name,
      values: days.map((day) => found.get(`${tenantId} ${day}`) ?? 0),
    })),
  };
}
