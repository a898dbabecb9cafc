import { closePeriodCommand } from './assessment/commands.ts';
import type { Command } from './commands/command.ts';
import { deleteDraftCommand, putDraftCommand } from './desks/drafts/commands.ts';
import { hasRight, type Asker } from './identity/rights.ts';
import { putMappingCommand, submitCasesCommand } from './intake/commands.ts';

/** Every command of the platform; the faces make their procedures and operations from these. */
export const COMMANDS = {
  ...{ closePeriodCommand, putMappingCommand, submitCasesCommand },
  ...{ putDraftCommand, deleteDraftCommand },
} as const;

/** Names of the commands somebody has the right to: what a screen may offer. */
export function allowedCommands(asker: Asker): string[] {
  const commands: readonly Pick<Command, 'name' | 'right'>[] = Object.values(COMMANDS);
  return commands.filter(({ right }) => hasRight(asker, right)).map(({ name }) => name);
}
