/**
 * A telephone number as its digits alone: full-width forms narrowed, the country's code, a 0 before a mobile number and an
 * extension taken off. Null for what is too short to be anybody's. A landline is another number with and without its area code.
 */
export function normalPhone(text: string): string | null {
  const narrow = text.normalize('NFKC').replace(/(?:转|ext\.?)\s*\d+\s*$/i, '');
  const digits = narrow.replace(/(?<=\d{7})-\d{1,5}\s*$/, '').replace(/\D/g, '');
  const national = digits.replace(/^(?:00)?86(?=1[3-9]\d{9}$|0?\d{9,11}$)/, '').replace(/^0(?=1[3-9]\d{9}$)/, '');
  return national.length < 7 ? null : national;
}
