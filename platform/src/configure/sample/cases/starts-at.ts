import { calendarOf } from '../../../calendars/read-calendar.ts';
import { civilDay } from '../../../calendars/zone.ts';
import { limitOfStep } from '../../../cases/limit-of-step.ts';
import { stepDue } from '../../../cases/step-due.ts';
import { inTenant } from '../../../database/transaction.ts';
import { actingOf } from '../../../identity/actor.ts';
import { present } from '../../../kernel/present.ts';
import type { Deed } from './deeds.ts';
import type { Stage } from './play-story.ts';
import type { Story } from './stories.ts';

const MINUTE = 60_000;
/** Shorter than any yellow lasts. */
const STEP = 12 * MINUTE;
const MOST_STEPS = (40 * 24 * 60 * MINUTE) / STEP;

/** When a story begins, so that its last deed was as long ago as it says, or its disposal is at yellow now. */
export async function startsAt(stage: Stage, { deeds, when }: Story): Promise<Date> {
  if (when !== 'yellow') return new Date(stage.now.getTime() - (when + minutesTo(deeds, deeds.length)) * MINUTE);
  const dispatched = deeds.findIndex(({ act }) => act === 'dispatch') + 1;
  return new Date((await latestYellow(stage)) - minutesTo(deeds, dispatched) * MINUTE);
}

/** From the first deed to the one before `end`. */
const minutesTo = (deeds: readonly Deed[], end: number): number =>
  deeds.slice(0, end).reduce((sum, { after }) => sum + after, 0);

/** The latest instant of a dispatch whose disposal is at yellow now. */
async function latestYellow({ services, company, known, now }: Stage): Promise<number> {
  const { dispatcher } = company;
  const { tenantId, classId, ruleId } = known;
  const day = civilDay(now, dispatcher.tenant.timeZone);
  const [calendar, limit] = await inTenant(services.database, dispatcher.pool, actingOf(dispatcher), (trx) =>
    Promise.all([
      calendarOf(trx, tenantId),
      limitOfStep(trx, tenantId, dispatcher.cityId, 'disposal', { classId, ruleId, cellId: null, day }, null),
    ]),
  );
  for (let step = 1; step < MOST_STEPS; step += 1) {
    const at = now.getTime() - step * STEP;
    const { warnAt } = stepDue(calendar, new Date(at), limit);
    if (present(warnAt, 'a limit') <= now) return at;
  }
  throw new Error(`no dispatch of rule ${ruleId} has its disposal at yellow`);
}
