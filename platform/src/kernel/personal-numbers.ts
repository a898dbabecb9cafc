/** What stands around a number that was found. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/**
 * One kind of personal number. Its form finds it (date of birth, check digit, area code); where the form says too little, the words
 * before it decide. Read on plain signs (`plainSigns`).
 */
export interface PersonalNumber {
  /** `alone`: no digit stands beside it. `within`: of digits that may be words too, 一 of 一直. */
  readonly form: { readonly alone: RegExp; readonly within: RegExp };
  /** Which of its digits, as `slice` counts. */
  readonly hide: readonly [from: number, to: number];
  /** `digits` without what separates them. */
  is(digits: string, found: string, around: Around): boolean;
}

/** What people put between groups of digits: up to three signs that are no letters, digits or asterisks of a mask. */
const SIGN = String.raw`[\x00-)+-/:-@[-\x60{-~¥·°、]`;
const GAP = `${SIGN}{0,3}`;
/** The same where a time of day must not be read on. */
const NO_TIME = `${SIGN.replace(':-@', ';-@')}{0,3}`;
const NARROW = '[ .-]{0,3}';
const EXTENSION = String.raw`(?:(?: ?(?:转|分机|[Ee]xt\.?) ?|-)\d{1,6})?`;
const form = (body: string, start = String.raw`(?<!\d)`): PersonalNumber['form'] => ({
  alone: new RegExp(String.raw`${start}(?:${body})(?!\d)`, 'g'),
  within: new RegExp(body, 'g'),
});

/** Words before a number that name it: then the form needs to say less, or the number is none of a person's. */
const IDENTITY = /(?:身份|证件|驾驶证|驾照|居住证|社保|sfz)[^\d]{0,8}$/i;
const PAPER = /(?:护照|通行证|回乡证|台胞证|居留证|军官证|士兵证|证件|passport)[^\da-z]{0,8}$/i;
const ACCOUNT = /(?:银行卡|卡号|账号|帐号|账户|帐户)[^\d]{0,8}$/;
const PHONE = /(?:电话|座机|固话|手机|联系|致电|拨打|来电|号码|微信|tel|phone|mobile|wx|vx)[^\d]{0,6}$/i;
const THING =
  /(?:(?:案卷|案号|工单|网格|部件|标识|流水|批次|订单|设备|灯杆)(?:编号|编码|代码|号码|号|码)?|编号|编码|代码)[:： ]{0,2}$/;

const DAY = String.raw`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
const PROVINCE = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])';
const BIRTH = new RegExp(`^${PROVINCE}\\d{4}(?:19|20)\\d\\d${DAY}`);
/** Numbers of cases hold the day they were reported: from this year on a date alone makes no birthday. */
const CASES_SINCE = '2015';

/** 3-4-4, with or without what separates them; the other ways to group; each digit alone. A split into two is among the first. */
const MOBILE = [
  String.raw`1[3-9]\d(?:${GAP}|\*)\d{4}(?:${GAP}|\*)\d{4}`,
  ...['3 3 5', '4 3 4', '4 4 3', '3 5 3', '5 6', '8 3'].map((groups) =>
    groups
      .split(' ')
      .map((size, n) => (n === 0 ? String.raw`1[3-9]\d{${Number(size) - 2}}` : String.raw`\d{${size}}`))
      .join(GAP),
  ),
  String.raw`1[3-9]\d(?:${GAP}\d\d){4}`,
  String.raw`1${SIGN}{1,3}[3-9](?:${SIGN}{1,3}\d){9}`,
].join('|');

const AREA = String.raw`(?:10|2\d|[3-9]\d\d)`;
const LOCAL = String.raw`(?!20[0-4]\d${DAY})[2-8](?:\d{6,7}|\d{2,3}${NARROW}\d{4}|\d\d(?:${NARROW}\d\d){2}|\d{3}(?:${NARROW}\d\d){2})`;

export const PERSONAL_NUMBERS: readonly PersonalNumber[] = [
  // Resident identity number (GB 11643): region, birthday, order, check digit, however grouped.
  {
    form: form(String.raw`\d(?:${NO_TIME}\d){16}${NO_TIME}[\dXx]`),
    hide: [6, -4],
    is: (digits, found, { before }) =>
      BIRTH.test(digits) &&
      !THING.test(before) &&
      (digits.slice(6, 10) < CASES_SINCE || (isIdentity(digits) && !/^\d{6}-\d{8}-\d{4}$/.test(found))),
  },
  // Before 1999: 15 digits and no check digit. Who was born before 1930 is found by the word: so begin cells of townships.
  {
    form: form(String.raw`${PROVINCE}\d{4}${NARROW}[3-9]\d${DAY}${NARROW}\d{3}`),
    hide: [6, -3],
    is: (_digits, _found, { before }) => !THING.test(before),
  },
  {
    form: form(String.raw`\d(?:${GAP}\d){13,16}${GAP}[\dXx]`),
    hide: [6, -4],
    is: (_digits, _found, { before }) => IDENTITY.test(before),
  },
  // Passports and permits have no form of their own.
  {
    form: form(String.raw`[A-Za-z]{0,3}${NARROW}\d{6,12}`, String.raw`(?<![\dA-Za-z])`),
    hide: [0, -2],
    is: (_digits, _found, { before }) => PAPER.test(before),
  },
  // Bank card: the issuers seen in China, Luhn's check digit; in groups of four of any issuer. Components of provinces 41 to 46
  // have numbers of 16 digits too.
  {
    form: form(
      String.raw`62\d{14,17}|9558\d{12,15}|4(?![1-6])\d{15}|[2-6]\d{3}(${SIGN})\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?`,
    ),
    hide: [4, -4],
    is: (digits, _found, { before }) => isLuhn(digits) && !THING.test(before),
  },
  {
    form: form(String.raw`\d(?:${GAP}\d){11,18}`),
    hide: [4, -4],
    is: (_digits, _found, { before }) => ACCOUNT.test(before),
  },
  // Mobile, with or without the country's code or an old 0 before it.
  {
    form: form(String.raw`(?:(?:00)?86${GAP}|0)?(?:${MOBILE})`),
    hide: [-8, -4],
    is: (_digits, found, around) => PHONE.test(around.before) || !(isAmount(around) || isOfPoint(found, around)),
  },
  {
    form: form(String.raw`1${NO_TIME}[3-9](?:${NO_TIME}\d){9}`),
    hide: [-8, -4],
    is: (_digits, _found, { before }) => PHONE.test(before),
  },
  // Landline with its area code; without one where the words before it speak of a telephone.
  {
    form: form(String.raw`\(?0${AREA}${GAP}${LOCAL}${EXTENSION}`),
    hide: [4, -2],
    is: (_digits, _found, around) => !THING.test(around.before) && !isAmount(around),
  },
  {
    form: form(String.raw`(?:\+ ?|00)86${GAP}(?:0${GAP})?${AREA}${GAP}${LOCAL}${EXTENSION}`),
    hide: [5, -2],
    is: () => true,
  },
  {
    form: form(`${LOCAL}${EXTENSION}`),
    hide: [0, -2],
    is: (_digits, _found, { before, after }) =>
      PHONE.test(before) && !THING.test(before) && !isAmount({ before, after }),
  },
];

/** Signs that may be surnames of whoever has the number count as units only where no name follows. */
const UNIT =
  /^(?:\.\d+)? ?(?:[万亿]?元(?=[整以左的等及和与罚]|(?!\p{Script=Han}))|[圆米吨](?!\p{Script=Han})|平方|立方|千米|公里|公斤|m2|㎡)/u;
const isAmount = ({ before, after }: Around): boolean => /[¥￥$]\s*$/.test(before) || UNIT.test(after);

/** Longitude beside a latitude, which is below 90. */
const isOfPoint = (found: string, { before, after }: Around): boolean =>
  /^\d{3}\.\d{8}$/.test(found) &&
  (/(?<!\d)\d\d?\.\d+[,;、 ]{1,2}$/.test(before) || /^[,;、 ]{1,2}\d\d?\.\d/.test(after));

/**
 * Whether a number is the fraction of a coordinate, whose whole part ends `before`; else a number with a full stop stands there,
 * as lists have it.
 */
export function isFraction({ before, after }: Around): boolean {
  const whole = /(?<!\d)(\d{1,3})\.$/.exec(before)?.[1];
  if (whole === undefined) return false;
  const isBeside = /\d\.\d+[,;、 ]{1,2}\d{1,3}\.$/.test(before) || /^[,;、 ]{1,2}\d{1,3}\.\d{4}/.test(after);
  return whole.length === 3 || isBeside || /^[°度]/.test(after) || /(?:坐标|[经纬]度)[^\d]{0,4}\d+\.$/.test(before);
}

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
