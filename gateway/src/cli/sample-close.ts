import {
  closePeriod,
  openRankedPeriod,
  openSampleMonths,
  sampleCityActing,
  SAMPLE_MONTH,
  startOfDay,
  type Deps,
} from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { daysOf } from './period-open.ts';
import { rankingTable } from './ranking-table.ts';

/**
 * `liangji sample close`: freezes October 2026 of the sample city and prints its ranking; again only prints. November
 * and the months of now open, so that whoever tries the product sees an upload or an act move a ranking.
 */
export async function runSampleClose(context: CommandContext): Promise<void> {
  await withDatabase(context, ['identity', 'city', 'rollup'], async (database) => {
    const city = await sampleCityActing(database);
    const deps = afterTheMonth(context.deps);
    const { period, ranking } = await closePeriod(database, deps, city, SAMPLE_MONTH.label);
    for (const line of rankingTable(period, ranking, [])) context.print(line);
    const { schemeId, schemeVersion } = period;
    for (const month of openSampleMonths(deps.clock.now())) {
      await openRankedPeriod(database, context.deps, city, {
        ...{ label: month, series: 'month', schemeId, schemeVersion },
        ...daysOf(month, {}),
      });
    }
  });
}

/** The sample month is over, whatever the clock of a machine says. */
function afterTheMonth(deps: Deps): Deps {
  const end = startOfDay(SAMPLE_MONTH.toDay, 'Asia/Shanghai');
  return { ...deps, clock: { now: () => (deps.clock.now() > end ? deps.clock.now() : end) } };
}
