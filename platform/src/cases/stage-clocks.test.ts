import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, calendar, event } from '../../test/cases/history.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent, EventData, EventKind } from './events.ts';
import { projectCase } from './project.ts';
import { lampOf } from './step-due.ts';
import { dueOf } from './step-turns.ts';

/** Desk of the city 10, of the county 30; 市政所 31, 环卫所 33 and the collectors 32 are bodies of the county. */
const CITY = { holderId: 1, holderUnitId: 10 };
const COUNTY = { holderId: 3, holderUnitId: 30 };
const WORKS = { holderId: 3, holderUnitId: 31, leadUnitId: 31, unitName: '市政所' };
const CLEANING = { holderId: 3, holderUnitId: 33, leadUnitId: 33, unitName: '环卫所' };
const step = (name: string, value: string, unit = 'clock_hour') => ({
  ...{ step: name, stepLimitValue: value, stepLimitUnit: unit },
});
let ids = 0;
const act = (kind: EventKind, time: string, data: EventData = {}, more: Partial<CaseEvent> = {}): CaseEvent =>
  event(String(++ids), kind, time, {
    ...{ data: { act: kind, ...data }, version: ids, leadUnitId: (data.leadUnitId as number | undefined) ?? null },
    ...more,
  });
const row = (...events: CaseEvent[]) => caseRow(calendar, projectCase(events));

/** Acceptance and dispatch 15 minutes, verify and check 30 (workflow.md §5, YC); on the clock, no working time. */
const reported = act('reported', '12 08:00', { ...CITY, ...step('acceptance', '0.25') });
const verifyAsked = act('verify_asked', '12 08:03', { ...step('verify', '0.5'), unitId: 32 });
const verified = act('verify_answered', '12 08:20', {}, { version: null, byUnitId: 32 });
const accepted = act('accepted', '12 08:25', step('filing', '0.5'));
const filed = act('filed', '12 08:40', { ...COUNTY, ...step('dispatch', '0.25') });
const dispatched = act('dispatched', '12 09:00', { ...WORKS, ...step('disposal', '4', 'working_hour') });
const assistAsked = act('assist_asked', '12 09:00', {
  ...step('assist', '2', 'working_hour'),
  unitId: 33,
});
const assisted = act('assist_answered', '12 10:30', {}, { version: null, byUnitId: 33 });
const disposed = act('disposed', '12 14:30', { ...CITY, ...step('check_sending', '0.5') });
const checkSent = act('check_sent', '12 14:40', { ...step('check', '0.5'), unitId: 32 });
const checked = act('check_answered', '12 15:05', step('check_sending', '0.5'), { version: null, byUnitId: 32 });
const passed = act('check_passed', '12 15:20', step('closing', '1'));
const closed = act('closed', '12 16:00');
const HISTORY = [
  ...[reported, verifyAsked, verified, accepted, filed, dispatched, assistAsked, assisted],
  ...[disposed, checkSent, checked, passed, closed],
];
const upTo = (last: CaseEvent) => HISTORY.slice(0, HISTORY.indexOf(last) + 1);
const MINUTE = 60_000;

describe('the clocks of an ordinary case', () => {
  it('are one for every step at every body, from its beginning to what ended it', () => {
    const turns = row(...HISTORY).turns.map(({ step: name, unitId, startedAt, endedAt, endedBy, dueAt, pauseMs }) => [
      ...[name, unitId, startedAt, endedAt, endedBy, dueAt, pauseMs / MINUTE],
    ]);
    expect(turns).toEqual([
      ['acceptance', 10, at('12 08:00'), at('12 08:25'), 'accepted', at('12 08:32'), 17],
      ['verify', 32, at('12 08:03'), at('12 08:20'), 'verify_answered', at('12 08:33'), 0],
      ['filing', 10, at('12 08:25'), at('12 08:40'), 'filed', at('12 08:55'), 0],
      ['dispatch', 30, at('12 08:40'), at('12 09:00'), 'dispatched', at('12 08:55'), 0],
      ['assist', 33, at('12 09:00'), at('12 10:30'), 'assist_answered', at('12 11:00'), 0],
      ['disposal', 31, at('12 09:00'), at('12 14:30'), 'disposed', at('12 15:00'), 0],
      ['check_sending', 10, at('12 14:30'), at('12 14:40'), 'check_sent', at('12 15:00'), 0],
      ['check', 32, at('12 14:40'), at('12 15:05'), 'check_answered', at('12 15:10'), 0],
      ['check_sending', 10, at('12 15:05'), at('12 15:20'), 'check_passed', at('12 15:35'), 0],
      ['closing', 10, at('12 15:20'), at('12 16:00'), 'closed', at('12 16:20'), 0],
    ]);
  });

  it.each([
    ['acceptance', reported, '12 08:15', '12 08:12'],
    ['verify, while the acceptor waits for it', verifyAsked, '12 08:33', '12 08:27'],
    ['acceptance again, with the twelve minutes that were left', verified, '12 08:32', '12 08:29'],
    ['filing', accepted, '12 08:55', '12 08:49'],
    ['dispatch', filed, '12 08:55', '12 08:52'],
    // 3 h 12 min of working time: three before noon.
    ['disposal', dispatched, '12 15:00', '12 14:12'],
    ['disposal, whatever is asked beside it', assisted, '12 15:00', '12 14:12'],
    ['sending the check', disposed, '12 15:00', '12 14:54'],
    ['check, while the acceptor waits for it', checkSent, '12 15:10', '12 15:04'],
    ['what the acceptor does with the answer', checked, '12 15:35', '12 15:29'],
    ['closing', passed, '12 16:20', '12 16:08'],
  ] as const)('give the case the deadline and the warning of %s', (_, last, due, warn) => {
    expect(row(...upTo(last)).stepDue).toEqual({ dueAt: at(due), warnAt: at(warn) });
  });

  it('leave a closed case none, and give it back where the closing is taken back', () => {
    expect(row(...HISTORY).stepDue).toEqual({ dueAt: null, warnAt: null });
    const back = event('99', 'corrected', '13 10:00', { amends: closed.id, data: { closedAt: null } });
    expect(row(...HISTORY, back)).toMatchObject({ state: 'closing', stepDue: { dueAt: at('12 16:20') } });
    expect(row(...HISTORY, back).turns.at(-1)).toMatchObject({ step: 'closing', endedAt: null });
  });

  it('go on as before where a hand-over is recalled', () => {
    const recalled = act('recalled', '12 08:45', {}, { amends: filed.id });
    expect(row(...upTo(filed), recalled).turns.at(-1)).toMatchObject({ step: 'filing', unitId: 10, endedAt: null });
  });

  it('start no disposal clock where a desk files: a case waits for its dispatch under the clock of that', () => {
    const { clock, fact } = row(...upTo(filed));
    expect(clock).toEqual([]);
    expect(fact.dueAt).toBeNull();
  });

  it('are those of disposal alone where a case is known by uploads', () => {
    const sent = [event('1', 'reported', '12 08:00'), event('2', 'filed', '12 08:30')];
    expect(row(...sent).turns).toMatchObject([{ step: 'disposal', startedBy: 'filed' }]);
  });

  it('pass over what one act only passes through', () => {
    const registered = [act('reported', '12 08:00', CITY), act('registered', '12 08:00', step('acceptance', '0.25'))];
    expect(row(...registered).turns).toMatchObject([{ step: 'acceptance', limit: { value: '0.25' }, endedAt: null }]);
    const handled = act('registered', '12 08:00', { selfHandled: true, ...step('review', '1') });
    expect(row(registered[0]!, handled).turns).toMatchObject([{ step: 'review', dueAt: at('12 09:00') }]);
    const filedAtOnce = [
      act('filed', '12 08:10'),
      act('dispatched', '12 08:10', { ...WORKS, ...step('disposal', '1') }),
    ];
    expect(row(...registered, ...filedAtOnce).turns.map((turn) => turn.step)).toEqual(['acceptance', 'disposal']);
  });

  it('of an assist ends with the answer of the body asked', () => {
    const other = act('assist_asked', '12 09:30', { unitId: 34 });
    const { turns } = row(...upTo(assistAsked), other, assisted);
    expect(turns.filter((turn) => turn.step === 'assist')).toMatchObject([
      { unitId: 33, endedBy: 'assist_answered' },
      { unitId: 34, endedAt: null, limit: null },
    ]);
  });

  it('start anew for the next body where a case is sent down or passed up', () => {
    const up = act('passed_up', '12 08:50', { ...CITY, ...step('dispatch', '0.5') });
    const { turns, stepDue } = row(...upTo(filed), up);
    expect(turns.slice(-2)).toMatchObject([
      { step: 'dispatch', unitId: 30, endedAt: at('12 08:50'), endedBy: 'passed_up', dueAt: at('12 08:55') },
      { step: 'dispatch', unitId: 10, endedAt: null, dueAt: at('12 09:20') },
    ]);
    expect(stepDue.dueAt).toEqual(at('12 09:20'));
  });
});

describe('what is asked while a case is worked', () => {
  const atWork = upTo(dispatched);

  it('adds one original limit for each of two extensions granted in time, and nothing for one refused', () => {
    const ask = (time: string) => act('extension_asked', time, {}, { version: null });
    const refused = act('extension_answered', '12 10:00', { request: 'extension', granted: false }, { version: null });
    expect(row(...atWork, ask('12 09:30'), refused).stepDue.dueAt).toEqual(at('12 15:00'));
    const once = [...atWork, ask('12 09:30'), refused, ask('12 10:30'), act('extended', '12 11:00')];
    // Eight hours in all; 80 % of them are 6 h 24 min: three before noon, then until 17:24.
    expect(row(...once).stepDue).toEqual({ dueAt: at('13 09:00'), warnAt: at('12 17:24') });
    const twice = [...once, ask('12 16:00'), act('extended', '12 17:00')];
    expect(row(...twice).stepDue.dueAt).toEqual(at('13 15:00'));
    const thrice = [...twice, ask('13 08:00'), act('extended', '13 08:10')];
    expect(row(...thrice).stepDue.dueAt).toEqual(at('13 15:00'));
    expect(row(...thrice).turns.at(-1)!.extensionMs).toBe(8 * 60 * MINUTE);
  });

  it('adds nothing once the deadline has passed', () => {
    const late = [...atWork, act('extension_asked', '12 15:00', {}, { version: null }), act('extended', '12 15:10')];
    expect(row(...late).stepDue.dueAt).toEqual(at('12 15:00'));
  });

  it('takes the deadline away while the case is suspended, and adds the time of it to the limit', () => {
    const suspended = act('suspended', '12 10:00', { resumeAt: at('14 08:00').toISOString() });
    const standing = row(...atWork, assistAsked, suspended);
    expect(standing).toMatchObject({ state: 'suspended', resumeAt: at('14 08:00') });
    expect(standing.stepDue).toEqual({ dueAt: null, warnAt: null });
    const resumed = row(...atWork, assistAsked, suspended, act('resumed', '14 08:00'));
    // One hour was used, three are left; of the assist's two hours, one.
    expect(resumed).toMatchObject({ resumeAt: null, stepDue: { dueAt: at('14 11:00'), warnAt: at('14 10:12') } });
    expect(resumed.turns.find((turn) => turn.step === 'assist')).toMatchObject({
      dueAt: at('14 09:00'),
      endedAt: null,
    });
  });

  it('stops the clock of a body that returns the case and starts that of its dispatch; the same body goes on', () => {
    const returned = act('returned', '12 10:00', { ...COUNTY, ...step('dispatch', '0.25') });
    const waiting = row(...atWork, assistAsked, returned);
    expect(waiting.stepDue.dueAt).toEqual(at('12 10:15'));
    expect(waiting.turns.filter(({ endedAt }) => endedAt === null)).toMatchObject([{ step: 'dispatch', unitId: 30 }]);
    expect(waiting.turns.find((turn) => turn.step === 'assist')).toMatchObject({ endedBy: 'returned' });
    // Of a rule changed meanwhile the body that goes on learns nothing.
    const again = act('dispatched', '12 10:30', { ...WORKS, ...step('disposal', '1', 'working_hour') });
    const { stepDue, turns, picture } = row(...atWork, returned, again);
    expect(stepDue.dueAt).toEqual(at('12 15:30'));
    expect(turns.filter((turn) => turn.step === 'disposal')).toMatchObject([
      { unitId: 31, limit: { value: '4' }, pauses: [{ from: at('12 10:00'), to: at('12 10:30') }] },
    ]);
    expect(picture.limitValue).toBe('4');
  });

  it('starts anew for another body, under the limit fixed then', () => {
    const returned = act('returned', '12 10:00', { ...COUNTY, ...step('dispatch', '0.25') });
    const another = act('dispatched', '12 10:30', { ...CLEANING, ...step('disposal', '1', 'working_hour') });
    const { stepDue, turns, picture } = row(...atWork, returned, another);
    expect(stepDue.dueAt).toEqual(at('12 11:30'));
    expect(turns.filter((turn) => turn.step === 'disposal')).toMatchObject([
      { unitId: 31, limit: { value: '4' }, endedBy: 'returned' },
      { unitId: 33, limit: { value: '1' }, endedAt: null },
    ]);
    expect(picture.limitValue).toBe('1');
  });

  it('has the limit of its acceptance where an old dispatch fixed none', () => {
    const known = act('accepted', '12 08:25', { ...step('filing', '0.5'), limitValue: '4', limitUnit: 'working_hour' });
    const old = act('dispatched', '12 09:00', { ...WORKS, step: 'disposal' });
    expect(row(...upTo(verified), known, filed, old).stepDue.dueAt).toEqual(at('12 15:00'));
  });

  it('goes on for the same body after a failed check, and ends what was asked of others with the state', () => {
    const failed = act('reworked', '12 15:30', { ...WORKS, ...step('disposal', '9', 'working_hour') });
    const { stepDue, turns } = row(...upTo(checkSent), failed);
    expect(stepDue.dueAt).toEqual(at('12 16:00'));
    expect(turns.find((turn) => turn.step === 'check')).toMatchObject({ endedAt: at('12 15:30'), endedBy: 'reworked' });
  });
});

describe('lamps', () => {
  it.each([
    ['08:11', 'green'],
    ['08:12', 'yellow'],
    ['08:15', 'yellow'],
    ['08:16', 'red'],
  ])('of a quarter of an hour from eight are at %s %s', (time, lamp) => {
    const [turn] = row(reported).turns;
    expect(lampOf({ ...dueOf(calendar, turn!), limit: turn!.limit }, at(`12 ${time}`))).toBe(lamp);
  });
  it('burn only where there is a limit', () => {
    const [turn] = row(act('reported', '12 08:00', CITY)).turns;
    expect(lampOf({ ...dueOf(calendar, turn!), limit: turn!.limit }, at('12 09:00'))).toBeNull();
  });
});

describe('whatever is done', () => {
  const KINDS: EventKind[] = [
    ...([
      'accepted',
      'file_returned',
      'filed',
      'sent_down',
      'passed_up',
      'dispatched',
      'returned',
      'disposed',
    ] as const),
    ...(['check_sent', 'check_passed', 'reworked', 'closed', 'suspended', 'resumed', 'extended'] as const),
    ...(['verify_asked', 'verify_answered', 'check_answered', 'assist_asked', 'assist_answered', 'voided'] as const),
  ];
  const done = fc.record({
    kind: fc.constantFrom(...KINDS),
    minutes: fc.integer({ min: -30, max: 600 }),
    body: fc.constantFrom(30, 31, 32, 33),
    name: fc.constantFrom('filing', 'dispatch', 'disposal', 'verify', 'check', 'assist', 'closing'),
  });
  it('no clock runs backwards, and one of a step runs at a body at a time', () => {
    fc.assert(
      fc.property(fc.array(done, { maxLength: 25 }), (all) => {
        let time = at('12 08:00').getTime();
        const events = all.map(({ kind, minutes, body, name }, index): CaseEvent => {
          time += minutes * MINUTE;
          const data = { ...{ act: kind, unitId: body, holderUnitId: body }, ...step(name, '1') };
          const moved = { version: index + 2, leadUnitId: body, byUnitId: body, occurredAt: new Date(time) };
          return event(`e${index}`, kind, '12 08:00', { data, ...moved });
        });
        const { turns, state } = row(reported, ...events);
        const desks = turns.filter((turn) => !['disposal', 'verify', 'check', 'assist'].includes(turn.step));
        for (const [index, turn] of turns.entries()) {
          if (turn.step === 'disposal') continue; // of times that senders report: clock.test.ts
          expect(turn.endedAt === null || turn.endedAt >= turn.startedAt).toBe(true);
          for (const { from, to } of turn.pauses) {
            expect(from >= turn.startedAt && (to === null || to >= from)).toBe(true);
            expect(turn.endedAt === null || (to !== null && to <= turn.endedAt)).toBe(true);
          }
          const next = turns.slice(index + 1).find((one) => one.step === turn.step && one.unitId === turn.unitId);
          if (next !== undefined) expect(turn.endedAt !== null && turn.endedAt <= next.startedAt).toBe(true);
        }
        for (const [index, desk] of desks.slice(1).entries()) {
          expect(desks[index]!.endedAt! <= desk.startedAt).toBe(true);
        }
        const isAtDesk = ['collecting', 'filing', 'dispatching', 'check_sending', 'closing'].includes(state);
        const isChecked = turns.some((turn) => turn.step === 'check' && turn.endedAt === null);
        expect(desks.filter(({ endedAt }) => endedAt === null)).toHaveLength(isAtDesk && !isChecked ? 1 : 0);
      }),
      { numRuns: 500 },
    );
  });
});
