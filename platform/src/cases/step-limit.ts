import { isLimitUnit } from '../calendars/limit-units.ts';
import { isLimitValue, type Limit } from '../calendars/limit.ts';
import type { CaseEvent } from './events.ts';

/** The limit that an event fixes for the clock of a step that starts with it; null where it fixes none. */
export function stepLimitOf({ data }: Pick<CaseEvent, 'data'>, step: string): Limit | null {
  const { stepLimitValue: value, stepLimitUnit: unit } = data;
  if (data.step !== step || typeof value !== 'string' || typeof unit !== 'string') return null;
  return isLimitValue(value) && isLimitUnit(unit) ? { value, unit } : null;
}
