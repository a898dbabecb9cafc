import { stateCouncilCalendar } from '../../src/calendars/state-council.ts';
import { caseRow } from '../../src/cases/case-row.ts';
import type { CaseEvent } from '../../src/cases/events.ts';
import { verdictOf } from '../../src/cases/judgement.ts';
import { projectCase } from '../../src/cases/project.ts';

export const calendar = stateCouncilCalendar();
/** A week of October 2026 without holidays: the 12th is a Monday. Working hours 8–12 and 14–18. */
export const at = (text: string): Date => new Date(`2026-10-${text.replace(' ', 'T')}:00+08:00`);
export const NOW = at('30 08:00');
export const event = (id: string, kind: CaseEvent['kind'], time: string, more: Partial<CaseEvent> = {}): CaseEvent => ({
  ...{ id, kind, occurredAt: at(time), amends: null, version: null, leadUnitId: null, data: {} },
  ...more,
});
export const corrected = (id: string, amends: string, data: CaseEvent['data']) =>
  event(id, 'corrected', '29 08:00', { amends, data });

export const reported = event('1', 'reported', '12 08:00', {
  data: {
    ...{ caseNo: '5109-20261012-00001', holderId: 3, holderUnitId: 30, modeFrom: null },
    ...{ unitName: '环卫所', limitValue: '4', limitUnit: 'working_hour' },
  },
});
/** Four working hours from nine on Monday: due at 15:00. */
export const sent = [reported, event('2', 'filed', '12 08:30'), event('3', 'dispatched', '12 09:00')];

export function outcomeOf(...events: CaseEvent[]) {
  const projected = projectCase(events);
  const { picture, clock, fact } = caseRow(calendar, projected);
  const { dispatchedAt, disposedAt, suspendedAt, resumedAt, closedAt } = picture;
  return {
    state: projected.state,
    picture: { dispatchedAt, disposedAt, suspendedAt, resumedAt, closedAt },
    due: fact.dueAt,
    turns: clock.length,
    verdict: verdictOf(fact, NOW),
  };
}
