import { inTenant, readPeriod, readPeriodMembers, readRanking } from '@liangji/platform';
import { cityOf } from './city.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { rankingTable } from './ranking-table.ts';

/** `liangji rank`: the ranking of a period as it stands, provisional while the period is open. */
export async function runRank(context: CommandContext, label: string, options: { city?: string }): Promise<void> {
  await withDatabase(context, ['identity', 'city'], async (database) => {
    const city = await cityOf(database, options.city);
    const { period, members } = await inTenant(database, 'city', city, async (trx) => {
      const period = await readPeriod(trx, city.cityId, label);
      return { period, members: await readPeriodMembers(trx, city, period) };
    });
    const ranking = await readRanking(database, 'city', city, period, members);
    for (const line of rankingTable(period, ranking, members)) context.print(line);
  });
}
