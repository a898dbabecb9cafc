import type { Message } from './rules/of-statements.ts';

/** A breach that is known and being mended: printed by the check, not counted. Anything it does not cover counts. */
export interface Exception {
  /** Number of the rule. */
  readonly rule: string;
  readonly what: string;
  readonly since: string;
  readonly covers: (message: Message) => boolean;
}

/** Names of GraphQL's statements: `__case__`, `__cases__`. */
const byGraphql = ({ text }: Message): boolean => /\b__\w+?__\b/.test(text);

export const EXCEPTIONS: readonly Exception[] = [
  {
    rule: '11a',
    what: 'lists of GraphQL are functions of schema api',
    since: '2026-11-29',
    covers: ({ text }) => /\bfrom\s+"?api"?\."?\w+"?\(/.test(text),
  },
  {
    rule: '11',
    what: 'GraphQL names the tenant of the rows it looks up by JSON keys and joins, not by a parameter',
    since: '2026-11-29',
    covers: byGraphql,
  },
  {
    rule: '13',
    what: 'GraphQL joins a result to the period of the city in one statement',
    since: '2026-11-29',
    covers: (message) => byGraphql(message) && message.text.includes('__period__'),
  },
  {
    rule: '11',
    what: 'post → unit, batch → tenant and audit → seal name the tenant at one side and join the other by tenant_id',
    since: '2026-11-29',
    covers: ({ text }) =>
      /^select "[pba]"\..* from "biz"\."(post|batch|audit)" as "[pba]" (inner|left) join/s.test(text),
  },
  {
    rule: '17',
    what: 'GraphQL offers lists of rows below look-ups',
    since: '2026-11-29',
    covers: byGraphql,
  },
];
