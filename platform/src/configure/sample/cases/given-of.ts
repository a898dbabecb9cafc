import type { ActName } from '../../../cases/lifecycle/acts.ts';
import type { Given } from '../../../cases/lifecycle/given.ts';
import type { Photo } from '../../../cases/media/media-types.ts';
import { startOfDay, civilDayNumber, dayText } from '../../../calendars/zone.ts';
import type { Deed } from './deeds.ts';

const ZONE = 'Asia/Shanghai';

/** Bodies and class of a story as the database knows them. */
export interface Known {
  readonly tenantId: number;
  readonly classId: number;
  readonly ruleId: number;
  readonly leadUnitId: number;
  readonly helperUnitId: number;
  readonly collectorUnitId: number;
}

/** Bodies that an act names. */
const UNIT_OF: Readonly<Partial<Record<ActName, keyof Known>>> = {
  ...{ ask_verify: 'collectorUnitId', ask_check: 'collectorUnitId', dispatch: 'leadUnitId', file_urgent: 'leadUnitId' },
  ask_assist: 'helperUnitId',
};

/** What an act shows in photographs. */
export const USAGES: Readonly<Partial<Record<ActName, readonly Photo['usage'][]>>> = {
  ...{ answer_verify: ['verify'], answer_check: ['check'], feed_back: ['after'], self_handle: ['before', 'after'] },
};

/** What an act is given, beside its photographs. */
export function givenOf({ act, who: _who, after: _after, untilDays, ...more }: Deed, known: Known, now: Date): Given {
  const { classId, ruleId } = known;
  const unit = UNIT_OF[act];
  return {
    ...more,
    ...(unit === undefined ? {} : { unitId: known[unit] }),
    ...(act === 'accept' || act === 'file_urgent' ? { classId, ruleId } : {}),
    ...(untilDays === undefined ? {} : { until: nineOf(untilDays, now) }),
  };
}

/** Nine in the morning, so many days from now. */
function nineOf(days: number, now: Date): string {
  const day = startOfDay(dayText(civilDayNumber(now, ZONE) + days), ZONE);
  return new Date(day.getTime() + 9 * 3_600_000).toISOString();
}
