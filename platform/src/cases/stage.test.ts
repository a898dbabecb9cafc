import { describe, expect, it } from 'vitest';
import { emptyPicture } from './picture.ts';
import { stageOf } from './stage.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 9, 1, hour));
const stage = (times: Parameters<typeof stageOf>[0] | object) => stageOf({ ...emptyPicture(), ...times });

describe('stage of a picture', () => {
  it('is the last step reached', () => {
    expect(stage({})).toBe('reported');
    expect(stage({ filedAt: at(1) })).toBe('filed');
    expect(stage({ filedAt: at(1), dispatchedAt: at(2) })).toBe('dispatched');
    expect(stage({ dispatchedAt: at(2), disposedAt: at(3) })).toBe('disposed');
    expect(stage({ disposedAt: at(3), closedAt: at(4) })).toBe('closed');
  });
  it('void and refused outrank closed', () => {
    expect(stage({ closedAt: at(4), voidedAt: at(3) })).toBe('void');
    expect(stage({ closedAt: at(4), refusedAt: at(3) })).toBe('refused');
  });
  it('is suspended until resumed or disposed', () => {
    expect(stage({ dispatchedAt: at(1), suspendedAt: at(2) })).toBe('suspended');
    expect(stage({ dispatchedAt: at(1), suspendedAt: at(2), resumedAt: at(3) })).toBe('dispatched');
    expect(stage({ suspendedAt: at(2), disposedAt: at(3) })).toBe('disposed');
    expect(stage({ disposedAt: at(1), suspendedAt: at(2) })).toBe('suspended');
    expect(stage({ resumedAt: at(1), suspendedAt: at(2) })).toBe('suspended');
  });
});
