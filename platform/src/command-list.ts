import { closePeriodCommand } from './assessment/commands.ts';
import type { Command } from './commands/command.ts';
import { hasRight } from './identity/rights.ts';
import type { Actor } from './identity/actor.ts';
import { putMappingCommand, submitCasesCommand } from './intake/commands.ts';

/** Every command of the platform; the faces make their procedures and operations from these. */
export const COMMANDS = { closePeriodCommand, putMappingCommand, submitCasesCommand } as const;

/** Names of the commands an actor has the right to: what a screen may offer. */
export function allowedCommands(actor: Actor): string[] {
  const commands: readonly Pick<Command, 'name' | 'right'>[] = Object.values(COMMANDS);
  return commands.filter(({ right }) => hasRight(actor, right)).map(({ name }) => name);
}
