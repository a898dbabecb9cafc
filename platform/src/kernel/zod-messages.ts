import type { z } from 'zod';
import { entryOf, message, plain, type Message } from './message.ts';

/** Every fault of an input as a message, each at its path; `root` is what the input as a whole is called. */
export function zodMessages({ issues }: Pick<z.core.$ZodError, 'issues'>, root = 'input'): Message[] {
  return issues.map((issue) =>
    message('at-path', { path: issue.path.map(String).join('.') || root, reason: issueMessage(issue) }),
  );
}

/**
 * A check of a schema whose complaint is a message of ours: `text.check(must(isZone, (zone) => message('input.zone', …)))`.
 * Where zod takes only a text as complaint (`error: 'mapping.column'`), the code of a phrase without parameters serves.
 */
export const must =
  <T>(holds: (value: T) => boolean, complaint: (value: T) => Message) =>
  ({ value, issues }: z.core.ParsePayload<T>): void => {
    if (holds(value)) return;
    const { code, params } = complaint(value);
    issues.push({ code: 'custom', message: code, input: value, ...(params && { params: { ...params } }) });
  };

/** One fault, without its path. */
export function issueMessage(issue: z.core.$ZodIssue): Message {
  if (entryOf(issue.message)?.kind === 'phrase') {
    const params = issue.code === 'custom' ? issue.params : undefined;
    return { code: issue.message, ...(params && { params: params as NonNullable<Message['params']> }) };
  }
  switch (issue.code) {
    case 'invalid_type': {
      const code = `type.${issue.expected}`;
      return message('input.type', { type: entryOf(code) === undefined ? plain(issue.expected) : { code } });
    }
    case 'invalid_value':
      return message('input.one-of', { values: issue.values.map(String).join(', ') });
    case 'too_small':
      return bound(issue, 'least', issue.minimum);
    case 'too_big':
      return bound(issue, 'most', issue.maximum);
    case 'invalid_format':
      if (issue.format === 'date') return message('input.day');
      return message('input.format', { format: issue.format === 'regex' ? (issue.pattern ?? 'regex') : issue.format });
    case 'invalid_union':
      return ofEveryChoice(issue.errors) ?? message('input.invalid');
    case 'not_multiple_of':
      return message('input.multiple', { of: issue.divisor });
    case 'unrecognized_keys':
      return message('input.unknown-keys', { keys: issue.keys.join(', ') });
    default:
      return message('input.invalid');
  }
}

/** What all the choices of a union complain of; undefined where each has a complaint of its own. */
function ofEveryChoice(choices: readonly (readonly z.core.$ZodIssue[])[]): Message | undefined {
  const issues = choices.flat();
  if (issues.some(({ path }) => path.length > 0)) return undefined;
  const formats = issues.flatMap((issue) => (issue.code === 'invalid_format' ? [issue.format] : []));
  if (formats.length === issues.length && formats.every((format) => format === 'date' || format === 'datetime')) {
    return message('input.moment');
  }
  const types = new Set(issues.map((issue) => (issue.code === 'invalid_type' ? issue.expected : undefined)));
  const [first] = issues;
  return first !== undefined && types.size === 1 && !types.has(undefined) ? issueMessage(first) : undefined;
}

function bound(
  { origin, inclusive }: Pick<z.core.$ZodIssueTooSmall, 'origin' | 'inclusive'>,
  side: 'least' | 'most',
  of: number | bigint,
): Message {
  const limit = String(of);
  if (origin === 'string') return message(`input.characters-${side}`, { limit });
  if (origin === 'array' || origin === 'set' || origin === 'file') return message(`input.items-${side}`, { limit });
  if (inclusive === false) return message(side === 'least' ? 'input.above' : 'input.below', { limit });
  return message(`input.${side}`, { limit });
}
