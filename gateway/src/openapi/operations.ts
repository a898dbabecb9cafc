import { CALL_PROBLEMS, COMMANDS, KEY_PROBLEMS, QUERIES, type Command, type Query } from '@liangji/platform';
import type { ZodType } from 'zod';

/** A command or a query as an operation of `/api/v1`. */
export interface Operation {
  /** `aggregate.words` */
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly kind: 'command' | 'query';
  readonly input: ZodType;
  readonly output: ZodType;
  /** Codes of every problem it may answer. */
  readonly problems: readonly string[];
}

const commands: readonly Command[] = Object.values(COMMANDS);
const queries = Object.values(QUERIES) as unknown as readonly Query<unknown, unknown>[];

/** Everything that `/api/v1` answers: each is also a procedure of `/trpc`, of the same name. */
export const OPERATIONS: readonly Operation[] = [
  ...commands.map(({ name, title, input, output, problems }): Operation => ({
    ...{ name, title, kind: 'command', input, output },
    problems: [...problems, ...KEY_PROBLEMS, ...CALL_PROBLEMS],
  })),
  ...queries.map(({ name, title, input, output, problems }): Operation => ({
    ...{ name, title, kind: 'query', input, output },
    problems: [...problems, ...CALL_PROBLEMS],
  })),
];

/** Where an operation answers: `period.close` under `/api/v1/period/close`. */
export const pathOf = ({ name }: { readonly name: string }): string => `/api/v1/${name.replace('.', '/')}`;
