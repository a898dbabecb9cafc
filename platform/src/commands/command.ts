import type { ZodType } from 'zod';
import type { AuditEntry } from '../audit/write-audit.ts';
import type { Database, Trx } from '../database/database.ts';
import type { ActingRole } from '../database/transaction.ts';
import type { Actor } from '../identity/actor.ts';
import type { RightName } from '../identity/rights.ts';
import type { Deps } from '../kernel/deps.ts';
import type { CodeOf } from '../kernel/message.ts';

/** What a command may use of the process it runs in. */
export interface CommandServices {
  readonly database: Database;
  readonly deps: Deps;
  /** Folder of the uploaded bytes. */
  readonly files: string;
  readonly queue: {
    wake(queue: 'intake' | 'fold', tenant: { readonly tenantId: number; readonly cityId: number }): Promise<void>;
  };
}

interface Definition<Name extends string, Input, Output> {
  /** `aggregate.verb`: the name in tRPC, in OpenAPI and in the audit. */
  readonly name: Name;
  readonly title: { readonly zh: string; readonly en: string };
  readonly right: RightName;
  readonly input: ZodType<Input>;
  /** Fields of the input that may hold any character: see `readInput`. */
  readonly verbatim?: readonly string[];
  /** JSON: instants as ISO text. */
  readonly output: ZodType<Output>;
  /** Problems of its own, beside those that every call may meet (`CALL_PROBLEMS`). */
  readonly problems: readonly CodeOf<'problem'>[];
}

/** A command that is one transaction: the act, its audit row and the answer under its key happen together or not at all. */
export interface Act<Name extends string, Input, Output> extends Definition<Name, Input, Output> {
  readonly kind: 'act';
  /** Pool of the transaction; `actor` is the actor's own. */
  readonly role: ActingRole | 'actor';
  run(trx: Trx, deps: Deps, actor: Actor, input: Input): Promise<Output>;
  /** What the audit says of it; null where nothing changed. */
  audit(input: Input, output: Output): Omit<AuditEntry, 'action'> | null;
}

/**
 * A command of several transactions, each kept when it is done and audited where it takes effect. Running it again must
 * finish what is left and change nothing else; a key only saves its sender the second run.
 */
export interface Process<Name extends string, Input, Output> extends Definition<Name, Input, Output> {
  readonly kind: 'process';
  /** False for an answer that another call may still improve: it is not kept under the key. */
  isFinal(output: Output): boolean;
  run(services: CommandServices, actor: Actor, input: Input): Promise<Output>;
}

export type Command<Name extends string = string, Input = unknown, Output = unknown> =
  Act<Name, Input, Output> | Process<Name, Input, Output>;

export const act = <Name extends string, Input, Output>(
  definition: Omit<Act<Name, Input, Output>, 'kind'>,
): Act<Name, Input, Output> => ({ ...definition, kind: 'act' });

export const process = <Name extends string, Input, Output>(
  definition: Omit<Process<Name, Input, Output>, 'kind'>,
): Process<Name, Input, Output> => ({ ...definition, kind: 'process' });

/** Problems that any command or query may end with, whatever it does. */
export const CALL_PROBLEMS = [
  ...(['AUTH-MISSING', 'AUTH-TOKEN', 'AUTH-STRANGER', 'AUTH-SUSPENDED', 'AUTH-POST', 'AUTH-FORBIDDEN'] as const),
  ...(['SYS-INPUT', 'SYS-TOO-LARGE', 'SYS-MEDIA-TYPE', 'SYS-UNAVAILABLE', 'SYS-FAULT'] as const),
] satisfies readonly CodeOf<'problem'>[];

/** Those of a command under an idempotency key. */
export const KEY_PROBLEMS = [
  'KEY-COMMAND-INVALID',
  'KEY-COMMAND-REUSED',
] as const satisfies readonly CodeOf<'problem'>[];
