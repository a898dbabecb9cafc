import { describe, expect, it } from 'vitest';
import { isInForce } from './published.ts';

describe('a result is in force', () => {
  it('of a period that was published only when it was published with it', () => {
    expect(isInForce({ state: 'closed' }, { isFrozen: true })).toBe(true);
    expect(isInForce({ state: 'reopened' }, { isFrozen: true })).toBe(true);
    expect(isInForce({ state: 'reopened' }, { isFrozen: false })).toBe(false);
  });
  it('of a period never published whatever it is', () => {
    expect(isInForce({ state: 'open' }, { isFrozen: false })).toBe(true);
  });
});
