import { describe, expect, it } from 'vitest';
import { event } from '../../../test/cases/history.ts';
import { emptyPicture } from '../../cases/picture.ts';
import type { CasePicture } from '../../cases/fields.ts';
import type { CaseEvent, EventData } from '../../cases/events.ts';
import { makeProjection } from '../../cases/project.ts';
import { hasOwnHistory, hasTakenPart, taskOfDesk, type DeskTask } from '../../cases/own-history.ts';
import { claimsOf } from './claims.ts';

const DESK = 20;
const DEPARTMENT = 21;
const at = (hour: string) => new Date(`2026-10-12T${hour}:00+08:00`);

let ids = 0;
function moved(
  version: number,
  kind: CaseEvent['kind'],
  hour: string,
  data: EventData,
  lead: number | null = null,
): CaseEvent {
  return { id: `${++ids}`, kind, occurredAt: at(hour), amends: null, version, leadUnitId: lead, byUnitId: DESK, data };
}

const REPORTED = moved(1, 'reported', '08:00', {
  act: 'register',
  holderId: 1,
  holderUnitId: 10,
  classId: 1,
  address: '一号',
});
const FILED = moved(2, 'filed', '08:20', { act: 'file', holderId: 2, holderUnitId: DESK });
const DISPATCHED = moved(
  3,
  'dispatched',
  '09:00',
  { act: 'dispatch', holderUnitId: DEPARTMENT, leadUnitId: DEPARTMENT },
  DEPARTMENT,
);
const RETURNED = moved(4, 'returned', '09:30', { act: 'take_back', holderUnitId: DESK, leadUnitId: null });

const projectionOf = (...events: CaseEvent[]) => {
  const projection = makeProjection();
  for (const one of events) projection.apply(one);
  return projection;
};

/** What a row that names these times says, as codes and steps. */
function read(history: CaseEvent[], row: Partial<CasePicture>, task: DeskTask | null = null) {
  const projection = projectionOf(...history);
  const picture = { ...emptyPicture(), classId: 1, reportedAt: at('08:00'), ...row };
  const { news, feedback, findings } = claimsOf(projection, { picture, absent: [] }, task, {
    ...{ zone: 'Asia/Shanghai', desks: [DESK] },
  });
  return {
    news: news.map(({ step }) => step),
    feedback,
    findings: findings.map(({ code, field }) => `${code} ${field}`),
  };
}

describe('counts of a row beside a case of the platform', () => {
  const EXTENDED = moved(4, 'extended', '10:00', { act: 'extend', extensionCount: 1 }, DEPARTMENT);
  const counted = (row: Partial<CasePicture>) => read([REPORTED, FILED, DISPATCHED, EXTENDED], row).findings;

  it('that differ are remarked, each by its field; the same, and none, say nothing', () => {
    expect(counted({ reworkCount: 1, extensionCount: 2 })).toEqual([
      'FLOW-OWN-FIELD rework',
      'FLOW-OWN-FIELD extension',
    ]);
    expect(counted({ extensionCount: 1 })).toEqual([]);
    expect(counted({ extensionCount: 0 })).toEqual([]);
  });
});

describe('steps of a row beside a case of the platform', () => {
  it('a time that differs by less than a second is the one we know', () => {
    const reportedAt = new Date(at('08:00').getTime() + 900);
    expect(read([REPORTED, FILED], { reportedAt, filedAt: at('08:20') })).toEqual({
      ...{ news: [], feedback: null, findings: [] },
    });
  });

  it('one done here stands; one not done here is a claim', () => {
    const row = { reportedAt: at('07:55'), filedAt: at('08:25'), dispatchedAt: at('09:00'), disposedAt: at('10:00') };
    expect(read([REPORTED, FILED, DISPATCHED], row)).toEqual({
      ...{ news: ['disposed'], feedback: null, findings: ['FLOW-OWN-STEP reported', 'FLOW-OWN-STEP filed'] },
    });
  });

  it('a closing before the disposal, and a disposal before the dispatch, are out of order', () => {
    const closed = read([REPORTED, FILED, DISPATCHED], { closedAt: at('10:00') });
    expect(closed).toMatchObject({ news: ['closed'], findings: ['FLOW-ORDER closed'] });
    const disposed = read([REPORTED, FILED, DISPATCHED], { disposedAt: at('08:50') });
    expect(disposed).toMatchObject({ news: ['disposed'], findings: ['FLOW-ORDER disposed'] });
  });

  it('what was noted before is no news', () => {
    const note: CaseEvent = {
      ...event('n', 'claimed', '12 10:00'),
      occurredAt: at('10:00'),
      data: { claim: 'disposed' },
    };
    expect(read([REPORTED, FILED, DISPATCHED, note], { disposedAt: at('10:00') }).news).toEqual([]);
    expect(read([REPORTED, FILED, DISPATCHED, note], { disposedAt: at('10:01') }).news).toEqual(['disposed']);
  });

  it('a note changes nothing of the case', () => {
    const note: CaseEvent = {
      ...event('n', 'claimed', '12 10:00'),
      occurredAt: at('10:00'),
      data: { claim: 'closed' },
    };
    const before = projectionOf(REPORTED, FILED, DISPATCHED);
    const after = projectionOf(REPORTED, FILED, DISPATCHED, note);
    expect(after.picture).toEqual(before.picture);
    expect([after.state, after.version, after.baton]).toEqual([before.state, before.version, before.baton]);
    expect(after.occurrences).toEqual(before.occurrences);
  });
});

describe('the task of a desk', () => {
  it('is to command a case that waits for it, to work one that it leads, and none of what others have', () => {
    expect(taskOfDesk(projectionOf(REPORTED), [DESK])).toBeNull();
    expect(taskOfDesk(projectionOf(REPORTED, FILED), [DESK])).toEqual({ kind: 'command', askedAt: at('08:20') });
    expect(taskOfDesk(projectionOf(REPORTED, FILED, DISPATCHED), [DESK])).toBeNull();
    const back = projectionOf(REPORTED, FILED, DISPATCHED, RETURNED);
    expect(taskOfDesk(back, [DESK])).toEqual({ kind: 'command', askedAt: at('09:30') });
    const own = moved(3, 'dispatched', '09:00', { act: 'dispatch', holderUnitId: DESK, leadUnitId: DESK }, DESK);
    expect(taskOfDesk(projectionOf(REPORTED, FILED, own), [DESK])).toEqual({ kind: 'lead', askedAt: at('09:00') });
  });

  it('is answered by a disposal after it came, with the dispatch of a case that it commands', () => {
    const command: DeskTask = { kind: 'command', askedAt: at('08:20') };
    const row = { filedAt: at('08:20'), disposedAt: at('10:00') };
    expect(read([REPORTED, FILED], row, command)).toMatchObject({ feedback: null, findings: ['FLOW-ORDER disposed'] });
    expect(read([REPORTED, FILED], { ...row, dispatchedAt: at('09:00') }, command)).toEqual({
      ...{ news: ['dispatched', 'disposed'], findings: [] },
      feedback: { dispatchedAt: at('09:00'), disposedAt: at('10:00') },
    });
  });

  it('of a case that came back is answered by what was done since, not by what was done before', () => {
    const command: DeskTask = { kind: 'command', askedAt: at('09:30') };
    const history = [REPORTED, FILED, DISPATCHED, RETURNED];
    const before = { dispatchedAt: at('09:10'), disposedAt: at('09:20') };
    expect(read(history, before, command)).toMatchObject({
      ...{ feedback: null, findings: ['FLOW-OWN-STEP dispatched', 'FLOW-ORDER disposed'] },
    });
    const since = { dispatchedAt: at('09:40'), disposedAt: at('10:00') };
    expect(read(history, since, command)).toMatchObject({ feedback: since, findings: [] });
  });
});

describe('whose history a case has', () => {
  it('its own once a desk or body has moved it; a note or an upload gives it none', () => {
    const uploaded = { ...REPORTED, data: { classId: 1 } };
    expect(hasOwnHistory([uploaded])).toBe(false);
    expect(hasOwnHistory([uploaded, { ...FILED, kind: 'supervised', version: null }])).toBe(false);
    expect(hasOwnHistory([uploaded, FILED])).toBe(true);
  });

  it('a tenant took part that held it, or whose body led it or acted on it; a claim is no part', () => {
    const homes = new Map([[10, 1], [20, 2], [21, 2], [31, 3]]); // prettier-ignore
    const byCity = { ...REPORTED, byUnitId: 10 };
    const claim = { ...byCity, kind: 'claimed' as const, byUnitId: DESK, data: { claim: 'closed' } };
    expect(hasTakenPart([byCity, claim], 2, homes)).toBe(false);
    expect(hasTakenPart([byCity, FILED], 2, homes)).toBe(true);
    expect(hasTakenPart([byCity, { ...DISPATCHED, byUnitId: 10 }], 2, homes)).toBe(true);
    expect(hasTakenPart([byCity, { ...DISPATCHED, byUnitId: 10 }], 3, homes)).toBe(false);
  });
});
