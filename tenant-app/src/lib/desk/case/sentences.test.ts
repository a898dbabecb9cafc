import { describe, expect, it } from 'vitest';
import { agoOf, inOrder, sentenceOf } from './sentences.ts';
import type { EventNode } from './sentences.ts';

const names = {
  body: (id: number) => ({ 7: '供电公司', 2: '蓬溪县指挥中心' })[id] ?? null,
  person: (id: string) => (id === 'own' ? '王芳' : null),
  inner: () => null as string | null,
  outcome: (): { state: 'waits' | 'lapsed'; words: string } | null => null,
};
const event = (kind: string, more: Partial<EventNode> = {}): EventNode => ({
  ...{ id: 'e', kind, occurredAt: '2026-10-01T02:00:00Z', recordedAt: '2026-10-01T02:00:00Z', unitName: null },
  ...{ post: 'dispatcher', data: {}, batchId: null, personId: null, version: 4, byUnitId: 2, assignmentId: null },
  ...{ body: null },
  ...more,
});
const read = (one: EventNode) => {
  const { who, what, note } = sentenceOf(one, names);
  return [who, what, note];
};

describe('a timeline that a layman reads', () => {
  it('names who gave the case to whom, the person only where he is a colleague', () => {
    expect(read(event('dispatched', { data: { act: 'dispatch', unitId: 7 }, personId: 'own' }))).toEqual([
      '蓬溪县指挥中心 · 派遣员 · 王芳',
      '派遣给供电公司',
      null,
    ]);
    expect(read(event('dispatched', { data: { leadUnitId: 7 }, personId: 'of the city' }))[0]).toBe(
      '蓬溪县指挥中心 · 派遣员',
    );
  });

  it('gives reason and words as they were given', () => {
    const data = { act: 'return_case', reason: '位置有误', words: '请重新定位' };
    expect(read(event('file_returned', { data }))).toEqual([
      '蓬溪县指挥中心 · 派遣员',
      '退回受理',
      '位置有误；请重新定位',
    ]);
  });

  it('gives a reason out of the list in the language of the reader, with the words beside it', () => {
    const reasonWords = { zh: '天气原因', en: 'Weather' };
    const data = { act: 'ask_extension', reason: 'bad_weather', reasonWords };
    expect(read(event('extension_asked', { data }))[2]).toBe('天气原因');
    expect(read(event('extension_asked', { data: { ...data, words: '连续降雨' } }))[2]).toBe('天气原因；连续降雨');
    expect(read(event('extension_asked', { data: { act: 'ask_extension', words: '连续降雨' } }))[2]).toBe('连续降雨');
  });

  it('says a granted request from a refused one, and what was found on the spot', () => {
    expect(read(event('decided', { data: { request: 'extension', granted: false } }))[1]).toBe('不同意延期');
    expect(read(event('decided', { data: { request: 'return', granted: true } }))[1]).toBe('同意回退');
    expect(read(event('check_answered', { data: { finding: 'passed' } }))[1]).toBe('核查结果：合格');
    expect(read(event('suspended', { data: { resumeAt: '2026-12-02T16:00:00Z' } }))[1]).toBe(
      '挂账，到2026-12-03为止暂停计时',
    );
  });

  it('names whom a body gave the task to inside, where the reader may know', () => {
    const given = event('inner_asked', { data: { act: 'assign_inside', innerUnitId: 71 }, byUnitId: 7 });
    expect(read(given)[1]).toBe('内部分派');
    expect(sentenceOf(given, { ...names, inner: () => '城区中队 · 王芳' }).what).toBe('内部分派给城区中队 · 王芳');
  });

  it('says of a decision about a case of others that it waits for their clerk, or lapsed and why', () => {
    const decided = event('decided', { data: { act: 'force_close', forVersion: 4, reason: '重复' } });
    expect(read(decided)).toEqual(['蓬溪县指挥中心 · 派遣员', '决定强制结案', '重复']);
    const waits = { ...names, outcome: () => ({ state: 'waits' as const, words: '等蓬溪县指挥中心办理' }) };
    const lapsed = { ...names, outcome: () => ({ state: 'lapsed' as const, words: '案卷已有新的进展' }) };
    expect(sentenceOf(decided, waits).what).toBe('决定强制结案，等蓬溪县指挥中心办理');
    expect(sentenceOf(decided, lapsed).what).toBe('决定强制结案，未执行：案卷已有新的进展');
  });

  it('says of an uploaded step that it was uploaded, and leaves out no kind it does not know', () => {
    expect(read(event('disposed', { batchId: 'b', unitName: '环卫所' }))[0]).toBe('区县系统上传');
    expect(read(event('dispatched', { batchId: 'b', unitName: '环卫所' }))[1]).toBe('派遣给环卫所');
    expect(read(event('claimed', { batchId: 'b', data: { claim: 'disposed' } })).slice(0, 2)).toEqual([
      '区县系统上传',
      '说明：处置完成',
    ]);
    expect(read(event('liability_set', { data: { act: 'recall' } }))[1]).toBe('撤回');
    expect(read(event('something_new'))[1]).toBe('something_new');
  });
});

it('goes by when things happened, then by when they were recorded', () => {
  const at = (id: string, occurredAt: string, recordedAt: string) => event('filed', { id, occurredAt, recordedAt });
  const [a, b, c] = [
    at('a', '2026-10-01T03:00:00Z', '2026-10-01T04:00:00Z'),
    at('b', '2026-10-01T02:00:00Z', '2026-10-01T05:00:00Z'),
    at('c', '2026-10-01T03:00:00Z', '2026-10-01T03:00:00Z'),
  ];
  expect(inOrder([a, b, c]).map(({ id }) => id)).toEqual(['b', 'c', 'a']);
});

it('says how long ago to the second within a minute, then as the clocks do', () => {
  const now = Date.parse('2026-11-30T02:00:00Z');
  expect(agoOf('2026-11-30T01:59:50Z', now)).toBe('10 秒前');
  expect(agoOf('2026-11-30T02:00:03Z', now)).toBe('0 秒前'); // the clock of the server is ahead
  expect(agoOf('2026-11-30T01:15:00Z', now)).toBe('45分前');
});
