import { describe, expect, it } from 'vitest';
import { LIFECYCLE } from './lifecycle/lifecycle.ts';
import { projectCase } from './project.ts';
import { inOrder } from './read-events.ts';
import { WORK_KINDS } from './work-events.ts';

type Row = Parameters<typeof inOrder>[0][0];
const row = (id: string, kind: string, version: number | null, data: Row['data'], task: string | null = null): Row => ({
  ...{ id, kind, version, data, case_id: 'c', amends: null, lead_unit_id: 21, by_unit_id: 21, assignment_id: task },
  occurred_at: new Date(`2026-10-12T0${id}:00:00Z`),
});
const BEFORE = [
  row('1', 'reported', 1, { act: 'register', classId: 1, holderId: 2, holderUnitId: 20, limitValue: '4' }),
  row('2', 'dispatched', 2, { act: 'dispatch', holderUnitId: 21, leadUnitId: 21 }),
];
const after = (...rows: Row[]) => projectCase(inOrder([...BEFORE, ...rows]));

describe('what whoever works a task writes', () => {
  it('are the events of the acts on his side and no others', () => {
    const events = LIFECYCLE.filter(({ side }) => side === 'lead' || side === 'task').map(({ event }) => event);
    expect([...WORK_KINDS].sort()).toEqual([...new Set(events)].sort());
  });

  it('says nothing of the class, the times or the desks of the case, whatever stands in the row', () => {
    const forged = {
      classId: 9,
      closedAt: '2026-10-12T03:00:00Z',
      extensionCount: 2,
      limitValue: '400',
      holderUnitId: 99,
    };
    const { picture, baton, state } = after(row('3', 'acknowledged', null, forged, 't'));
    expect(picture).toMatchObject({ classId: 1, closedAt: null, extensionCount: 0, limitValue: '4' });
    expect({ holder: baton.holderUnitId, state }).toEqual({ holder: 21, state: 'disposing' });
  });

  it('hands the case back with a feedback, and with nothing else', () => {
    const back = { act: 'feed_back', holderId: 1, holderUnitId: 10, words: '已清除', leadUnitId: 99 };
    expect(after(row('3', 'disposed', 3, back, 't'))).toMatchObject({
      ...{ state: 'check_sending', baton: { holderId: 1, holderUnitId: 10 }, picture: { leadUnitId: 21 } },
    });
  });
});
