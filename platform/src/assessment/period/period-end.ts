import { civilDay, startOfDay } from '../../calendars/zone.ts';
import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Period } from './periods.ts';

/** When the last day of a period ends in the time zone of its city: before that it cannot be closed. */
export async function periodEnd(
  trx: Trx,
  { cityId }: Pick<Acting, 'cityId'>,
  { toDay }: Pick<Period, 'toDay'>,
): Promise<{ readonly at: Date; readonly zone: string }> {
  const { time_zone: zone } = await trx
    .selectFrom('biz.tenant')
    .select('time_zone')
    .where('tenant_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return { at: startOfDay(toDay, zone), zone };
}

/** PERIOD-NOT-OVER before the last day has ended. */
export async function requireOver(trx: Trx, { clock }: Deps, city: Acting, period: Period): Promise<void> {
  const { at, zone } = await periodEnd(trx, city, period);
  if (clock.now() >= at) return;
  throw new Problem('PERIOD-NOT-OVER', { label: period.label, to: `${civilDay(at, zone)} 00:00 (${zone})` });
}
