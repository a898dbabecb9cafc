import { describe, expect, it } from 'vitest';
import { at, calendar, event, NOW } from '../../test/cases/history.ts';
import { caseRow } from './case-row.ts';
import type { CaseEvent } from './events.ts';
import { verdictOf } from './judgement.ts';
import { projectCase } from './project.ts';
import { STAGE_OF_STATE } from './stage.ts';

/** 一级监督两级指挥: the city (1, desk 10) supervises, the county (3, desk 30) commands; 市政所 (31) is a body of the county. */
const CITY_DESK = { holderId: 1, holderUnitId: 10 };
const COUNTY_DESK = { holderId: 3, holderUnitId: 30 };
const WORKS = { holderId: 3, holderUnitId: 31 };
const BARE = {
  ...{ filedAt: null, dispatchedAt: null, disposedAt: null, closedAt: null, voidedAt: null, suspendedAt: null },
  ...{ unitName: null, leadUnitId: null, classId: null, limitValue: null },
};
const CLASSED = { ...BARE, classId: 7, limitValue: '4' };
const FILED = { ...CLASSED, filedAt: at('12 08:20') };
const SENT = { ...FILED, dispatchedAt: at('12 09:00'), unitName: '市政所', leadUnitId: 31 };
const DONE = { ...SENT, disposedAt: at('12 14:30') };
const CLOSED = { ...DONE, closedAt: at('12 16:00') };
/** Four working hours from 09:00. */
const RUNNING = {
  ...{ startedAt: at('12 09:00'), startedBy: 'dispatched', leadUnitId: 31, dueAt: at('12 15:00') },
  ...{ endedAt: null, endedBy: null },
};
const ENDED = { ...RUNNING, endedAt: at('12 14:30'), endedBy: 'disposed' };

/** A call at the city about a place in the county: each event, and what the case is after it. */
const HISTORY: [string, CaseEvent, object][] = [
  [
    '信息采集: the hotline of the city takes the call',
    event('1', 'reported', '12 08:00', {
      data: {
        ...CITY_DESK,
        caseNo: '510900-20261012-00001',
        modeFrom: '2026-09-30T16:00:00.000Z',
        sourceGroup: 'public',
      },
    }),
    { state: 'collecting', stage: 'reported', holder: CITY_DESK, picture: BARE, turns: [], verdict: 'no_deadline' },
  ],
  [
    'the acceptor registers it',
    event('2', 'registered', '12 08:02'),
    { state: 'collecting', stage: 'reported', holder: CITY_DESK, picture: BARE, turns: [], verdict: 'no_deadline' },
  ],
  [
    'asks a collector to look',
    event('3', 'verify_asked', '12 08:03'),
    { state: 'collecting', stage: 'reported', holder: CITY_DESK, picture: BARE, turns: [], verdict: 'no_deadline' },
  ],
  [
    'who finds it',
    event('4', 'verify_answered', '12 08:12'),
    { state: 'collecting', stage: 'reported', holder: CITY_DESK, picture: BARE, turns: [], verdict: 'no_deadline' },
  ],
  [
    'the acceptor takes it in, under a class and a limit',
    event('5', 'accepted', '12 08:15', {
      data: { classId: 7, ruleId: 70, limitValue: '4', limitUnit: 'working_hour' },
    }),
    { state: 'filing', stage: 'reported', holder: CITY_DESK, picture: CLASSED, turns: [], verdict: 'no_deadline' },
  ],
  [
    '案卷建立: the shift leader files it, which hands it to the county',
    event('6', 'filed', '12 08:20', { data: COUNTY_DESK }),
    {
      ...{ state: 'dispatching', stage: 'filed', holder: COUNTY_DESK, picture: FILED, verdict: 'no_deadline' },
      turns: [], // of its disposal: until it is dispatched, the clock of that step runs
    },
  ],
  [
    '任务派遣: the dispatcher of the county sends it to the works',
    event('7', 'dispatched', '12 09:00', { leadUnitId: 31, data: { ...WORKS, unitName: '市政所', leadUnitId: 31 } }),
    { state: 'disposing', stage: 'dispatched', holder: WORKS, picture: SENT, turns: [RUNNING], verdict: 'overdue' },
  ],
  [
    '任务处理: the works take it',
    event('8', 'taken', '12 09:10', { leadUnitId: 31 }),
    { state: 'disposing', stage: 'dispatched', holder: WORKS, picture: SENT, turns: [RUNNING], verdict: 'overdue' },
  ],
  [
    '任务反馈: and feed back; the city has it',
    event('9', 'disposed', '12 14:30', { leadUnitId: 31, data: CITY_DESK }),
    { state: 'check_sending', stage: 'disposed', holder: CITY_DESK, picture: DONE, turns: [ENDED], verdict: 'in_time' },
  ],
  [
    '核查结案: the acceptor sends a collector to check',
    event('10', 'check_sent', '12 14:40'),
    { state: 'check_sending', stage: 'disposed', holder: CITY_DESK, picture: DONE, turns: [ENDED], verdict: 'in_time' },
  ],
  [
    'who finds it done',
    event('11', 'check_answered', '12 15:10'),
    { state: 'check_sending', stage: 'disposed', holder: CITY_DESK, picture: DONE, turns: [ENDED], verdict: 'in_time' },
  ],
  [
    'the acceptor passes it',
    event('12', 'check_passed', '12 15:20'),
    { state: 'closing', stage: 'disposed', holder: CITY_DESK, picture: DONE, turns: [ENDED], verdict: 'in_time' },
  ],
  [
    'the shift leader closes it',
    event('13', 'closed', '12 16:00', { data: { closingType: 'normal' } }),
    { state: 'closed', stage: 'closed', holder: CITY_DESK, picture: CLOSED, turns: [ENDED], verdict: 'in_time' },
  ],
  [
    '综合评价: the caller is asked, and the case stays as it was closed',
    event('14', 'called_back', '13 09:00'),
    { state: 'closed', stage: 'closed', holder: CITY_DESK, picture: CLOSED, turns: [ENDED], verdict: 'in_time' },
  ],
];

describe('an ordinary case of two commands, through the seven stages', () => {
  const events = HISTORY.map(([, one]) => ({ ...one, data: { act: one.kind, ...one.data } }));

  it.each(HISTORY.map(([title, , expected], index) => [title, index, expected] as const))(
    '%s',
    (_, index, expected) => {
      const projected = projectCase(events.slice(0, index + 1));
      const { picture, clock, fact } = caseRow(calendar, projected);
      const { holderId, holderUnitId, caseNo, modeFrom } = projected.baton;
      expect({
        state: projected.state,
        stage: STAGE_OF_STATE[projected.state],
        holder: { holderId, holderUnitId },
        picture,
        turns: clock,
        verdict: verdictOf(fact, NOW),
      }).toMatchObject(expected);
      expect({ caseNo, modeFrom }).toEqual({ caseNo: '510900-20261012-00001', modeFrom: '2026-09-30T16:00:00.000Z' });
      expect(clock).toHaveLength((expected as { turns: unknown[] }).turns.length);
      expect(projected.seen).toBe(index + 1);
    },
  );

  it('passed up by the county and sent down again it lies at either desk, waiting for its dispatch', () => {
    const filed = events.slice(0, 6);
    const up = event('7', 'passed_up', '12 08:30', { data: CITY_DESK });
    const down = event('8', 'sent_down', '12 08:40', { data: COUNTY_DESK });
    expect(projectCase([...filed, up])).toMatchObject({ state: 'dispatching', baton: CITY_DESK });
    expect(projectCase([...filed, up, down])).toMatchObject({ state: 'dispatching', baton: COUNTY_DESK });
  });

  it('a check not passed sends it back to the works, whose clock goes on where it stopped', () => {
    const failed = event('12', 'reworked', '12 15:30', { leadUnitId: 31, data: { ...WORKS, reworkCount: 1 } });
    const projected = projectCase([...events.slice(0, 11), failed]);
    expect(projected).toMatchObject({ state: 'disposing', baton: WORKS, picture: { ...SENT, reworkCount: 1 } });
    // Half an hour was left at 14:30.
    expect(caseRow(calendar, projected).clock).toMatchObject([
      { leadUnitId: 31, endedAt: null, dueAt: at('12 16:00') },
    ]);
  });

  it('a closing taken back leaves it with the shift leader', () => {
    const back = event('15', 'corrected', '13 10:00', { amends: '13', data: { closedAt: null } });
    expect(projectCase([...events, back])).toMatchObject({ state: 'closing', baton: CITY_DESK, picture: DONE });
  });

  it('handled on the spot by who registers it, it waits for its review, or goes the ordinary way after all', () => {
    const first = events[0]!;
    const handled = event('2', 'registered', '12 08:02', { data: { selfHandled: true } });
    expect(projectCase([first, handled]).state).toBe('self_review');
    expect(projectCase([first, handled, event('3', 'closed', '12 08:30')]).state).toBe('closed');
    const ordinary = event('3', 'file_returned', '12 08:30', { data: { selfHandled: false } });
    expect(projectCase([first, handled, ordinary]).state).toBe('collecting');
  });
});
