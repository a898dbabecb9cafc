/** Decimals as the platform prints them, taken from each other to the digit: nothing is rounded. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** How many units of `10^-decimals` a printed decimal is. */
function units(printed: string, decimals: number): bigint {
  const [, sign = '', whole = '', part = ''] = DECIMAL.exec(printed) ?? [];
  if (whole === '') throw new RangeError(`no decimal: ${printed}`);
  return BigInt(`${sign}${whole}${part.padEnd(decimals, '0')}`);
}

const decimalsOf = (printed: string): number => printed.split('.')[1]?.length ?? 0;

/** `92.40` less `90.15` = `2.25`, with as many decimals as the longer one has. */
export function minus(a: string, b: string): string {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b));
  const difference = units(a, decimals) - units(b, decimals);
  const digits = String(difference < 0n ? -difference : difference).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${difference < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

/** -1, 0 or 1: below, at or above zero. */
export const signOf = (printed: string): -1 | 0 | 1 => (!/[1-9]/.test(printed) ? 0 : printed.startsWith('-') ? -1 : 1);

/** Without its sign. */
export const size = (printed: string): string => printed.replace(/^-/, '');

/** `+2.25`, `−2.25`, `0.00` */
export const signed = (printed: string): string => `${{ '-1': '−', 0: '', 1: '+' }[signOf(printed)]}${size(printed)}`;

/** `97.19%` → `97.19`; a figure that is no percentage stays. */
export const plain = (printed: string): string => printed.replace(/%$/, '');
