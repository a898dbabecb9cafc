import { expect, it } from 'vitest';
import { doneWithAll, outcomeOfAct } from './outcome.ts';

type After = NonNullable<Parameters<typeof outcomeOfAct>[0]>;
const AT = '2026-11-30T02:00:00Z';
const CITY = 10;

/** A case whose latest act the city did. */
const after = (event: object, more: object = {}): After =>
  ({
    ...{
      state: 'disposing',
      version: 5,
      holder: { unitId: 21, kind: 'department', name: '综合行政执法局' },
      assignments: [],
    },
    events: [{ id: 'e', kind: 'supervised', data: {}, byUnitId: CITY, version: 4, recordedAt: AT, ...event }],
    ...more,
  }) as unknown as After;
const read = (page: After | null, act: string, undone: string | null = null) =>
  outcomeOfAct(page, { act, undone, number: '0012', unitId: CITY });
const notice = (state: string, answer: object | null = null) => ({
  assignments: [
    { ...{ id: 't', kind: 'notice', state, answer, askerUnitId: CITY, askedAt: AT }, brief: { decisionId: 'e' } },
  ].map((one) => ({ ...one, unit: { unitId: 20, name: '蓬溪县指挥中心' } })),
});

it('says where a case went, and how it ended', () => {
  const filed = { kind: 'dispatched', data: { act: 'dispatch' }, version: 5 };
  expect(read(after(filed), 'dispatch')).toBe('0012 已派遣，转到综合行政执法局（处置中）');
  const closed = { kind: 'closed', data: { act: 'close' }, version: 5 };
  expect(read(after(closed, { state: 'closed' }), 'close')).toBe('0012 已办：结案');
});

it('says whom an order or a question went to, and of a note that it is one', () => {
  const supervised = { data: { act: 'supervise' } };
  const assignments = [
    { id: 't', kind: 'reply', state: 'open', askerUnitId: CITY, askedAt: AT, unit: { name: '园林局' } },
    {
      ...{ id: 'o', kind: 'reply', state: 'answered', askerUnitId: CITY },
      askedAt: '2026-11-29T02:00:00Z',
      unit: null,
    },
  ];
  expect(read(after(supervised, { assignments }), 'supervise')).toBe('0012 已督办，发给园林局');
  const closed = { assignments, state: 'closed' };
  expect(read(after(supervised, closed), 'supervise'), 'of a closed case too').toBe('0012 已督办，发给园林局');
  expect(read(after({ kind: 'called_back', data: { act: 'call_back' } }), 'call_back')).toBe(
    '0012 已回访，已记入案卷，案卷未移交',
  );
});

it('says of a decision about a case of others that it waits, was carried out, or lapsed and why', () => {
  const decided = { kind: 'decided', data: { act: 'void' } };
  expect(read(after(decided, notice('open')), 'void')).toBe('0012 已决定作废，等蓬溪县指挥中心办理');
  expect(read(after(decided, notice('returned', { done: '', code: 'FLOW-MOVED-ON' })), 'void')).toBe(
    '0012 作废未执行：案卷已有新的进展',
  );
  expect(read(after(decided, notice('returned', { done: '', code: 'FLOW-NEW' })), 'void')).toBe(
    '0012 作废未执行：FLOW-NEW',
  );
  expect(read(after(decided, notice('confirmed', { done: 'void' })), 'void')).toBe('0012 已办：作废');
});

it('says what an undoing took back, and that the case is here again or waits for somebody', () => {
  const back = after(
    { kind: 'recalled', data: { act: 'recall' }, version: 5 },
    { state: 'dispatching', holder: { unitId: CITY, kind: 'centre', name: '市中心' } },
  );
  expect(read(back, 'recall', 'dispatch')).toBe('0012 已撤回“派遣”（待派遣）');
  const asked = { kind: 'recall_asked', data: { act: 'recall' } };
  expect(read(after(asked, notice('open')), 'recall', 'send_down')).toBe(
    '0012 已决定撤回“下派区县”，等蓬溪县指挥中心办理',
  );
  const three = [1, 2, 3].map((n) => ({ tenantId: 2, caseId: `${n}`, caseNo: '', version: 1, isRecallable: false }));
  expect(doneWithAll({ act: 'recall', undone: 'dispatch', cases: three })).toBe('已撤回 3 件的“派遣”');
  expect(doneWithAll({ act: 'dispatch', undone: null, cases: three })).toBe('已办 3 件：派遣');
  expect(read(back, 'recall'), 'by the bar, of whatever it was').toBe('0012 已撤回（待派遣）');
});

it('knows nothing of a case that is not seen any more, and takes no act of another body for its own', () => {
  expect(read(null, 'void')).toBeNull();
  expect(read(after({ data: { act: 'void' }, byUnitId: 20 }), 'void')).toBeNull();
});
