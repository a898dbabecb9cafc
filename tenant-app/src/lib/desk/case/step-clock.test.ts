import { describe, expect, it } from 'vitest';
import { clockOfCase, lampOfStep, startOf, sumsOf } from './step-clock.ts';
import type { StepClock } from './step-clock.ts';

const NOON = Date.parse('2026-11-30T04:00:00Z');
const step = (more: Partial<StepClock>): StepClock => ({
  ...{ step: 'disposal', unitId: 7, startedAt: '2026-11-30T00:00:00Z', startedBy: 'dispatched', startedByUnitId: 2 },
  ...{
    endedAt: null,
    endedBy: null,
    limit: null,
    limitMs: null,
    limitFrom: null,
    dueAt: null,
    dueProvisional: false,
    warnAt: null,
  },
  ...{ lamp: null, usedMs: 0, segments: [], pauses: [], extensions: [] },
  ...more,
});
const pause = (reason: string, to: string | null, counts = true) => ({
  ...{ from: '2026-11-30T01:00:00Z', to, reason, counts, byUnitId: 2 },
});

describe('the lamp of a step', () => {
  const DUE = { dueAt: '2026-11-30T05:00:00Z', warnAt: '2026-11-30T03:00:00Z' };
  const read = (more: Partial<StepClock>) => {
    const { mark, text } = lampOfStep(step(more), NOON);
    return `${mark} ${text}`;
  };

  it('is as it is now while the step runs', () => {
    expect(read(DUE)).toBe('◐ 剩1小时');
    expect(read({ ...DUE, dueAt: '2026-11-30T03:20:00Z' })).toBe('◆ 超40分');
    expect(read({})).toBe('– 无时限');
  });

  it('is as it was at the end of a step that has ended, whatever the time', () => {
    const ended = { ...DUE, endedAt: '2026-11-30T02:00:00Z' };
    expect(read({ ...ended, lamp: 'green' })).toBe('○ 按时');
    expect(read({ ...ended, lamp: 'yellow' })).toBe('◐ 临近时限');
    expect(read({ ...ended, lamp: 'red' })).toBe('◆ 超期');
    expect(read({ ...ended, lamp: null })).toBe('– 无时限');
  });

  it('stands while a pause that counts goes on, and says which', () => {
    expect(read({ pauses: [pause('suspended', null)] })).toBe('‖ 挂账');
    expect(read({ pauses: [pause('awaiting_verify', null)] })).toBe('‖ 停止计时');
    expect(read({ ...DUE, pauses: [pause('suspended', '2026-11-30T02:00:00Z')] })).toBe('◐ 剩1小时');
    expect(read({ ...DUE, dueAt: '2026-11-30T03:20:00Z', pauses: [pause('suspended', null, false)] })).toBe('◆ 超40分');
  });
});

it('judges the case by the latest clock of its disposal, not by that of an assist or of the check', () => {
  const steps = [step({ unitId: 5 }), step({ unitId: 6 }), step({ step: 'assist' }), step({ step: 'check' })];
  expect(clockOfCase(steps)?.unitId).toBe(6);
  expect(clockOfCase([step({ step: 'filing' })])).toBeNull();
});

it('adds up what was counted, and takes the limit apart into once and what extensions added', () => {
  const segment = (countedMs: number) => ({
    ...{ from: '2026-11-30T00:00:00Z', to: null, reason: 'working_time', countedMs, byUnitId: null },
  });
  const extension = (effect: string) => ({ at: '2026-11-30T00:00:00Z', effect, byUnitId: 2 });
  expect(
    sumsOf({
      ...{ segments: [segment(3_600_000), segment(0), segment(1_800_000)], limitMs: 57_600_000 },
      extensions: [extension('added'), extension('after_deadline')],
    }),
  ).toEqual({ countedMs: 5_400_000, onceMs: 28_800_000, added: 1 });
  expect(sumsOf({ segments: [], extensions: [], limitMs: null })).toEqual({ countedMs: 0, onceMs: null, added: 0 });
});

it('says what started a clock in the words of the glossary', () => {
  expect(['registered', 'verify_asked', 'dispatched', 'check_sent'].map(startOf)).toEqual([
    ...['登记', '派核实', '派遣', '派核查'],
  ]);
});
