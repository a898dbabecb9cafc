import { message } from '../../kernel/message.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import type { CompiledMapping } from '../mapping/compile.ts';
import type { Cells } from '../read/row.ts';
import { plainText } from './cell-text.ts';

const MANGLED = /^\d(\.\d+)?[Ee]\+?\d+$/;
const CONTROL = /[\u0000-\u001f\u007f\ufffd]/;
const MAX_ID = 128;

/** The case id as the sender's system knows it, and proof that no spreadsheet rewrote it. */
export function key(draft: Draft, context: IntakeContext): void {
  const { externalId: read } = context.mapping;
  const text = plainText(draft, context, 'externalId', read) ?? '';
  if (text === '') return report(draft, context, 'KEY-ID-MISSING', { field: 'externalId' });
  if (MANGLED.test(text) || isRounded(text, context.mapping, draft.cells)) {
    return report(draft, context, 'KEY-ID-MANGLED', {
      field: 'externalId',
      received: text,
      expected: message('expected.full-id'),
    });
  }
  if (text.length > MAX_ID || CONTROL.test(text) || text.startsWith('=')) {
    return report(draft, context, 'KEY-ID-INVALID', {
      field: 'externalId',
      received: text,
      expected: message('expected.id-length', { max: MAX_ID }),
    });
  }
  draft.externalId = text;
}

/** A JSON number beyond 2^53 has lost its last digits on the way to us. */
function isRounded(text: string, mapping: CompiledMapping, cells: Cells): boolean {
  if (!/^\d{16,}$/.test(text) || mapping.document.format === 'csv') return false;
  return Object.values(cells).some((v) => typeof v === 'number' && !Number.isSafeInteger(v) && String(v) === text);
}
