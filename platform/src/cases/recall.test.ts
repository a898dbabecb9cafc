import { describe, expect, it } from 'vitest';
import { at, calendar, event, outcomeOf, reported, sent } from '../../test/cases/history.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent } from './events.ts';
import { makeProjection, projectCase } from './project.ts';

const clockOf = (...events: CaseEvent[]) => caseRow(calendar, projectCase(events)).clock;
const recalled = (id: string, amends: string, time: string) => event(id, 'recalled', time, { amends });
const hold = (holderId: number, holderUnitId: number) => ({ data: { holderId, holderUnitId } });

describe('a hand-over taken back leaves state, holder, picture and clock as before it', () => {
  it('a dispatch: its clock never ran, and a new one starts it whole', () => {
    const filed = [reported, event('2', 'filed', '12 08:30')];
    const dispatched = event('3', 'dispatched', '12 09:00', {
      leadUnitId: 31,
      data: { holderId: 3, holderUnitId: 31, leadUnitId: 31, unitName: '市政所' },
    });
    const back = recalled('5', '3', '12 09:01');
    const history = [...filed, dispatched, event('4', 'recall_asked', '12 09:00'), back];
    expect(outcomeOf(...history)).toEqual(outcomeOf(...filed));
    expect(projectCase(history)).toMatchObject({
      state: 'dispatching',
      baton: { holderId: 3, holderUnitId: 30 },
      picture: { dispatchedAt: null, leadUnitId: null, unitName: '环卫所' },
      seen: 5,
    });
    expect(clockOf(...history)).toMatchObject([{ startedBy: 'filed', leadUnitId: null }]);
    const again = event('6', 'dispatched', '12 10:00', { leadUnitId: 32 });
    expect(clockOf(...history, again)).toMatchObject([
      { leadUnitId: 32, startedAt: at('12 10:00'), dueAt: at('12 16:00') },
    ]);
  });

  it('a second dispatch: the disposal and the closing that it put behind are there again', () => {
    const closed = [...sent, event('4', 'disposed', '12 11:00'), event('5', 'closed', '12 12:00')];
    const again = event('6', 'dispatched', '13 09:00', { data: { unitName: '市政所' } });
    expect(outcomeOf(...closed, again)).toMatchObject({ state: 'disposing', turns: 2 });
    expect(outcomeOf(...closed, again, recalled('7', '6', '13 09:01'))).toEqual(outcomeOf(...closed));
  });

  it('a feedback: the body works on, and its clock never stopped', () => {
    const history = [...sent, event('4', 'disposed', '12 11:00', hold(1, 10)), recalled('5', '4', '12 11:01')];
    expect(projectCase(history)).toMatchObject({ state: 'disposing', baton: { holderId: 3, holderUnitId: 30 } });
    expect(clockOf(...history)).toMatchObject([{ endedAt: null, pauses: [], dueAt: at('12 15:00') }]);
  });

  it('a return, and the request that it granted waits again', () => {
    const asked = event('4', 'suspension_asked', '12 14:00');
    const history = [...sent, asked, event('5', 'returned', '12 14:30', hold(3, 30)), recalled('6', '5', '12 14:31')];
    expect(outcomeOf(...history)).toMatchObject({ state: 'disposing', due: at('12 15:00') });
    const suspended = [event('7', 'suspended', '12 16:00'), event('8', 'resumed', '13 10:00')];
    expect(outcomeOf(...history, ...suspended).due).toEqual(at('13 11:00'));
  });

  it('a filing and a case passed up: the desk that gave it has it again', () => {
    const filed = [reported, event('2', 'accepted', '12 08:10'), event('3', 'filed', '12 08:30', hold(3, 33))];
    expect(projectCase([...filed, recalled('4', '3', '12 08:31')])).toMatchObject({
      ...{ state: 'filing', baton: { holderId: 3, holderUnitId: 30 } },
      picture: { filedAt: null },
    });
    const up = event('4', 'passed_up', '12 08:40', hold(1, 10));
    expect(projectCase([...filed, up]).baton).toMatchObject({ holderId: 1, holderUnitId: 10 });
    expect(projectCase([...filed, up, recalled('5', '4', '12 08:41')])).toMatchObject({
      ...{ state: 'dispatching', baton: { holderId: 3, holderUnitId: 33 } },
    });
  });

  it('notes between the two stay, and the version is that of the recall', () => {
    const moved = event('4', 'returned', '12 10:00', { version: 4 });
    const history = [...sent, moved, event('5', 'extension_asked', '12 10:00'), recalled('6', '4', '12 10:01')];
    const projected = projectCase(history.map((one) => (one.id === '6' ? { ...one, version: 5 } : one)));
    expect(projected).toMatchObject({ version: 5, seen: 6, state: 'disposing' });
    expect(outcomeOf(...history, event('7', 'extended', '12 16:00')).due).toEqual(at('13 09:00'));
  });

  it('whoever holds the projection sees it too, without reading the case again', () => {
    const projection = makeProjection();
    for (const one of [...sent, event('4', 'disposed', '12 11:00')]) projection.apply(one);
    projection.apply(recalled('5', '4', '12 11:01'));
    expect(projection.picture.disposedAt).toBeNull();
    expect(projection.current.disposed).toBeUndefined();
    expect(projection.state).toBe('disposing');
  });
});

describe('what cannot be taken back', () => {
  it('an end, and what is no hand-over', () => {
    for (const kind of ['moved', 'merged', 'voided', 'refused', 'closed', 'suspended'] as const) {
      const history = [...sent, event('4', kind, '12 10:00')];
      expect(outcomeOf(...history, recalled('5', '4', '12 10:01'))).toEqual(outcomeOf(...history));
    }
  });
  it('a hand-over before an end: the end stays', () => {
    const history = [...sent, event('4', 'merged', '12 10:00'), recalled('5', '3', '12 10:01')];
    expect(outcomeOf(...history)).toMatchObject({ state: 'merged', verdict: 'void' });
  });
});
