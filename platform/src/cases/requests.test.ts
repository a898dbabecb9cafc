import { describe, expect, it } from 'vitest';
import { at, calendar, event, outcomeOf, sent } from '../../test/cases/history.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent } from './events.ts';
import { projectCase } from './project.ts';

/** On Monday; an extension makes that 09:00 on Tuesday. */
const DUE = at('12 15:00');
const turnOf = (...events: CaseEvent[]) => caseRow(calendar, projectCase(events)).clock.at(-1)!;
const decided = (id: string, request: string, granted: boolean, time: string) =>
  event(id, 'decided', time, { data: { request, granted } });

describe('an extension', () => {
  const asked = event('4', 'extension_asked', '12 14:00');
  const granted = event('9', 'extended', '12 16:00');

  it('asked for before the deadline and granted after it lifts the overrun', () => {
    expect(turnOf(...sent, asked, granted).extensions).toEqual([{ at: at('12 14:00'), effect: 'added' }]);
  });

  it('granted after the deadline without having been asked for does not', () => {
    expect(outcomeOf(...sent, granted)).toMatchObject({ due: DUE, verdict: 'overdue' });
  });

  it('that was refused lends its time to no later grant, whether by decision or by answer', () => {
    expect(turnOf(...sent, asked, decided('5', 'extension', false, '12 14:30'), granted).extensions).toEqual([
      { at: at('12 16:00'), effect: 'after_deadline' },
    ]);
    const answered = event('5', 'extension_answered', '12 14:30', { data: { granted: false } });
    expect(outcomeOf(...sent, asked, answered, granted).due).toEqual(DUE);
  });

  it('asked for again after a refusal counts from the second asking', () => {
    const again = event('6', 'extension_asked', '12 14:45');
    const history = [...sent, asked, decided('5', 'extension', false, '12 14:30'), again, granted];
    expect(turnOf(...history).extensions).toEqual([{ at: at('12 14:45'), effect: 'added' }]);
  });

  it('that another tenant grants waits for the clerk, who then writes it', () => {
    const note = decided('5', 'extension', true, '12 15:30');
    expect(outcomeOf(...sent, asked, note).due).toEqual(DUE);
    expect(turnOf(...sent, asked, note, granted).extensions).toEqual([{ at: at('12 14:00'), effect: 'added' }]);
  });

  it('is asked for once a time: a grant uses the request up', () => {
    const second = event('10', 'extended', '13 12:00');
    expect(turnOf(...sent, asked, granted, second).extensions).toEqual([
      { at: at('12 14:00'), effect: 'added' },
      { at: at('13 12:00'), effect: 'after_deadline' },
    ]);
  });

  it('waits on while an answer is about something else', () => {
    const others = [
      decided('5', 'return', false, '12 14:10'),
      event('6', 'assist_answered', '12 14:20', { data: { granted: false } }),
      event('7', 'supervised', '12 14:30'),
    ];
    expect(turnOf(...sent, asked, ...others, granted).extensions).toEqual([{ at: at('12 14:00'), effect: 'added' }]);
  });

  it('ends with the work of the body that asked: the next body has not asked', () => {
    const history = [
      ...[...sent, asked, event('5', 'returned', '12 14:30')],
      event('6', 'dispatched', '13 09:00', { data: { unitName: '市政所' } }), // due at 15:00 on Tuesday
      event('7', 'extended', '13 16:00'),
    ];
    expect(turnOf(...history).extensions).toEqual([{ at: at('13 16:00'), effect: 'after_deadline' }]);
  });
});

describe('one request at a time', () => {
  it.each(['return', 'void', 'suspension'] as const)(
    'a request for %s takes the place of the one before',
    (request) => {
      const history = [
        ...[...sent, event('4', 'extension_asked', '12 14:00'), event('5', `${request}_asked`, '12 14:30')],
        event('6', 'extended', '12 16:00'),
      ];
      expect(outcomeOf(...history).due).toEqual(DUE);
    },
  );

  it('a refusal of the second leaves nothing of the first', () => {
    const history = [
      ...[...sent, event('4', 'extension_asked', '12 14:00'), event('5', 'return_asked', '12 14:30')],
      ...[decided('6', 'return', false, '12 14:45'), event('7', 'extended', '12 16:00')],
    ];
    expect(outcomeOf(...history)).toMatchObject({ state: 'disposing', due: DUE });
  });

  it('an extension that nobody asked for leaves a request for suspension waiting', () => {
    const history = [
      ...[...sent, event('4', 'suspension_asked', '12 14:00'), event('5', 'extended', '12 14:30')], // due 09:00 on Tuesday
      ...[event('6', 'suspended', '13 12:00'), event('7', 'resumed', '14 09:00')],
    ];
    // Of eight hours three are used at 14:00 on Monday.
    expect(outcomeOf(...history).due).toEqual(at('14 16:00'));
  });
});

describe('a suspension', () => {
  const asked = event('4', 'suspension_asked', '12 14:00'); // three of four hours are used
  const suspended = event('5', 'suspended', '12 16:00');
  const resumed = event('6', 'resumed', '13 10:00');

  it('asked for before the deadline and granted after it stops the clock from the asking', () => {
    expect(outcomeOf(...sent, asked, suspended)).toMatchObject({ state: 'suspended', due: null, verdict: 'suspended' });
    expect(outcomeOf(...sent, asked, suspended, resumed).due).toEqual(at('13 11:00'));
    expect(turnOf(...sent, asked, suspended, resumed).pauses).toEqual([
      { from: at('12 14:00'), to: at('13 10:00'), reason: 'suspended', counts: true },
    ]);
    expect(projectCase([...sent, asked, suspended]).picture.suspendedAt).toEqual(at('12 16:00'));
  });

  it('granted after the deadline and not asked for, or asked for only then, lifts nothing', () => {
    const late = event('4', 'suspension_asked', '12 15:00');
    for (const history of [
      [...sent, suspended],
      [...sent, late, suspended],
    ]) {
      expect(outcomeOf(...history)).toMatchObject({ state: 'suspended', due: DUE, verdict: 'overdue' });
      expect(outcomeOf(...history, resumed).due).toEqual(DUE);
    }
  });

  it('granted before the deadline stops the clock from the grant: a request lets it run on', () => {
    const soon = event('5', 'suspended', '12 14:30');
    expect(outcomeOf(...sent, asked, soon, resumed).due).toEqual(at('13 10:30'));
  });

  it('refused lends its time to no later one', () => {
    const history = [...sent, asked, decided('7', 'suspension', false, '12 14:30'), suspended, resumed];
    expect(outcomeOf(...history).due).toEqual(DUE);
  });

  it('lifts the overrun for an extension that is asked for after it', () => {
    const more = [event('7', 'extension_asked', '13 10:30'), event('8', 'extended', '13 10:45')];
    // One hour left at 10:00 and four more.
    expect(outcomeOf(...sent, asked, suspended, resumed, ...more).due).toEqual(at('13 17:00'));
  });

  it('counts from the grant where an extension had moved the deadline beyond it', () => {
    const extended = [event('7', 'extension_asked', '12 10:00'), event('8', 'extended', '12 10:30')];
    // Of eight hours five are used at 16:00.
    expect(outcomeOf(...sent, ...extended, asked, suspended, resumed).due).toEqual(at('13 15:00'));
  });
});
