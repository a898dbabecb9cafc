import { openPeriod } from '../src/assessment/period/periods.ts';
import { publishScheme } from '../src/assessment/scheme/schemes.ts';
import { shippedSchemes } from '../src/assessment/scheme/shipped-schemes.ts';
import { loadCatalogues } from '../src/catalogues/load-catalogues.ts';
import type { Database } from '../src/database/database.ts';
import { systemDeps } from '../src/kernel/deps.ts';
import { sampleCityActing } from '../src/configure/sample/apply-sample-scheme.ts';
import { applySample } from '../src/configure/sample/apply-sample.ts';
import { loadCalendar } from '../src/calendars/load-calendar.ts';

const DAY_MS = 86_400_000;
const SCHEME = 'liangji-region-1';

/** Four weeks that have just passed, by whatever clock this machine has: `from` and `to`, whole UTC days. */
export function monthOf(now: Date): { readonly from: Date; readonly to: Date } {
  const to = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - 2 * DAY_MS);
  return { from: new Date(to.getTime() - 28 * DAY_MS), to };
}

/** The sample city with its people and clients of `issuer`, and one running period around `monthOf(now)`. */
export async function fillCity(database: Database, issuer: string): Promise<void> {
  await loadCatalogues(database);
  await loadCalendar(database);
  for await (const tenant of applySample(database, systemDeps, issuer)) void tenant;
  const city = await sampleCityActing(database);
  const document = shippedSchemes().find((each) => (each as { id: string }).id === SCHEME);
  await publishScheme(database, systemDeps, city, document);
  const { from, to } = monthOf(systemDeps.clock.now());
  await openPeriod(database, systemDeps, city, {
    label: 'bench',
    fromDay: day(from.getTime() - 2 * DAY_MS),
    toDay: day(to.getTime() + 30 * DAY_MS),
    schemeId: SCHEME,
    series: 'month',
    schemeVersion: 1,
  });
}

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
