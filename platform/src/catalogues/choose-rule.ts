import { plainName } from './catalogues.ts';
import type { Catalogues } from './catalogues.ts';
import { nominalHours } from '../calendars/limit-units.ts';
import type { RuleRow } from './types.ts';

export interface RuleChoice {
  readonly rule: RuleRow | null;
  /** True: several rules fitted equally and the longest was taken; the row gets the warning RULE-AMBIGUOUS. */
  readonly ambiguous: boolean;
  /** Whether row or mapping named the condition; else the rule was chosen by the length of its limit. */
  readonly isNamed: boolean;
}

/**
 * The rule whose limit applies to a case (data model §5): the row's own filing condition, else the mapping's default condition
 * for the class, else the longest limit of the class. No rule at all means no deadline, counted apart.
 *
 * A condition no rule of the class has is treated as not given. Several rules with one condition (staged limits, options
 * A/B/C) leave a choice too: the longest of them. "Longest" across units is by nominal elapsed hours (`nominalHours`);
 * equal lengths are no ambiguity, the lower id stands for them. Limits are never borrowed through the crosswalk: a case is
 * judged by the catalogue it was filed in.
 */
export function chooseRule(
  catalogues: Catalogues,
  classId: number | null,
  condition: string | null,
  defaultCondition: string | null = null,
): RuleChoice {
  if (classId === null) return NO_RULE;
  const rules = catalogues.rulesOfClass(classId);
  for (const wanted of [condition, defaultCondition]) {
    const named = wanted === null ? [] : rules.filter((rule) => plainName(rule.condition) === plainName(wanted));
    if (named.length > 0) return { ...longest(named), isNamed: true };
  }
  return longest(rules);
}

const NO_RULE: RuleChoice = { rule: null, ambiguous: false, isNamed: false };

function longest(rules: readonly RuleRow[]): RuleChoice {
  const ordered = rules.toSorted((a, b) => nominalHours(b) - nominalHours(a) || a.id - b.id);
  const first = ordered[0];
  const last = ordered.at(-1);
  if (!first || !last) return NO_RULE;
  return { rule: first, ambiguous: nominalHours(first) !== nominalHours(last), isNamed: false };
}
