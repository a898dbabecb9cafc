import { isOfInputMethod } from './ime.ts';

/**
 * What is searched for: pinyin that is still composed counts too, without what the input method puts between the syllables.
 */
export const searchedFor = (words: string): string => words.replace(/[\s'’]/g, '');

/** The option that a key picks in a field that searches: a digit its own, Enter the first. Null: the key is the field's. */
export function pickedBy(event: KeyboardEvent): number | null {
  if (isOfInputMethod(event, event.target) || event.ctrlKey || event.metaKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (digit && !event.shiftKey) return Number(digit) - 1;
  return event.key === 'Enter' ? 0 : null;
}
