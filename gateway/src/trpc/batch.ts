import { COMMANDS, QUERIES } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

export const batch = router({
  cancel: commandProcedure(COMMANDS.cancelBatchCommand),
  rows: queryProcedure(QUERIES.rowsQuery),
});
