import { describe, expect, it } from 'vitest';
import { actOfLetter, letterOf } from './letters.ts';

const offer = (act: string, allowed = true) => ({
  act,
  needs: [],
  refusal: allowed ? null : { zh: '不行', en: 'no' },
});

describe('a letter', () => {
  it('is the initial of the act, and the same everywhere', () => {
    const keys = ['accept', 'file', 'dispatch', 'feed_back', 'ask_verify', 'close', 'return_case', 'extend', 'suspend'];
    expect([...keys, 'supervise', 'refuse_filing'].map(letterOf).join('')).toBe('SLPFHWTYGDB');
  });

  it('opens the act that is allowed; where none is, one that says why', () => {
    const offers = [offer('ask_return', false), offer('take_back'), offer('supervise', false)];
    expect(actOfLetter(offers, 'T')?.act).toBe('take_back');
    expect(actOfLetter(offers, 'D')?.act).toBe('supervise');
    expect(actOfLetter(offers, 'W')).toBeNull();
  });

  it('goes from one open order to the next', () => {
    const orders = ['1', '2'].map((taskId) => ({ ...offer('answer_order'), taskId }));
    const after = (open: string | null) => actOfLetter(orders, 'R', ({ taskId }) => taskId === open)?.taskId;
    expect([after(null), after('1'), after('2')]).toEqual(['1', '2', '1']);
  });

  it('means one thing where the acts of tasks stand beside those of the case', () => {
    const ofOrder = ['acknowledge', 'answer_order'];
    const beside = [
      ['take', 'feed_back', 'ask_extension', 'ask_return', 'ask_suspension', 'assign_inside', ...ofOrder],
      ['dispatch', 'return_case', 'send_down', 'supervise', ...ofOrder],
      ['ask_verify', 'accept', 'refuse_acceptance', 'supervise', ...ofOrder],
      ['file', 'return_to_acceptor', 'refuse_filing', 'supervise', ...ofOrder],
      ['ask_check', 'pass_check', 'fail_check', ...ofOrder],
      ['answer_verify', 'assign_inside', ...ofOrder],
      ['extend', 'take_back', 'suspend', 'refuse_request', 'supervise', ...ofOrder],
      ['close', 'fail_closing', 'supervise', ...ofOrder],
    ];
    for (const acts of beside) {
      const letters = acts.map(letterOf).filter((letter) => letter !== null);
      expect(new Set(letters).size, acts.join()).toBe(letters.length);
    }
  });

  it('means one thing in each state of a case', () => {
    const states = [
      ['ask_verify', 'accept', 'refuse_acceptance', 'supervise'],
      ['file', 'return_to_acceptor', 'refuse_filing', 'supervise'],
      ['dispatch', 'return_case', 'supervise'],
      ['extend', 'take_back', 'suspend', 'refuse_request', 'supervise'],
      ['take', 'feed_back', 'ask_extension', 'ask_return', 'ask_suspension'],
      ['ask_check', 'pass_check', 'fail_check', 'supervise'],
      ['close', 'fail_closing', 'supervise'],
    ];
    for (const acts of states) expect(new Set(acts.map(letterOf)).size, acts.join()).toBe(acts.length);
  });
});
