import type { Draft, IntakeContext } from './draft.ts';

/** One concern of a row: reads its cells, fills its fields of the picture, reports what it notices. Does no I/O. */
export type Rule = (draft: Draft, context: IntakeContext) => void;

/** Each rule needs the one before it: the first error ends the sequence. */
export function seq(...rules: readonly Rule[]): Rule {
  return (draft, context) => {
    const before = draft.errors;
    for (const rule of rules) {
      rule(draft, context);
      if (draft.errors > before) return;
    }
  };
}

/** Independent rules: all of them speak, so that a sender learns everything at once. */
export function all(...rules: readonly Rule[]): Rule {
  return (draft, context) => {
    for (const rule of rules) rule(draft, context);
  };
}

/** The same rule for several subjects, independent of one another. */
export function each<T>(subjects: readonly T[], rule: (subject: T) => Rule): Rule {
  return all(...subjects.map(rule));
}
