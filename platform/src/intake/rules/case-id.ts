/** What a text says as an id: the id in its one way of writing, or why it is none. */
type ReadId =
  | {
      readonly id: string;
      /** Written otherwise in a way that somebody should know of. */ readonly isRewritten: boolean;
    }
  | { readonly fault: 'KEY-ID-MISSING' | 'KEY-ID-MANGLED' | 'KEY-ID-INVALID' };

export const MAX_ID = 128;

/** Nearly every id: nothing in it is looked at more closely. */
const PLAIN = /^(?!\d[Ee]\d+$)(?=[^1-9]*[1-9])[0-9A-Za-z][0-9A-Za-z_-]{5,127}$/;

const ASCII = /^[\x20-\x7e]*$/;
/** Characters without a shape of their own: format characters, fillers, selectors, the empty Braille cell. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** Dashes and minus signs that people and programs write for a hyphen; a pair of them (——) is one. */
const HYPHENS = /(?:(?!-)[\p{Pd}\u2212\u2043\u02d7\u2796])+/gu;
/** Blanks that are none of a keyboard, inside an id: nobody can say whether one is meant. */
const ODD_BLANK = /[^\S ]/;
/** Full-width punctuation, as in （2026）5号, is how some systems write their ids: made narrow, and no news. */
const WIDE_MARKS = /[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5e]/g;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** 1.38E+10, 1,38E+10, 51.09E15, 5.1 × 10^17; an id such as 2026E0001 is none. */
const SCIENTIFIC = [
  /^[+-]?\d+[.,]\d*\s*E\s*[+-]?\d+$/i,
  /^[+-]?\d\s*E\s*[+-]?\d+$/i,
  /^[+-]?\d+\s*E\s*\+\d+$/i,
  /^[+-]?\d+(?:[.,]\d+)?\s*[x×*]\s*10\s*\^?\s*[+-]?\d+$/i,
];
const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.0+)?$/;
const POINT_ZERO = /^(\d+)\.0+$/;
/** Digits that a spreadsheet or a JSON number keeps. */
const KEPT_DIGITS = 15;

/** What people and programs write where there is no id (of `norm`: lower case, without brackets). */
const PLACEHOLDERS = new Set([
  ...['null', 'nil', 'none', 'n/a', 'n.a.', 'na', 'nan', 'undefined', 'empty', 'blank', 'unknown', 'tbd', '\\n', '-1'],
  ...['true', 'false'],
  ...[
    '无',
    '空',
    '暂无',
    '没有',
    '同上',
    '同前',
    '未知',
    '不详',
    '不明',
    '待定',
    '待补',
    '待编',
    '未编号',
    '无编号',
    '无号',
  ],
  ...['暂缺', '缺', '略', '々', '暂无编号', '空白', '无数据', '空值'],
]);

/**
 * Reads an id, its outer blanks and the marks of a spreadsheet off. Ids are identity: each writing of one id is that id or
 * none, never a second one (decisions/0057).
 */
export function readId(text: string): ReadId {
  if (PLAIN.test(text)) return { id: text, isRewritten: false };
  if (text.includes('\ufffd')) return { fault: 'KEY-ID-MANGLED' };
  let id = text;
  let isRewritten = false;
  if (!ASCII.test(text)) {
    const seen = text.replace(INVISIBLE, '').trim();
    if (ODD_BLANK.test(seen)) return { fault: 'KEY-ID-INVALID' };
    const hyphened = seen.replace(HYPHENS, '-');
    id = hyphened.normalize('NFKC').replace(HYPHENS, '-').trim();
    isRewritten = hyphened !== text || id !== hyphened.replace(WIDE_MARKS, narrow);
  }
  if (id.startsWith("'")) id = id.slice(1).trim();
  if (isPlaceholder(id)) return { fault: 'KEY-ID-MISSING' };
  if (SCIENTIFIC.some((form) => form.test(id))) return { fault: 'KEY-ID-MANGLED' };
  if (GROUPED.test(id)) {
    id = id.replaceAll(',', '');
    isRewritten = true;
  }
  const whole = POINT_ZERO.exec(id)?.[1];
  if (whole !== undefined) {
    if (whole.length > KEPT_DIGITS) return { fault: 'KEY-ID-MANGLED' };
    id = whole;
    isRewritten = true;
  }
  if (id.length > MAX_ID || CONTROL.test(id) || /^(?:=|[{[]")/.test(id)) return { fault: 'KEY-ID-INVALID' };
  return { id, isRewritten };
}

const narrow = (mark: string): string => String.fromCharCode(mark.charCodeAt(0) - 0xfee0);

function isPlaceholder(id: string): boolean {
  const norm = id.toLowerCase().replace(/^[([{<【「〈《\s]+|[)\]}>】」〉》\s]+$/g, '');
  return !/[\p{L}\p{N}]/u.test(norm) || /^0+(?:[.,]0+)?$/.test(norm) || PLACEHOLDERS.has(norm);
}

/** An id with its invisible characters and odd blanks shown by their numbers. */
export const visibleId = (text: string): string =>
  text.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|[^\S ]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
