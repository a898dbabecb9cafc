import Fraction from 'fraction.js';

export { Fraction };

/** How a value is printed: whole number, percentage of a rate, or points 0–100. */
export type Print = 'count' | 'percent' | 'points';

/**
 * Rounds half up (away from zero on the exact half, 四舍五入) to a number of decimals, once, for printing.
 * `1/3` with 2 → "0.33"; `96.175` with 2 → "96.18".
 */
export function printDecimal(value: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const digits = ((2n * value.n * scale + value.d) / (2n * value.d)).toString().padStart(decimals + 1, '0');
  const sign = value.s < 0n && /[1-9]/.test(digits) ? '-' : '';
  const whole = digits.slice(0, digits.length - decimals);
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** The exact form stored and hashed: "3847/40", "95". */
export function exactText(value: Fraction): string {
  const sign = value.s < 0n ? '-' : '';
  return value.d === 1n ? `${sign}${value.n}` : `${sign}${value.n}/${value.d}`;
}

/** Reads the exact form again. */
export function fromExactText(text: string): Fraction {
  return new Fraction(text);
}
