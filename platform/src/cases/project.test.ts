import { describe, expect, it } from 'vitest';
import { at, calendar, corrected, event, NOW, outcomeOf, reported, sent } from '../../test/cases/history.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent } from './events.ts';
import { verdictOf } from './judgement.ts';
import { projectCase } from './project.ts';

const times = { dispatchedAt: at('12 09:00'), disposedAt: null, suspendedAt: null, resumedAt: null, closedAt: null };

describe('what the events of a case add up to', () => {
  it('number, holder and fields stand in the report', () => {
    const { picture, baton, state } = projectCase([reported]);
    expect(baton).toMatchObject({ caseNo: '5109-20261012-00001', holderId: 3, holderUnitId: 30, modeFrom: null });
    expect(picture).toMatchObject({ unitName: '环卫所', limitValue: '4', reportedAt: at('12 08:00'), filedAt: null });
    expect(state).toBe('collecting');
  });

  it('a rework: disposed, dispatched again to the same unit, disposed in what was left of the limit', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 11:00'),
      event('5', 'dispatched', '13 09:00'),
      event('6', 'disposed', '13 10:30'),
    ];
    expect(outcomeOf(...history.slice(0, 5))).toMatchObject({
      state: 'disposing',
      picture: { ...times, dispatchedAt: at('13 09:00') },
      due: at('13 11:00'),
      verdict: 'overdue',
    });
    expect(outcomeOf(...history)).toEqual({
      state: 'check_sending',
      picture: { ...times, dispatchedAt: at('13 09:00'), disposedAt: at('13 10:30') },
      due: at('13 11:00'),
      turns: 1,
      verdict: 'in_time',
    });
  });

  it('two suspensions, both resumed', () => {
    const history = [
      ...sent,
      event('4', 'suspended', '12 10:00'),
      event('5', 'resumed', '13 10:00'),
      event('6', 'suspended', '13 11:00'),
      event('7', 'resumed', '14 09:00'),
      event('8', 'disposed', '14 12:00'),
    ];
    expect(outcomeOf(...history)).toEqual({
      state: 'check_sending',
      picture: { ...times, suspendedAt: at('13 11:00'), resumedAt: at('14 09:00'), disposedAt: at('14 12:00') },
      due: at('14 11:00'),
      turns: 1,
      verdict: 'late',
    });
  });

  it('two suspensions, the second one running', () => {
    const history = [
      ...sent,
      event('4', 'suspended', '12 10:00'),
      event('5', 'resumed', '13 10:00'),
      event('6', 'suspended', '13 11:00'),
    ];
    expect(outcomeOf(...history)).toEqual({
      state: 'suspended',
      picture: { ...times, suspendedAt: at('13 11:00') },
      due: null,
      turns: 1,
      verdict: 'suspended',
    });
  });

  describe('a suspension that had ended is left behind when the case begins again', () => {
    const suspended = event('4', 'suspended', '12 10:00'); // one of four hours used
    const disposed = event('5', 'disposed', '13 10:00');
    const again = event('6', 'dispatched', '14 09:00'); // three are left
    const running = { state: 'disposing', picture: { ...times, dispatchedAt: at('14 09:00') }, due: at('14 12:00') };
    const ever = (...events: CaseEvent[]) => caseRow(calendar, projectCase(events)).fact.everSuspended;

    it('by disposal, dispatched again', () => {
      expect(outcomeOf(...sent, suspended, disposed, again)).toEqual({ ...running, turns: 1, verdict: 'overdue' });
      expect(ever(...sent, suspended, disposed, again)).toBe(true);
      expect(ever(...sent, disposed, again)).toBe(false);
    });

    it('by resumption, and that with it', () => {
      const resumed = event('5', 'resumed', '13 09:00'); // two hours used when it is disposed
      const history = [...sent, suspended, resumed, event('6', 'disposed', '13 10:00')];
      expect(outcomeOf(...history).picture).toMatchObject({ suspendedAt: at('12 10:00'), resumedAt: at('13 09:00') });
      expect(outcomeOf(...history, event('7', 'dispatched', '14 09:00'))).toMatchObject({
        ...running,
        due: at('14 11:00'),
      });
    });

    it('by closing, or before a failed check', () => {
      const closed = event('5', 'closed', '13 10:00');
      expect(outcomeOf(...sent, suspended, closed, again)).toMatchObject(running);
      const reworked = event('6', 'reworked', '14 09:00');
      expect(outcomeOf(...sent, suspended, disposed, reworked)).toMatchObject({ ...running, picture: times });
    });

    it('also one that we learn of only afterwards', () => {
      expect(outcomeOf(...sent, disposed, again, suspended)).toMatchObject(running);
    });

    it('but one that goes on is not', () => {
      const toAnother = event('5', 'dispatched', '14 09:00', { data: { unitName: '市政所' } });
      expect(outcomeOf(...sent, suspended, toAnother)).toMatchObject({
        state: 'suspended',
        due: null,
        verdict: 'suspended',
      });
      const later = event('7', 'suspended', '14 10:00');
      expect(outcomeOf(...sent, suspended, disposed, again, later)).toMatchObject({
        ...{ state: 'suspended', due: null, verdict: 'suspended' },
        picture: { ...running.picture, suspendedAt: at('14 10:00') },
      });
    });

    it('and one taken back never was', () => {
      const history = [...sent, suspended, disposed, again, corrected('7', '4', { suspendedAt: null })];
      expect(ever(...history)).toBe(false);
      expect(outcomeOf(...history)).toMatchObject({ state: 'disposing', picture: running.picture });
    });
  });

  it('an end from before the case began again that was recorded as a new one is no end of the work now', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 11:00'),
      event('5', 'dispatched', '14 09:00'),
      event('6', 'disposed', '12 12:00'), // as uploads recorded it before they amended
    ];
    expect(outcomeOf(...history)).toMatchObject({
      state: 'disposing',
      picture: { ...times, dispatchedAt: at('14 09:00') },
    });
    expect(outcomeOf(...history, event('7', 'disposed', '14 10:00'))).toMatchObject({
      state: 'check_sending',
      picture: { ...times, dispatchedAt: at('14 09:00'), disposedAt: at('14 10:00') },
    });
  });

  it('a closed step put right', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 16:00'),
      event('5', 'closed', '12 17:00'),
      corrected('6', '4', { disposedAt: at('12 14:30').toISOString() }),
    ];
    expect(outcomeOf(...history.slice(0, 5)).verdict).toBe('late');
    expect(outcomeOf(...history)).toEqual({
      state: 'closed',
      picture: { ...times, disposedAt: at('12 14:30'), closedAt: at('12 17:00') },
      due: at('12 15:00'),
      turns: 1,
      verdict: 'in_time',
    });
  });

  it('an earlier occurrence put right moves the deadline and not the picture', () => {
    const history = [
      ...sent,
      event('4', 'suspended', '12 10:00'),
      event('5', 'resumed', '13 10:00'),
      event('6', 'suspended', '13 11:00'),
      event('7', 'resumed', '14 09:00'),
      corrected('8', '5', { resumedAt: at('13 09:00').toISOString() }),
    ];
    expect(outcomeOf(...history)).toMatchObject({
      picture: { ...times, suspendedAt: at('13 11:00'), resumedAt: at('14 09:00') },
      due: at('14 10:00'),
    });
  });

  it('closed and reopened: dispatched again to the same unit, the closing is behind', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 11:00'),
      event('5', 'closed', '12 12:00'),
      event('6', 'dispatched', '14 09:00'),
    ];
    expect(outcomeOf(...history)).toEqual({
      state: 'disposing',
      picture: { ...times, dispatchedAt: at('14 09:00') },
      due: at('14 11:00'),
      turns: 1,
      verdict: 'overdue',
    });
  });

  it('a closing taken back, though nothing was dispatched again', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 11:00'),
      event('5', 'closed', '12 12:00'),
      corrected('6', '5', { closedAt: null }),
    ];
    expect(outcomeOf(...history)).toMatchObject({
      state: 'check_sending',
      picture: { ...times, disposedAt: at('12 11:00') },
    });
  });

  it('extended before the deadline', () => {
    expect(outcomeOf(...sent, event('4', 'extended', '12 14:00'), event('5', 'disposed', '13 08:30'))).toMatchObject({
      due: at('13 09:00'),
      verdict: 'in_time',
    });
  });

  it('extended after the deadline', () => {
    expect(outcomeOf(...sent, event('4', 'extended', '12 16:00'), event('5', 'disposed', '13 09:30'))).toMatchObject({
      due: at('12 15:00'),
      verdict: 'late',
    });
  });

  it('an extension asked for before the deadline and granted after it', () => {
    const history = [...sent, event('4', 'extension_asked', '12 14:00'), event('5', 'extended', '12 16:00')];
    expect(outcomeOf(...history)).toMatchObject({ state: 'disposing', due: at('13 09:00') });
  });

  it('refused after the dispatch', () => {
    expect(outcomeOf(...sent, event('4', 'refused', '12 10:00'))).toMatchObject({
      state: 'refused',
      verdict: 'refused',
    });
  });

  it('void after a return', () => {
    const history = [...sent, event('4', 'returned', '12 10:00'), event('5', 'voided', '12 11:00')];
    expect(outcomeOf(...history.slice(0, 4))).toMatchObject({ state: 'dispatching' });
    expect(outcomeOf(...history)).toMatchObject({ state: 'void', verdict: 'void' });
  });

  it('returned and dispatched to another unit, which has the whole limit', () => {
    const history = [
      ...sent,
      event('4', 'returned', '12 10:00'),
      event('5', 'dispatched', '13 09:00', { data: { unitName: '市政所' } }),
      event('6', 'disposed', '13 12:00'),
    ];
    expect(outcomeOf(...history)).toEqual({
      state: 'check_sending',
      picture: { ...times, dispatchedAt: at('13 09:00'), disposedAt: at('13 12:00') },
      due: at('13 15:00'),
      turns: 2,
      verdict: 'in_time',
    });
  });

  it('dispatched to bodies we know: the body decides whether it is another', () => {
    const [first, filed, dispatched] = sent as [CaseEvent, CaseEvent, CaseEvent];
    const again = (leadUnitId: number) => [
      ...[first, filed, { ...dispatched, leadUnitId: 31 }],
      event('4', 'returned', '12 10:00', { leadUnitId: 31 }),
      event('5', 'dispatched', '13 09:00', { leadUnitId }),
    ];
    expect(outcomeOf(...again(31))).toMatchObject({ turns: 1, due: at('13 12:00') });
    expect(outcomeOf(...again(32))).toMatchObject({ turns: 2, due: at('13 15:00') });
  });

  it('a failed check sends the case back to its unit', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 11:00', { version: 4 }),
      event('5', 'reworked', '13 09:00', { version: 5 }),
    ];
    expect(projectCase(history).version).toBe(5);
    expect(outcomeOf(...history)).toMatchObject({ state: 'disposing', picture: times, due: at('13 11:00') });
  });

  it('handled by the collector on the spot', () => {
    const { picture, state } = projectCase([
      event('1', 'reported', '12 08:00', { data: { selfHandled: true, sourceGroup: 'patrol' } }),
      event('2', 'closed', '12 08:10'),
    ]);
    expect(state).toBe('closed');
    expect(verdictOf({ ...picture, dueAt: null }, NOW)).toBe('self_handled');
  });

  it('closed by force, without a disposal', () => {
    const history = [...sent, event('4', 'closed', '12 16:00', { data: { closingType: 'forced' } })];
    expect(projectCase(history).picture.closingType).toBe('forced');
    expect(outcomeOf(...history)).toMatchObject({ state: 'closed', verdict: 'late' });
  });

  it('the same step again from an upload of old, which amended: one occurrence, the later time', () => {
    const history = [
      ...sent,
      event('4', 'disposed', '12 16:00'),
      event('5', 'disposed', '12 14:00', { amends: '4' }),
      event('6', 'corrected', '29 08:00', { data: { disposedAt: null, address: '滨江路 1 号' } }),
      event('7', 'disposed', '12 14:30', { amends: '5' }),
    ];
    const projected = projectCase(history);
    expect(projected.occurrences.filter(({ kind }) => kind === 'disposed')).toMatchObject([{ at: at('12 14:30') }]);
    expect(projected.picture).toMatchObject({ disposedAt: at('12 14:30'), address: '滨江路 1 号' });
    expect(projectCase(history.slice(0, 6)).picture.disposedAt).toBeNull();
  });

  it('a hand-over to the city changes who holds the case', () => {
    const history = [...sent, event('4', 'passed_up', '12 10:00', { data: { holderId: 1, holderUnitId: 10 } })];
    expect(projectCase(history).baton).toMatchObject({ caseNo: '5109-20261012-00001', holderId: 1, holderUnitId: 10 });
  });
});
