import type { Acting, Trx } from '../database/database.ts';
import { requireCity } from '../identity/require-city.ts';
import type { Deps } from '../kernel/deps.ts';
import { Problem } from '../kernel/problem.ts';
import { isShown, lockPeriods, openSnapshot, readPeriod, type Period } from './period/periods.ts';

/**
 * Opens a closed period again, for the reason given: its next snapshot takes in what came late and what is entered anew. Until
 * that is closed, everybody goes on seeing the snapshot in force. PERIOD-NOT-CLOSED for one that is open, PERIOD-REASON
 * without a reason. For role city.
 */
export async function reopenPeriod(trx: Trx, deps: Deps, city: Acting, label: string, reason: string): Promise<Period> {
  requireCity(city);
  await lockPeriods(trx, city);
  const { id, state, snapshot } = await readPeriod(trx, city.cityId, label);
  if (state !== 'closed') throw new Problem('PERIOD-NOT-CLOSED', { label });
  const words = reason.trim();
  if (words === '' || !isShown(words)) throw new Problem('PERIOD-REASON', { label });
  await openSnapshot(trx, deps, city, { periodId: id, snapshot: snapshot + 1, reason: words });
  return readPeriod(trx, city.cityId, label);
}
