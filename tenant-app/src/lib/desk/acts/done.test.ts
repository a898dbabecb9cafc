import { expect, it } from 'vitest';
import { doneSentence } from './done.ts';

const message = {
  zh: '00012 已撤回，转到指挥中心（待派遣）',
  en: '00012: Recall. It is now with the centre (to be dispatched)',
};
const cases = [1, 2, 3].map((n) => ({
  ...{ tenantId: 2, caseId: `${n}`, caseNo: '', version: 1, isRecallable: false, message },
}));

it('says what an undoing took back, of one case with what became of it', () => {
  const one = cases.slice(0, 1);
  expect(doneSentence({ act: 'recall', undone: 'dispatch', cases: one })).toBe(
    '撤回“派遣” · 00012 已撤回，转到指挥中心（待派遣）',
  );
  expect(doneSentence({ act: 'recall', undone: null, cases: one }), 'by the bar, of whatever it was').toBe(message.zh);
  expect(doneSentence({ act: 'recall', undone: 'dispatch', cases })).toBe('已撤回 3 件的“派遣”');
  expect(doneSentence({ act: 'dispatch', undone: null, cases })).toBe('已办 3 件：派遣');
});
