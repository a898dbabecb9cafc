import { message, plain } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';
import { plainNumber } from './number.ts';

/** The sender's own monotone value: a whole number, or a time (read as ms). Without one the order is derived. */
export function revision(draft: Draft, context: IntakeContext): void {
  const spec = context.mapping.revision;
  if (spec === undefined) return;
  const text = plainText(draft, context, 'revision', spec.read) ?? '';
  const number = plainNumber(text);
  const value = spec.time === null ? (/^\d{1,16}$/.test(number) ? Number(number) : null) : spec.time(text);
  if (value === null || !Number.isSafeInteger(value)) {
    const expected =
      spec.time === null ? message('expected.whole-number') : plain(context.mapping.document.dates.join(' / '));
    return report(draft, context, 'KEY-REVISION-INVALID', { field: 'revision', received: text, expected });
  }
  draft.revision = value;
}
