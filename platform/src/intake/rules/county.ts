import { plain } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';

/** The tenant comes from the sender's identity. A row that names another county is refused and is a security event. */
export function county(draft: Draft, context: IntakeContext): void {
  const { county: ours, document } = context.mapping;
  if (ours === null) return;
  // A spreadsheet may have made a number of a code.
  const text = (plainText(draft, context, 'county', ours.read) ?? '').replace(/^(\d+)\.0+$/, '$1');
  if (text === '' || ours.words(text) === true) return;
  const expected = plain(document.county?.is.join(' / ') ?? '');
  report(draft, context, 'KEY-TENANT-MISMATCH', { field: 'county', received: text, expected });
}
