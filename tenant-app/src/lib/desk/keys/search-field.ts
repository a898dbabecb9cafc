import { isOfInputMethod } from './ime.ts';

/**
 * What is searched for: pinyin that is still composed counts too, without what the input method puts between the syllables.
 */
export const searchedFor = (words: string): string => words.replace(/[\s'’]/g, '');

/** In a field that searches, a digit picks an option and Enter the first, unless the input method has the key. */
export function pickByKey(
  event: KeyboardEvent,
  options: readonly { readonly value: string }[],
  pick: (value: string) => void,
): void {
  if (isOfInputMethod(event, event.target) || event.ctrlKey || event.metaKey) return;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  const option = digit ? options[Number(digit) - 1] : event.key === 'Enter' ? options[0] : undefined;
  if (!option) return;
  event.preventDefault();
  pick(option.value);
}
