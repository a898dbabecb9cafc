import { COMMANDS, QUERIES } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

export const mapping = router({
  put: commandProcedure(COMMANDS.putMappingCommand),
  read: queryProcedure(QUERIES.mappingQuery),
});
