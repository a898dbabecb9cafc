import type { Trx } from '../../database/database.ts';
import type { Member, Period } from '../period/periods.ts';
import type { Window } from '../period/window.ts';
import type { StoredScheme } from '../scheme/schemes.ts';
import { readScheme } from '../scheme/schemes.ts';
import { basesOf } from './figures.ts';
import { readGrid, type Grid } from './grid.ts';
import { othersOf, readCounted, readLate, type CountedPeriod } from './late.ts';

/** By what a county is counted in a period. */
export interface MemberWindow {
  readonly stored: StoredScheme;
  /** Published snapshots of other periods that may have counted its cases. */
  readonly counted: readonly CountedPeriod[];
  /** The days given, with what came late. */
  readonly window: Window;
  readonly grid: Grid;
}

/** Reads by which scheme, over which days and cells a county is counted in a period; `periods` are all those of the city. */
export async function readMemberWindow(
  trx: Trx,
  { cityId, tenantId }: Member,
  period: Period,
  periods: readonly Period[],
  days: Window,
): Promise<MemberWindow> {
  const stored = await readScheme(trx, cityId, period.schemeId, period.schemeVersion);
  const counted = await readCounted(trx, tenantId, othersOf(period, periods));
  const late = await readLate(trx, tenantId, basesOf(stored.scheme), days, counted, periods);
  const window = { ...days, late };
  return { stored, counted, window, grid: await readGrid(trx, tenantId, window, 2) };
}
