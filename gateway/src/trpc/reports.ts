import { COMMANDS, waitingReports, waitingReportsInput } from '@liangji/platform';
import { router } from './base.ts';
import { commandProcedure } from './command.ts';
import { queryProcedure } from './query.ts';

export const reports = router({
  submit: commandProcedure(COMMANDS.submitReportCommand),
  refuse: commandProcedure(COMMANDS.refuseReportCommand),
  link: commandProcedure(COMMANDS.linkReportCommand),
  unlink: commandProcedure(COMMANDS.unlinkReportCommand),
  waiting: queryProcedure(waitingReportsInput, async (trx, actor, input) => ({
    reports: await waitingReports(trx, actor, input),
  })),
});
