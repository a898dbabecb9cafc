import { describe, expect, it } from 'vitest';
import { report } from './draft.ts';
import { all, each, seq, type Rule } from './combine.ts';
import { check } from '../../../test/intake/draft.ts';

const says =
  (code: 'GEO-ZERO' | 'TIME-MISSING'): Rule =>
  (draft, context) =>
    report(draft, context, code);
const warning = says('GEO-ZERO');
const error = says('TIME-MISSING');

describe('combining rules', () => {
  it('seq stops at the first error, not at a warning', () => {
    expect(check(seq(warning, error, warning), {}).codes).toEqual(['GEO-ZERO', 'TIME-MISSING']);
  });
  it('all lets every rule speak', () => {
    expect(check(all(error, warning, error), {}).codes).toHaveLength(3);
  });
  it('each runs a rule per subject', () => {
    expect(check(each(['GEO-ZERO', 'TIME-MISSING'] as const, says), {}).codes).toEqual(['GEO-ZERO', 'TIME-MISSING']);
  });
  it('an error inside a nested all ends the outer seq', () => {
    expect(check(seq(all(error, warning), warning), {}).codes).toEqual(['TIME-MISSING', 'GEO-ZERO']);
  });
});
