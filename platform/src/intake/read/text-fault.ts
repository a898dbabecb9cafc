import { plain } from '../../kernel/message.ts';
import type { SyntaxFault } from './row.ts';

/** Characters no database text can hold: NUL, and halves of a surrogate pair. Looks into nested JSON too. */
export function textFault(values: Iterable<unknown>): SyntaxFault | null {
  for (const value of values) {
    if (typeof value === 'string') {
      if (value.includes('\0')) return { code: 'ENV-NUL', reason: plain('U+0000') };
      if (!value.isWellFormed()) return { code: 'ENV-LONE-SURROGATE', reason: plain('U+D800–U+DFFF') };
    } else if (typeof value === 'object' && value !== null) {
      const inner = textFault([...Object.keys(value), ...Object.values(value)]);
      if (inner !== null) return inner;
    }
  }
  return null;
}
