import { revealReporterCommand } from './cases/reporter/reveal-reporter.ts';
import { linkReportCommand, refuseReportCommand, unlinkReportCommand } from './cases/reports/decide-report.ts';
import { submitReportCommand } from './cases/reports/submit-report.ts';
import { adoptReadingsCommand, closePeriodCommand, reopenPeriodCommand } from './assessment/commands.ts';
import { ACT_COMMANDS, MAKING_COMMANDS } from './cases/lifecycle/commands.ts';
import type { Command } from './commands/command.ts';
import {
  deleteDraftCommand,
  handOverDraftsCommand,
  putDraftCommand,
  takeDraftCommand,
} from './desks/drafts/commands.ts';
import { hasRight, type Asker } from './identity/rights.ts';
import { cancelBatchCommand, putMappingCommand, submitCasesCommand } from './intake/commands.ts';

/** Every command of the platform; the faces make their procedures and operations from these. */
export const COMMANDS = {
  ...{ adoptReadingsCommand, closePeriodCommand, reopenPeriodCommand },
  ...MAKING_COMMANDS,
  ...ACT_COMMANDS,
  cancelBatchCommand,
  linkReportCommand,
  putMappingCommand,
  refuseReportCommand,
  revealReporterCommand,
  submitCasesCommand,
  submitReportCommand,
  unlinkReportCommand,
  ...{ putDraftCommand, deleteDraftCommand, handOverDraftsCommand, takeDraftCommand },
} as const;

/**
 * Names of the commands somebody has the right to, and of the list of the audit: what a screen may offer. Of acts on cases the
 * case says it: `readOffers`.
 */
export function allowedCommands(asker: Asker): string[] {
  const commands: readonly Pick<Command, 'name' | 'right'>[] = Object.values(COMMANDS);
  const lists = hasRight(asker, 'readAudit') ? ['audit.list'] : [];
  return [
    ...commands.filter(({ right }) => right !== 'act' && hasRight(asker, right)).map(({ name }) => name),
    ...lists,
  ];
}
