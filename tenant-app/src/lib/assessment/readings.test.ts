import { describe, expect, it } from 'vitest';
import { decisionsOf, waitingIn, type Reading, type Scheme } from './readings.ts';

const reading = (name: string, at: string | null = null, reason = '市级会议'): Reading => ({
  ...{ name, title: { zh: name, en: name }, rule: null, note: null },
  adoption: at === null ? null : { at, version: 1, reason, post: 'assessor', person: '林静' },
});
const scheme = (version: number, ...readings: Reading[]): Scheme => ({
  ...{ id: 'region', version, latestVersion: 2, document: {}, readings },
});
const MORNING = '2026-11-30T01:00:00.000Z';
const NOON = '2026-11-30T04:00:00.000Z';

describe('readings of a scheme', () => {
  it('wait for a decision until they have one, and of the newest version only', () => {
    const readings = [reading('backlog', MORNING), reading('suspended'), reading('grades')];
    expect(waitingIn(scheme(2, ...readings)).map(({ name }) => name)).toEqual(['suspended', 'grades']);
    expect(waitingIn(scheme(1, ...readings))).toEqual([]);
  });

  it('that were decided on together are one decision, the first first', () => {
    const decisions = decisionsOf(
      scheme(
        2,
        reading('backlog', NOON),
        reading('suspended', MORNING),
        reading('grades', MORNING),
        reading('in_time'),
      ),
    );
    expect(decisions.map(({ at, readings }) => [at, ...readings.map(({ name }) => name)])).toEqual([
      [MORNING, 'suspended', 'grades'],
      [NOON, 'backlog'],
    ]);
  });

  it('stay apart where two decisions were taken at one moment for different reasons', () => {
    expect(decisionsOf(scheme(2, reading('a', NOON), reading('b', NOON, '局务会'))).length).toBe(2);
  });
});
