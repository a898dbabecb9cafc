import { maskWords, withReasonWords } from '@liangji/platform';

/** What people wrote, as everybody reads it: masked, and a reason out of a list with its words beside the code. */
export function shownWords(value: unknown): unknown {
  const masked = maskWords(value);
  return typeof masked === 'object' && masked !== null ? withReasonWords(masked) : masked;
}
