import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import PeriodState from './PeriodState.svelte';

const shown = (state: string, provisional: boolean): string =>
  render(PeriodState, {
    props: { period: { fromDay: '2026-10-01', toDay: '2026-11-01', state }, closedAt: null, provisional },
  }).body;

describe('the state of a period', () => {
  it('shows that holidays of its days are not announced yet, and what that means', () => {
    expect(shown('open', true)).toMatch(
      /title="期内有尚未公布节假日安排的日子，时限与成绩可能变动"[^>]*>[^<]*(<!--.*?-->)*节假日待公布/,
    );
  });

  it('shows nothing of it where they are, or where the period is closed and nothing moves any more', () => {
    expect(shown('open', false)).not.toContain('节假日');
    expect(shown('closed', true)).not.toContain('节假日');
  });
});
