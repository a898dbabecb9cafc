import { writeAudit } from '../audit/write-audit.ts';
import { inTenant } from '../database/transaction.ts';
import { actingOf, type Actor } from '../identity/actor.ts';
import { requireRight } from '../identity/rights.ts';
import { Problem } from '../kernel/problem.ts';
import { readInput } from '../kernel/read-input.ts';
import { answerOf, claim, lockKey, remember, settle, type Keyed } from './answers.ts';
import type { Act, Command, CommandServices, Process } from './command.ts';

/** A command as a request brings it. */
export interface Call {
  readonly input: unknown;
  /** Chosen by the sender, 1–128 printable characters; null where it gave none. */
  readonly key: string | null;
}

/**
 * Performs a command: right, input, key, act, audit, answer. With a key the same call again gets the first answer and
 * changes nothing. AUTH-FORBIDDEN, SYS-INPUT, KEY-COMMAND-INVALID, KEY-COMMAND-REUSED for a key that named another command
 * or input before, and whatever the command itself refuses.
 */
export async function perform<Input, Output>(
  services: CommandServices,
  actor: Actor,
  command: Command<string, Input, Output>,
  { input: given, key }: Call,
): Promise<Output> {
  requireRight(actor, command.right);
  const input = readInput(command.input, given, command);
  if (key !== null && !/^[\x21-\x7e]{1,128}$/.test(key)) throw new Problem('KEY-COMMAND-INVALID');
  const keyed = key === null ? null : { key, name: command.name, input };
  return command.kind === 'act'
    ? performAct(services, actor, command, input, keyed)
    : performProcess(services, actor, command, input, keyed);
}

function performAct<Input, Output>(
  { database, deps }: CommandServices,
  actor: Actor,
  command: Act<string, Input, Output>,
  input: Input,
  keyed: Keyed | null,
): Promise<Output> {
  const acting = actingOf(actor);
  const role = command.role === 'actor' ? actor.pool : command.role;
  return inTenant(database, role, acting, async (trx) => {
    if (keyed) await lockKey(trx, acting, keyed);
    const before = keyed && (await answerOf(trx, acting, keyed));
    if (before) return before.answer as Output;
    const output = await command.run(trx, deps, actor, input);
    const entry = command.audit(input, output);
    if (entry !== null) await writeAudit(trx, deps, acting, { action: command.name, ...entry });
    if (keyed) await remember(trx, deps, acting, keyed, output);
    return output;
  });
}

async function performProcess<Input, Output>(
  services: CommandServices,
  actor: Actor,
  command: Process<string, Input, Output>,
  input: Input,
  keyed: Keyed | null,
): Promise<Output> {
  const { database, deps } = services;
  const acting = actingOf(actor);
  const before = keyed && (await inTenant(database, actor.pool, acting, (trx) => claim(trx, deps, acting, keyed)));
  if (before) return before.answer as Output;
  const output = await command.run(services, actor, input);
  if (keyed && command.isFinal(output))
    await inTenant(database, actor.pool, acting, (trx) => settle(trx, acting, keyed, output));
  return output;
}
