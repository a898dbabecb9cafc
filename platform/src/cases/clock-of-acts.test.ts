import { describe, expect, it } from 'vitest';
import { at, calendar, event } from '../../test/cases/history.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent } from './events.ts';
import { projectCase } from './project.ts';

/** An act of a desk or a body: four working hours from nine on Monday, where it dispatches. */
const act = (version: number, kind: CaseEvent['kind'], time: string, data: CaseEvent['data'] = {}): CaseEvent =>
  event(String(version), kind, time, { version, data: { act: kind, ...data } });
const note = (id: string, kind: CaseEvent['kind'], time: string): CaseEvent =>
  event(id, kind, time, { data: { act: kind } });
const dispatched = (version: number, time: string, unit: number): CaseEvent => ({
  ...act(version, 'dispatched', time, { leadUnitId: unit, limitValue: '4', limitUnit: 'working_hour' }),
  leadUnitId: unit,
});
const SENT = [act(1, 'reported', '12 08:00'), act(2, 'filed', '12 08:30'), dispatched(3, '12 09:00', 31)];
const rowOf = (...events: CaseEvent[]) => caseRow(calendar, projectCase([...SENT, ...events]));

describe('acts of one instant happened in the order of their versions', () => {
  it('suspended again as soon as it was resumed, a case has no deadline', () => {
    const { fact, clock } = rowOf(
      ...[act(4, 'suspended', '12 10:00'), act(5, 'resumed', '12 11:00'), act(6, 'suspended', '12 11:00')],
    );
    expect(fact.dueAt).toBeNull();
    expect(clock.at(-1)!.pauses.map(({ from, to }) => [from, to])).toEqual([
      [at('12 10:00'), at('12 11:00')],
      [at('12 11:00'), null],
    ]);
  });

  it('sent back as soon as it was fed back, a case is worked again', () => {
    const { clock, fact } = rowOf(act(4, 'disposed', '12 11:00'), act(5, 'reworked', '12 11:00'));
    expect(clock).toMatchObject([{ endedAt: null, dueAt: at('12 15:00') }]);
    expect(fact.disposedAt).toBeNull();
  });
});

describe('a suspension', () => {
  it('that has ended counts also while the next one, asked for at that moment, goes on', () => {
    const { fact } = rowOf(
      ...[act(4, 'suspended', '12 10:00'), act(5, 'resumed', '12 11:00'), note('6', 'suspension_asked', '12 11:00')],
      act(7, 'suspended', '13 09:00'), // past the deadline of 16:00: the clock stands from the asking
    );
    expect(fact).toMatchObject({ dueAt: null, pauseMs: 3_600_000 });
  });

  it('is no part of the clock of the body that gets the case afterwards', () => {
    const { clock } = rowOf(
      ...[act(4, 'suspended', '12 10:00'), act(5, 'resumed', '12 11:00'), act(6, 'returned', '12 11:30')],
      dispatched(7, '12 14:00', 32),
    );
    expect(clock).toMatchObject([
      { leadUnitId: 31, pauses: [{ from: at('12 10:00'), to: at('12 11:00') }] },
      { leadUnitId: 32, dueAt: at('12 18:00'), pauses: [] },
    ]);
  });
});
