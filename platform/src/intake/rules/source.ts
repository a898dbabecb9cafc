import { cutText } from '../../kernel/cut-text.ts';
import { plain } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';

/** Who reported: every word for it means patrol or public, because every score does. */
export function source(draft: Draft, context: IntakeContext): void {
  const { mapping } = context;
  const { values, otherwise } = mapping.document.source;
  const word = plainText(draft, context, 'source', mapping.source.read) ?? '';
  const target = mapping.source.words(word) ?? otherwise;
  if (target !== undefined) {
    draft.picture.sourceCode = target.code;
    draft.picture.sourceGroup = target.group;
    return;
  }
  // Where the mapping makes this a warning, the word itself is kept and counts as public: not patrol (codes.md §7).
  draft.picture.sourceCode = cutText(word, 64);
  report(draft, context, 'MAP-SOURCE-UNKNOWN', {
    field: 'source',
    received: word,
    expected: plain(Object.keys(values).join(' / ')),
  });
}
