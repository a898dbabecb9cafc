import { COMMANDS } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';

export const period = router({ close: commandProcedure(COMMANDS.closePeriodCommand) });
