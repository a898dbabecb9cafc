import { describe, expect, it, test } from 'vitest';
import '../messages.ts';
import { inTwo } from '../kernel/message.ts';
import { Problem } from '../kernel/problem.ts';
import { ACT_NAMES } from './lifecycle/acts.ts';
import { rowsOf } from './lifecycle/lifecycle.ts';
import { reasonInWords, reasonsOf, requireReason, withReasonWords } from './reasons.ts';

/** By hand: what a desk offers for each act that gives a reason, in this order (workflow.md §3, §4). */
const LISTS: Readonly<Record<string, string>> = {
  refuse_acceptance: '不属于受理范围 现场未发现问题 与已有案卷重复 问题已解决 描述不清，无法判断',
  refuse_filing: '不属于受理范围 现场未发现问题 与已有案卷重复 问题已解决 描述不清，无法判断 未达立案条件',
  return_to_acceptor: '类别有误 位置有误 照片不清 未达立案条件',
  to_normal_flow: '问题仍在 处置不彻底 缺少处置后照片 处置地点不符 类别有误',
  return_case: '类别有误 位置有误 照片不清 未达立案条件 不属本地处置职责',
  pass_up: '属市级单位设施 不属本地处置职责 权属另有单位',
  send_down: '属区县职责 位置有误 权属另有单位',
  ask_return: '不属本单位职责 不在本单位辖区 位于单位或小区内部 权属另有单位 类别有误',
  take_back: '情况属实 手续齐全 派遣有误 单位已停用',
  ask_extension: '天气原因 等待材料或设备 等待审批 工程量大',
  extend: '情况属实 手续齐全',
  ask_suspension: '工程量大 受季节限制 暂不具备处置条件 等待审批',
  suspend: '情况属实 手续齐全',
  resume: '障碍已消除',
  ask_void: '不属于受理范围 现场未发现问题 与已有案卷重复 问题已解决 描述不清，无法判断',
  void: '不属于受理范围 现场未发现问题 与已有案卷重复 问题已解决 描述不清，无法判断',
  refuse_request: '时限充足 属本单位职责 未附依据',
  withdraw_assist: '不再需要协办 逾期未反馈 单位已停用',
  fail_check: '问题仍在 处置不彻底 缺少处置后照片 处置地点不符',
  fail_closing: '问题仍在 处置不彻底 缺少处置后照片 处置地点不符',
  force_close: '问题已解决 客观条件无法处置 与已有案卷重复',
};

describe('the reasons of an act', () => {
  it('are these, with one of one’s own at the end; a digit picks each', () => {
    const shown = ACT_NAMES.filter((act) => reasonsOf(act).length > 0).map((act) => [
      act,
      reasonsOf(act).map((code) => reasonInWords(code).zh),
    ]);
    const expected = Object.entries(LISTS).map(([act, list]) => [act, [...list.split(' '), '其他']]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected));
    for (const [, list] of shown) expect(list!.length).toBeLessThanOrEqual(9);
  });

  it('are those of the acts that need one, and of no other', () => {
    const needing = ACT_NAMES.filter((act) => rowsOf(act).some(({ needs }) => needs?.includes('reason')));
    expect(needing.sort()).toEqual(Object.keys(LISTS).sort());
  });

  it('have codes of two words at least, which no word of somebody looks like', () => {
    const codes = ACT_NAMES.flatMap((act) => reasonsOf(act)).filter((code) => code !== 'other');
    expect(codes.filter((code) => !/^[a-z]+(_[a-z]+)+$/.test(code))).toEqual([]);
  });
});

describe('a reason that is given', () => {
  const refusal = (act: 'return_case' | 'ask_extension', given: { reason?: string; words?: string }) => {
    try {
      requireReason(act, given);
      return null;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { code: error.code, ...inTwo({ code: error.code, params: error.params }) };
    }
  };

  test.each([
    ['of the list', { reason: 'wrong_place' }],
    ['of the list, with words', { reason: 'wrong_place', words: '在河对岸' }],
    ['another one, in words', { reason: 'other', words: '业主已报修' }],
    ['words as before there was a list', { reason: '位置不清' }],
    ['a word in English', { reason: 'unclear' }],
    ['none, where the clerk needs none', {}],
  ])('is taken: %s', (_title, given) => {
    expect(refusal('return_case', given)).toBeNull();
  });

  test.each([
    ['an unknown code', 'wrong_plaice'],
    ['that of another act', 'bad_weather'],
  ])('is refused in one sentence that names the list: %s', (_title, reason) => {
    expect(refusal('return_case', { reason, words: '在河对岸' })).toEqual({
      code: 'FLOW-REASON',
      zh: `“${reason}”不是“回退”的理由代码：请用 wrong_class, wrong_place, unclear_photo, below_condition, not_ours, other 之一；其他理由用 other，并在 words 中写明。`,
      en: `“${reason}” is no reason of “Return”: give one of wrong_class, wrong_place, unclear_photo, below_condition, not_ours, other; for another one say other, and which in words.`,
    });
  });

  test('is refused where it is another one, and nothing says which', () => {
    expect(refusal('ask_extension', { reason: 'other' })).toEqual({
      code: 'FLOW-REASON-WORDS',
      zh: '理由选“其他”的，须在补充说明中写明是什么理由。',
      en: 'The reason “other” has to be explained in words.',
    });
  });
});

describe('a document that states a reason', () => {
  it('has the words of a code beside it, in both languages', () => {
    expect(withReasonWords({ act: 'ask_extension', reason: 'bad_weather', words: '连续降雨' })).toEqual({
      ...{ act: 'ask_extension', reason: 'bad_weather', words: '连续降雨' },
      reasonWords: { zh: '天气原因', en: 'Weather' },
    });
  });

  test.each([
    [{ reason: '天气原因' }],
    [{ reason: 'constructor' }],
    [{ reason: null }],
    [{ words: 'bad_weather' }],
    [{}],
  ])('stays as it is where there is no code: %j', (document) => {
    expect(withReasonWords(document)).toEqual(document);
  });
});
