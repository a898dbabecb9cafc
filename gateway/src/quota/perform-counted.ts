import {
  COMMANDS,
  perform,
  requireRight,
  type Actor,
  type Call,
  type Command,
  type CommandServices,
} from '@liangji/platform';
import type { Use } from './quotas.ts';

/** Performs a command for whichever face asks; rows that are submitted count as the upload that they are. */
export async function performCounted<Input, Output>(
  services: CommandServices,
  actor: Actor,
  command: Command<string, Input, Output>,
  call: Call,
  use: Use,
): Promise<Output> {
  if (command.name === COMMANDS.submitCasesCommand.name) {
    requireRight(actor, command.right);
    await use?.('uploads', 1);
  }
  return perform(services, actor, command, call);
}
