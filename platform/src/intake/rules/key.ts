import { message, plain } from '../../kernel/message.ts';
import { MAX_ID, readId, visibleId } from './case-id.ts';
import { cellText } from './cell-text.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';

/** The case id as the sender's system knows it, in its one way of writing, and proof that nothing on its way rewrote it. */
export function key(draft: Draft, context: IntakeContext): void {
  const field = 'externalId';
  const text = cellText(draft, context, field, context.mapping.externalId) ?? '';
  if (text === '') return report(draft, context, 'KEY-ID-MISSING', { field });
  const read = readId(text);
  if ('id' in read) {
    draft.externalId = read.id;
    if (!read.isRewritten) return;
    return report(draft, context, 'KEY-ID-REWRITTEN', { field, received: visibleId(text), expected: plain(read.id) });
  }
  const expected =
    read.fault === 'KEY-ID-INVALID' ? message('expected.id-length', { max: MAX_ID }) : message('expected.full-id');
  report(draft, context, read.fault, { field, received: visibleId(text), expected });
}
