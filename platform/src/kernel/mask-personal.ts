import { isFraction, PERSONAL_NUMBERS } from './personal-numbers.ts';
import { plainSigns } from './plain-signs.ts';

/** Ids of ours and content hashes hold runs of digits that look like numbers of people. */
const IDS = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<![\da-z])(?=[\da-f]*[a-f])[\da-f]{32,}(?![\da-z])/gi;

/** Digits of any kind close together, as few as a rule takes: most texts have none. */
const CHINESE = '一二三四五六七八九〇零两幺么洞拐勾壹贰叁肆伍陆柒捌玖';
const DIGIT = `[\\p{N}${CHINESE}]`;
const GAP = String.raw`[^\p{L}\p{N}]{0,9}[ー丨]?`;
const MAY_HOLD = new RegExp(`${DIGIT}(?:${GAP}${DIGIT}){5}`, 'u');
const SPELLED_DIGIT = new RegExp(`[\\p{No}${CHINESE}]`, 'u');
const SPELLED = new RegExp(`[\\p{No}${CHINESE}]${GAP}${DIGIT}|${DIGIT}${GAP}[\\p{No}${CHINESE}]`, 'u');

/** A letter: no rule takes it for a digit or for what stands between two. */
const TAKEN = 'm';

/** So much around a number may say what it is. */
const AROUND = 30;

/**
 * The text with telephone, identity, passport and bank card numbers masked digit by digit (138****5678), the rest as it was,
 * however they are written: full width, in Chinese digits, grouped, with signs between. Masking it again changes nothing. Why where
 * it is shown and not where it is stored: docs/decisions/0037.
 */
export function maskPersonal(text: string): string {
  if (!MAY_HOLD.test(text)) return text;
  const found: Found = { taken: new Set(), hidden: new Set() };
  findIn(text, false, found);
  if (SPELLED.test(text)) findIn(text, true, found);
  if (found.hidden.size === 0) return text;
  return text
    .split('')
    .map((sign, at) => (found.hidden.has(at) ? '*' : sign))
    .join('');
}

/** Places of a text that numbers take, and those of their digits that are not shown. */
interface Found {
  readonly taken: Set<number>;
  readonly hidden: Set<number>;
}

/** `spelled`: those with Chinese digits, after the others, because a Chinese digit beside a number is a word. */
function findIn(text: string, spelled: boolean, { taken, hidden }: Found): void {
  const { signs, at } = plainSigns(text, spelled);
  let left = taken.size === 0 ? signs : at.map((place, n) => (taken.has(place) ? TAKEN : signs.charAt(n))).join('');
  left = left.replace(IDS, (id) => TAKEN.repeat(id.length));
  for (const { form, hide, is } of PERSONAL_NUMBERS) {
    const wanted = spelled ? form.within : form.alone;
    wanted.lastIndex = 0;
    for (let match = wanted.exec(left); match !== null; match = wanted.exec(left)) {
      const { 0: number, index } = match;
      const end = index + number.length;
      const digits = [...number.matchAll(/\d|[Xx]$/g)];
      const around = { before: left.slice(Math.max(0, index - AROUND), index), after: left.slice(end, end + AROUND) };
      const isOther =
        spelled && !digits.some((digit) => SPELLED_DIGIT.test(text.charAt(at[index + digit.index] ?? -1)));
      if (isOther || isFraction(around) || !is(digits.join(''), number, around)) {
        wanted.lastIndex = index + 1; // another may begin inside of it
        continue;
      }
      for (const digit of digits.slice(...hide)) hidden.add(at[index + digit.index] ?? -1);
      for (const place of at.slice(index, end)) taken.add(place);
      left = left.slice(0, index) + TAKEN.repeat(number.length) + left.slice(end);
    }
  }
}
