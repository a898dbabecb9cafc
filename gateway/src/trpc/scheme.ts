import { COMMANDS } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';

export const scheme = router({
  adopt: commandProcedure(COMMANDS.adoptReadingsCommand),
});
