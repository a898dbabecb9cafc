/**
 * Personal numbers in free text, as people type them: full-width digits, blanks and hyphens between groups, +86. A rule finds
 * a number by its form (date of birth, check digit, area code); where the form says too little, the words before it decide.
 * Case, grid and component numbers, dates, coordinates and amounts are no personal numbers and stay.
 */
interface Rule {
  readonly form: RegExp;
  /** Which of its digits, as `slice` counts. */
  readonly hide: readonly [from: number, to: number];
  readonly is?: (digits: string, before: string) => boolean;
}

/** Not inside a longer number, nor the fraction of one or with a fraction. */
const START = String.raw`(?<!\d|(?<!\d)\d{1,3}\.)`;
const END = String.raw`(?!\d|\.\d{1,3}(?!\d))`;
const NO_AMOUNT = String.raw`(?! ?(?:元|圆|万|亿|平方|立方|米|公里|公斤|吨))`;
const GAP = ' ?-? ?';
const form = (body: string, end = END): RegExp => new RegExp(START + body + end, 'g');

const DAY = String.raw`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const PROVINCE = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])';

/** Words before a number that name it: then the form needs to say less, or the number is none of a person's. */
const IDENTITY = /(?:身份证|证件)[^\d]{0,8}$/;
const ACCOUNT = /(?:银行卡|卡号|账号|帐号|账户|帐户)[^\d]{0,8}$/;
const PHONE = /(?:电话|座机|固话|手机|联系方式|致电|拨打|来电|tel|phone)[^\d]{0,6}$/i;
const THING = /(?:案卷|案卷|案号|工单|网格|部件|标识|流水|批次|订单)(?:编号|编码|代码|号码|号|码)?[:： ]{0,2}$/;

const RULES: readonly Rule[] = [
  // Resident identity number: region, birthday, order, check digit; before 1999 with 15 digits and without a check digit.
  {
    form: form(String.raw`${PROVINCE}\d{4}${GAP}(?:19|20)\d\d${GAP}${DAY}${GAP}\d{3}[\dXx]`),
    hide: [6, -4],
    is: (digits, before) => IDENTITY.test(before) || (isIdentity(digits) && !THING.test(before)),
  },
  {
    form: form(String.raw`${PROVINCE}\d{4}[2-9]\d${DAY}\d{3}`),
    hide: [6, -3],
    is: (_digits, before) => !THING.test(before),
  },
  { form: form(String.raw`\d{14,17}[\dXx]`), hide: [6, -4], is: (_digits, before) => IDENTITY.test(before) },
  // Bank card: the issuers seen in China, Luhn's check digit; in groups of four of any issuer.
  {
    form: form(String.raw`(?:62\d{14,17}|9558\d{12,15}|4\d{15}|[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?)`),
    hide: [4, -4],
    is: (digits, before) => isLuhn(digits) && !THING.test(before),
  },
  { form: form(String.raw`\d(?:[ -]?\d){11,18}`), hide: [4, -4], is: (_digits, before) => ACCOUNT.test(before) },
  // Mobile, with or without the country's code or an old 0 before it.
  {
    form: form(
      String.raw`(?:(?:00)?86${GAP}|0)?1[3-9]\d(?:\d{8}|${GAP}\d{4}${GAP}\d{4}|${GAP}\d{3}${GAP}\d{5}|\d${GAP}\d{3}${GAP}\d{4})`,
      END + NO_AMOUNT,
    ),
    hide: [-8, -4],
    is: (_digits, before) => !/[¥￥$]\s*$/.test(before),
  },
  // Landline with its area code; without one where the words before it speak of a telephone.
  {
    form: form(
      String.raw`\(?0(?:10|2\d|[3-9]\d\d)\)?${GAP}[2-8](?:\d{6,7}|\d{2,3}${GAP}\d{4})(?:(?: ?转 ?|-)\d{1,6})?`,
      END + NO_AMOUNT,
    ),
    hide: [4, -2],
  },
  {
    form: form(String.raw`(?!20[0-4]\d${DAY})[2-8]\d{2,3}${GAP}\d{4}`, END + NO_AMOUNT),
    hide: [0, -2],
    is: (_digits, before) => PHONE.test(before),
  },
];

/** Ids of ours and content hashes hold runs of digits that look like numbers of people. */
const IDS = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?<![\da-z])(?=[\da-f]*[a-f])[\da-f]{32,}(?![\da-z])/gi;

/** At least seven digits close together: the least that any rule takes. */
const MAY_HOLD = /\d(?:[ ()转-]{0,4}\d){6}/;

/**
 * The text with telephone, identity and bank card numbers masked digit by digit (138****5678), the rest as it was. Masking
 * it again changes nothing. Why where it is shown and not where it is stored: docs/decisions/0037.
 */
export function maskPersonal(text: string): string {
  const plain = narrow(text);
  if (!MAY_HOLD.test(plain)) return text;
  const hidden = new Set<number>();
  let left = plain.replace(IDS, (id) => 'x'.repeat(id.length));
  for (const { form: wanted, hide, is } of RULES) {
    for (const { 0: found, index } of [...left.matchAll(wanted)]) {
      const places = [...found].flatMap((sign, at) => (/[\dXx]/.test(sign) ? [index + at] : []));
      const digits = places.map((place) => left.charAt(place)).join('');
      if (is !== undefined && !is(digits, left.slice(Math.max(0, index - 20), index))) continue;
      for (const place of places.slice(...hide)) hidden.add(place);
      left = left.slice(0, index) + 'x'.repeat(found.length) + left.slice(index + found.length);
    }
  }
  return hidden.size === 0
    ? text
    : text
        .split('')
        .map((sign, at) => (hidden.has(at) ? '*' : sign))
        .join('');
}

/** Full-width forms, hyphens and blanks as plain ones, sign for sign, so that places stay. */
const narrow = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u00a0\u2000-\u200d\u202f\u3000\ufeff]/g, ' ');

/** Check digit of GB 11643. */
function isIdentity(digits: string): boolean {
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce(
    (total, weight, at) => total + weight * Number(digits[at]),
    0,
  );
  return '10X98765432'.charAt(sum % 11) === digits.charAt(17).toUpperCase();
}

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
