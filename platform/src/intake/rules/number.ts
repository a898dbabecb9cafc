const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** A number as text without the commas between its thousands; anything else stays as it is. */
export const plainNumber = (text: string): string =>
  text.includes(',') && GROUPED.test(text) ? text.replaceAll(',', '') : text;
