import { message, openRankedPeriod, Problem, requireSeries } from '@liangji/platform';
import { cityByOperator } from './city.ts';
import { withDatabase, type CommandContext } from './context.ts';
import { rankingTable } from './ranking-table.ts';

export interface PeriodOpenOptions {
  readonly city?: string;
  /** First day and the day after the last one, YYYY-MM-DD; a label like 2026-11 says them itself. */
  readonly from?: string;
  readonly to?: string;
  /** Periods of one series do not overlap. */
  readonly series: string;
  /** Id of a published scheme and its version, as `liangji-region-1@1`. */
  readonly scheme: string;
}

/**
 * `liangji period open`: from now on the uploads of these days are ranked, provisionally until the period is closed. What
 * is there already counts at once, without another upload.
 */
export async function runPeriodOpen(context: CommandContext, label: string, options: PeriodOpenOptions): Promise<void> {
  const { fromDay, toDay } = daysOf(label, options);
  requireSeries(options.series);
  const scheme = schemeOf(options.scheme);
  await withDatabase(context, ['operator', 'identity', 'city', 'rollup'], async (database) => {
    const city = await cityByOperator(context, database, options.city);
    const plan = { label, series: options.series, fromDay, toDay, ...scheme };
    const { period, members, ranking } = await openRankedPeriod(database, context.deps, city, plan);
    context.print(`  ${period.fromDay} – ${period.toDay}, ${options.scheme}`);
    for (const line of rankingTable(period, ranking, members)) context.print(line);
  });
}

function schemeOf(value: string): { schemeId: string; schemeVersion: number } {
  const [, schemeId = '', version] = /^([^@]+)@([1-9]\d{0,8})$/.exec(value) ?? [];
  if (version === undefined) throw new Problem('SYS-INPUT', { reason: message('option.scheme', { value }) });
  return { schemeId, schemeVersion: Number(version) };
}

/** Days of a period: those given, else of the month that it is called after. */
export function daysOf(
  label: string,
  { from, to }: Pick<PeriodOpenOptions, 'from' | 'to'>,
): { fromDay: string; toDay: string } {
  if (from !== undefined && to !== undefined) return { fromDay: from, toDay: to };
  if (from !== undefined || to !== undefined) throw new Problem('SYS-INPUT', { reason: message('option.both-days') });
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(label);
  if (month === null) throw new Problem('SYS-INPUT', { reason: message('option.days', { label }) });
  const [year, number] = [Number(month[1]), Number(month[2])];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  return { fromDay: `${label}-01`, toDay: `${next}-01` };
}
