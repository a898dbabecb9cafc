import { cutText } from '../../kernel/cut-text.ts';
import { message } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { cellText } from './cell-text.ts';
import { each, type Rule } from './combine.ts';

const TEXTS = [
  ['address', 2000],
  ['description', 2000],
  ['result', 2000],
  ['unit', 200],
] as const;
type TextField = (typeof TEXTS)[number];

/** Free texts: kept as they are, cut where a column has its end. */
export const texts: Rule = each(TEXTS, text);

function text([field, max]: TextField): Rule {
  const target = field === 'unit' ? 'unitName' : field;
  return (draft: Draft, context: IntakeContext) => {
    const read = context.mapping[field];
    if (read === null) return;
    const value = cellText(draft, context, field, read);
    if (value === undefined) draft.absent.add(target);
    else if (value.length > max) {
      report(draft, context, 'CASE-TEXT-TOO-LONG', {
        field,
        received: value,
        expected: message('expected.max-length', { max }),
      });
      draft.picture[target] = cutText(value, max);
    } else draft.picture[target] = value || null;
  };
}
