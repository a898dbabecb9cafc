import { describe, expect, it } from 'vitest';
import { projectCase } from './project.ts';
import { inOrder } from './read-events.ts';

const row = (id: string, kind: string, version: number | null): Parameters<typeof inOrder>[0][0] => ({
  ...{ id, kind, version, data: {}, case_id: 'c', amends: null, lead_unit_id: null, by_unit_id: 30 },
  assignment_id: null,
  occurred_at: new Date('2026-10-12T00:00:00Z'),
});
const kinds = (...rows: Parameters<typeof inOrder>[0]) => inOrder(rows).map(({ kind }) => kind);

describe('the order of the events of a case', () => {
  it('of moves is that of their versions, whatever the clocks of those who recorded them show', () => {
    // The clock of whoever returned the case was behind: recorded first, and with the smaller id.
    const returned = row('2', 'returned', 3);
    const others = [row('1', 'reported', 1), row('5', 'dispatched', 2)] as const;
    expect(kinds(returned, ...others)).toEqual(['reported', 'dispatched', 'returned']);
    expect(projectCase(inOrder([returned, ...others])).state).toBe('dispatching');
  });

  it('of the events of one move is that in which they were recorded', () => {
    expect(kinds(row('1', 'reported', 1), row('2', 'filed', 1), row('3', 'dispatched', 1))).toEqual([
      'reported',
      'filed',
      'dispatched',
    ]);
  });

  it('puts a note after the moves with smaller ids', () => {
    const moves = [row('1', 'reported', 1), row('3', 'filed', 2), row('5', 'dispatched', 3)];
    expect(
      kinds(...moves, row('4', 'supervised', null), row('6', 'noticed', null), row('2', 'called_back', null)),
    ).toEqual(['reported', 'called_back', 'filed', 'supervised', 'dispatched', 'noticed']);
  });

  it('leaves events from before versions were kept as they were recorded, before those that have one', () => {
    const old = [row('1', 'reported', null), row('2', 'filed', null), row('3', 'suspended', null)];
    expect(kinds(...old, row('5', 'resumed', 2))).toEqual(['reported', 'filed', 'suspended', 'resumed']);
  });
});
