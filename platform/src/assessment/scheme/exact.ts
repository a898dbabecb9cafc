import Fraction from 'fraction.js';
import type { RoundingMode } from './scheme-document.ts';

export { Fraction };

/** How a value is printed: whole number, percentage of a rate, or points 0–100. */
export type Print = 'count' | 'percent' | 'points';

/** To how many decimals, and how. */
export interface RoundedAs {
  readonly decimals: number;
  readonly mode: RoundingMode;
}

/**
 * Rounds to a number of decimals, once, for printing: half up (away from zero on the exact half, 四舍五入), half to the even
 * digit, or down (towards zero, 截尾). `96.175` with 2 → "96.18", half to even "96.18", down "96.17".
 */
export function printDecimal(value: Fraction, decimals: number, mode: RoundingMode = 'half_up'): string {
  const digits = wholeUnits(value, decimals, mode)
    .toString()
    .padStart(decimals + 1, '0');
  const sign = value.s < 0n && /[1-9]/.test(digits) ? '-' : '';
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** How many units of the last decimal a value is, without its sign. */
function wholeUnits({ n, d }: Fraction, decimals: number, mode: RoundingMode): bigint {
  const scaled = n * 10n ** BigInt(decimals);
  const below = scaled / d;
  const twiceLeft = 2n * (scaled % d);
  if (mode === 'down' || twiceLeft < d) return below;
  return mode === 'half_even' && twiceLeft === d && below % 2n === 0n ? below : below + 1n;
}

/**
 * Prints the parts of a sum so that what is printed adds up to the printed sum: each is cut off at the last decimal, and the
 * units that are then missing go to those that lost most, the first of equals first.
 */
export function printParts(parts: readonly Fraction[], printedSum: string, decimals: number): string[] {
  const unit = new Fraction(1).div(new Fraction(10).pow(decimals) as Fraction);
  const cut = parts.map((part) => part.div(unit).floor());
  const missing = Number(cut.reduce((left, each) => left.sub(each), new Fraction(printedSum).div(unit)).valueOf());
  const order = parts
    .map((part, index) => ({ index, lost: part.div(unit).sub(cut[index]!) }))
    .sort((a, b) => b.lost.compare(a.lost) || a.index - b.index);
  const raised = new Set(order.splice(0, Math.max(missing, 0)).map(({ index }) => index));
  return cut.map((each, index) => printDecimal(each.add(raised.has(index) ? 1 : 0).mul(unit), decimals, 'down'));
}

/** A value as one rounding prints it. */
export const printRounded = (value: Fraction, { decimals, mode }: RoundedAs): string =>
  printDecimal(value, decimals, mode);

/** The exact form stored and hashed: "3847/40", "95". */
export function exactText(value: Fraction): string {
  const sign = value.s < 0n ? '-' : '';
  return value.d === 1n ? `${sign}${value.n}` : `${sign}${value.n}/${value.d}`;
}

/** Reads the exact form again. */
export function fromExactText(text: string): Fraction {
  return new Fraction(text);
}
