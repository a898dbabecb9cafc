import { COMMANDS, QUERIES } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

export const reports = router({
  submit: commandProcedure(COMMANDS.submitReportCommand),
  refuse: commandProcedure(COMMANDS.refuseReportCommand),
  link: commandProcedure(COMMANDS.linkReportCommand),
  unlink: commandProcedure(COMMANDS.unlinkReportCommand),
  own: queryProcedure(QUERIES.ownReportsQuery),
  waiting: queryProcedure(QUERIES.waitingReportsQuery),
});
