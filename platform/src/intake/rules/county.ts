import { plain } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';
import { normalizeWord } from '../mapping/compile.ts';

/** The tenant comes from the sender's identity. A row that names another county is refused and is a security event. */
export function county(draft: Draft, context: IntakeContext): void {
  const { county: read, document } = context.mapping;
  if (read === null || document.county === undefined) return;
  // A spreadsheet may have made a number of a code.
  const text = (plainText(draft, context, 'county', read) ?? '').replace(/^(\d+)\.0+$/, '$1');
  if (text === '' || document.county.is.some((ours) => normalizeWord(ours) === normalizeWord(text))) return;
  report(draft, context, 'KEY-TENANT-MISMATCH', {
    field: 'county',
    received: text,
    expected: plain(document.county.is.join(' / ')),
  });
}
