import { COMMANDS, QUERIES } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

export const period = router({
  close: commandProcedure(COMMANDS.closePeriodCommand),
  reopen: commandProcedure(COMMANDS.reopenPeriodCommand),
  breakdown: queryProcedure(QUERIES.breakdownQuery),
  closing: queryProcedure(QUERIES.closingQuery),
  list: queryProcedure(QUERIES.periodListQuery),
  late_counts: queryProcedure(QUERIES.lateCountsQuery),
  late: queryProcedure(QUERIES.lateEffectQuery),
});
