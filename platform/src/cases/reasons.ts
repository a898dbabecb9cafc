import { z } from 'zod';
import { inTwo, phrase, type InTwo, type Message, type Phrase } from '../kernel/message.ts';
import { Problem } from '../kernel/problem.ts';
import type { Act } from '../tenants/mode-document.ts';

/**
 * Stock reasons of acts by their codes, which are stable and never reused (decision 0053). A code has two words at least, so
 * that a word of somebody is none; `other` alone stands for words of one's own.
 */
const REASON_WORDS = {
  outside_scope: ['不属于受理范围', 'Outside our range'],
  nothing_found: ['现场未发现问题', 'Nothing found on the spot'],
  duplicate_case: ['与已有案卷重复', 'Duplicate of another case'],
  already_solved: ['问题已解决', 'Already solved'],
  unclear_words: ['描述不清，无法判断', 'Description unclear'],
  below_condition: ['未达立案条件', 'Below the filing condition'],
  wrong_class: ['类别有误', 'Wrong class'],
  wrong_place: ['位置有误', 'Wrong place'],
  unclear_photo: ['照片不清', 'Photo unclear'],
  not_ours: ['不属本地处置职责', 'Not for this place to dispose of'],
  other_unit: ['不属本单位职责', 'Not the duty of this unit'],
  other_place: ['不在本单位辖区', 'Outside this unit’s area'],
  private_ground: ['位于单位或小区内部', 'On private ground'],
  other_owner: ['权属另有单位', 'Another owner'],
  city_facility: ['属市级单位设施', 'A facility of the city'],
  county_duty: ['属区县职责', 'The duty of the county'],
  bad_weather: ['天气原因', 'Weather'],
  awaiting_material: ['等待材料或设备', 'Waiting for material'],
  awaiting_approval: ['等待审批', 'Waiting for approval'],
  large_work: ['工程量大', 'Large work'],
  wrong_season: ['受季节限制', 'Not in this season'],
  conditions_missing: ['暂不具备处置条件', 'Conditions for it are missing'],
  as_stated: ['情况属实', 'As stated'],
  papers_complete: ['手续齐全', 'Papers complete'],
  wrong_dispatch: ['派遣有误', 'Wrongly dispatched'],
  body_ended: ['单位已停用', 'The unit works no more'],
  time_suffices: ['时限充足', 'Time suffices'],
  own_duty: ['属本单位职责', 'It is its duty'],
  no_proof: ['未附依据', 'No proof given'],
  obstacle_gone: ['障碍已消除', 'Obstacle gone'],
  not_needed: ['不再需要协办', 'Assistance not needed any more'],
  no_answer: ['逾期未反馈', 'No answer in time'],
  still_there: ['问题仍在', 'Problem still there'],
  partly_done: ['处置不彻底', 'Only partly done'],
  no_after_photo: ['缺少处置后照片', 'No photo after'],
  wrong_spot: ['处置地点不符', 'Wrong spot'],
  cannot_be_done: ['客观条件无法处置', 'Cannot be done'],
  other: ['其他', 'Other'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

export type Reason = keyof typeof REASON_WORDS;

const OUT_OF_SCOPE = ['outside_scope', 'nothing_found', 'duplicate_case', 'already_solved', 'unclear_words'] as const;
const BACK = ['wrong_class', 'wrong_place', 'unclear_photo', 'below_condition'] as const;
const NOT_DONE = ['still_there', 'partly_done', 'no_after_photo', 'wrong_spot'] as const;
const GRANTED = ['as_stated', 'papers_complete'] as const;

/** Reasons of each act that gives one, the most usual first; `other` follows in every list (workflow.md §3, §4). */
const REASONS: Readonly<Partial<Record<Act, readonly Reason[]>>> = {
  refuse_acceptance: OUT_OF_SCOPE,
  refuse_filing: [...OUT_OF_SCOPE, 'below_condition'],
  return_to_acceptor: BACK,
  to_normal_flow: [...NOT_DONE, 'wrong_class'],
  return_case: [...BACK, 'not_ours'],
  pass_up: ['city_facility', 'not_ours', 'other_owner'],
  send_down: ['county_duty', 'wrong_place', 'other_owner'],
  ask_return: ['other_unit', 'other_place', 'private_ground', 'other_owner', 'wrong_class'],
  take_back: [...GRANTED, 'wrong_dispatch', 'body_ended'],
  ask_extension: ['bad_weather', 'awaiting_material', 'awaiting_approval', 'large_work'],
  extend: GRANTED,
  ask_suspension: ['large_work', 'wrong_season', 'conditions_missing', 'awaiting_approval'],
  suspend: GRANTED,
  resume: ['obstacle_gone'],
  ask_void: OUT_OF_SCOPE,
  void: OUT_OF_SCOPE,
  refuse_request: ['time_suffices', 'own_duty', 'no_proof'],
  withdraw_assist: ['not_needed', 'no_answer', 'body_ended'],
  fail_check: NOT_DONE,
  fail_closing: NOT_DONE,
  force_close: ['already_solved', 'cannot_be_done', 'duplicate_case'],
};

/** The reasons out of which an act is given one; none where it needs none. */
export const reasonsOf = (act: Act): readonly Reason[] => {
  const reasons = REASONS[act];
  return reasons === undefined ? [] : [...reasons, 'other'];
};

/** Names of the reasons: `reason.<code>`. */
export const REASON_PHRASES = Object.fromEntries(
  Object.entries(REASON_WORDS).map(([code, [zh, en]]) => [`reason.${code}`, phrase(zh, en)]),
) as { readonly [Code in Reason as `reason.${Code}`]: Phrase<string, string> & { kind: 'phrase' } };

const isReason = (text: string): text is Reason => Object.hasOwn(REASON_WORDS, text);
const nameOf = (code: Reason): Message => ({ code: `reason.${code}` });

/** A reason of a list, as queries answer it. */
export const stockReason = z.strictObject({ code: z.string(), zh: z.string(), en: z.string() }).meta({ id: 'Reason' });

export const reasonInWords = (code: Reason): InTwo & { readonly code: Reason } => ({ code, ...inTwo(nameOf(code)) });

const LOOKS_LIKE_CODE = /^[a-z]+(?:_[a-z]+)+$/;

/**
 * Refuses a reason that is neither of the list nor words of one’s own: FLOW-REASON for an unknown code or one of another act,
 * FLOW-REASON-WORDS for `other` without words.
 */
export function requireReason(
  act: Act,
  { reason, words }: { reason?: string | undefined; words?: string | undefined },
) {
  if (reason === undefined) return;
  const reasons = reasonsOf(act);
  if (reason === 'other' && words === undefined) throw new Problem('FLOW-REASON-WORDS');
  const isCode = isReason(reason) || LOOKS_LIKE_CODE.test(reason);
  if (!isCode || reasons.some((one) => one === reason)) return;
  throw new Problem('FLOW-REASON', { reason, act: { code: `act.${act}` }, reasons: reasons.join(', ') });
}

/**
 * A document that states a `reason`, as it is answered: a code with its words beside it (`reasonWords`), so that no reader needs
 * the list; words of somebody, and whatever states none, as they are.
 */
export function withReasonWords<Document extends object>(document: Document): Document & { reasonWords?: InTwo } {
  const { reason } = document as { readonly reason?: unknown };
  if (typeof reason !== 'string' || !isReason(reason)) return document;
  return { ...document, reasonWords: inTwo(nameOf(reason)) };
}
