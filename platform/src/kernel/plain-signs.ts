/** A text as rules read it: one plain sign for each sign that counts, and where that stands in the text. */
export interface PlainSigns {
  readonly signs: string;
  /** Of each plain sign, the place of its sign in the text, as UTF-16 counts. */
  readonly at: readonly number[];
}

/** Digits as Chinese writes them: plain, formal, and as numbers are read out. */
const CHINESE_DIGITS: Readonly<Record<string, string>> = Object.fromEntries(
  ['〇零洞', '一幺么壹', '二两贰', '三叁', '四肆', '五伍', '六陆', '七拐柒', '八捌', '九勾玖'].flatMap((signs, digit) =>
    [...signs].map((sign) => [sign, String(digit)]),
  ),
);

/** Any other sign that is no letter and no digit. */
const OTHER = '·';

/** Between digits these stand for a hyphen: an input method offers them for it. */
const DRAWN_HYPHEN = /(?<=\d)[一ー丨]{1,2}(?=\d)/g;

/**
 * Full-width signs as plain ones, other marks as one, without signs of no width. `spelled`: digits of Chinese and in circles are digits too; else they
 * are words and list marks beside a number.
 */
export function plainSigns(text: string, spelled: boolean): PlainSigns {
  const at: number[] = [];
  let signs = '';
  let place = 0;
  for (const sign of text) {
    const plain = sign < '\u0080' ? sign : plainSign(sign, spelled);
    for (let unit = 0; unit < plain.length; unit++) at.push(place + unit);
    signs += plain;
    place += sign.length;
  }
  return { signs: spelled ? signs : signs.replace(DRAWN_HYPHEN, (drawn) => '-'.repeat(drawn.length)), at };
}

function plainSign(sign: string, spelled: boolean): string {
  if (spelled && CHINESE_DIGITS[sign] !== undefined) return CHINESE_DIGITS[sign];
  if (sign >= '\u3400' && sign <= '\u9fff') return sign; // most of all
  if (/[\p{Cf}\p{Mn}\p{Me}]/u.test(sign)) return '';
  if (/[\u2010-\u2015\u2212]/.test(sign)) return '-';
  if (!spelled && /\p{No}/u.test(sign)) return sign;
  const plain = sign.normalize('NFKC');
  if (plain.length === 1 && /[\x00-\x7f¥·°、]/.test(plain)) return plain;
  return /[\p{L}\p{N}㎡]/u.test(sign) ? sign : OTHER;
}
