import type { ZodType } from 'zod';
import type { Trx } from '../database/database.ts';
import type { Actor } from '../identity/actor.ts';
import type { Deps } from '../kernel/deps.ts';
import { maskWords } from '../kernel/mask-words.ts';
import type { CodeOf } from '../kernel/message.ts';

/** A question that GraphQL cannot answer or a foreign system asks: one reading transaction in the actor's own pool. */
export interface Query<Input, Output> {
  /** `aggregate.words`: the name in tRPC and in OpenAPI. */
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly input: ZodType<Input>;
  /** JSON: instants as ISO text. */
  readonly output: ZodType<Output>;
  /** Problems of its own, beside those that every call may meet. */
  readonly problems: readonly CodeOf<'problem'>[];
  read(trx: Trx, actor: Actor, input: Input, deps: Deps): Promise<Output>;
}

/**
 * A query whose types follow from its schemas. Whatever it reads, personal numbers in its texts are masked before they are answered:
 * none can forget it.
 */
export const query = <Input, Output>({ read, ...definition }: Query<Input, Output>): Query<Input, Output> => ({
  ...definition,
  read: async (trx, actor, input, deps) => maskWords(await read(trx, actor, input, deps)) as Output,
});
