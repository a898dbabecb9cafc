import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../events.ts';
import { strangeMovesIn } from './strange-moves.ts';

/** Desk 10 of city 1, desk 20 of county 2; 21 is a department of the county. */
const DESKS = new Map([
  [10, 1],
  [20, 2],
]);
const move = (
  id: number,
  kind: CaseEvent['kind'],
  by: number,
  version: number | null,
  data: CaseEvent['data'] = {},
) => ({
  ...{ id: String(id), kind, version, amends: null, leadUnitId: null, byUnitId: by, data },
  occurredAt: new Date(Date.UTC(2026, 9, 12, id)),
});
const desks = { supervisionUnitId: 10, commandUnitId: 20 };
/** The city took it in and filed it, the county gave it to its department. */
const WORKED = [
  move(1, 'reported', 10, 1, { act: 'register', holderId: 1, holderUnitId: 10, ...desks }),
  move(2, 'filed', 10, 2, { holderId: 2, holderUnitId: 20 }),
  move(3, 'dispatched', 20, 3, { holderId: 2, holderUnitId: 21 }),
];
const strange = (...events: CaseEvent[]) =>
  strangeMovesIn('c', [...WORKED, ...events], DESKS, 2).map(({ kind, byUnitId }) => [kind, byUnitId]);
const granted = (by: number, forVersion: number) => move(4, 'decided', by, null, { act: 'void', forVersion });
const voided = move(5, 'voided', 20, 4, { act: 'void', holderId: 1, holderUnitId: 10 });

describe('moves by strangers', () => {
  it('are none where holder and commander moved it, and everybody noted', () => {
    const note = move(4, 'supervised', 10, null);
    const extended = move(5, 'extended', 20, 4);
    expect(strange(note, extended, move(6, 'disposed', 21, 5, { holderId: 1, holderUnitId: 10 }))).toEqual([]);
  });

  it('are those of the desk that supervises while the county has it', () => {
    expect(strange(move(4, 'extended', 10, 4))).toEqual([['extended', 10]]);
    expect(strange(move(4, 'extended', 10, null))).toEqual([['extended', 10]]);
    expect(strange(move(4, 'extended', 20, null))).toEqual([['extended', 20]]);
  });

  it('are those that somebody puts to where he had the case', () => {
    const first = (...[kind, by, version]: [CaseEvent['kind'], number, number | null]) =>
      strangeMovesIn('c', [WORKED[0]!, move(2, kind, by, version), ...WORKED.slice(1)], DESKS, 2);
    expect(first('extended', 10, null)).toHaveLength(1);
    expect(first('extended', 10, 1)).toHaveLength(1);
    expect(first('registered', 10, 1)).toEqual([]);
    expect(strangeMovesIn('c', [move(1, 'extended', 10, null), ...WORKED], DESKS, 2)).toHaveLength(1);
  });

  it('are those of a body after it fed back', () => {
    const back = move(4, 'disposed', 21, 4, { holderId: 1, holderUnitId: 10 });
    expect(strange(back, move(5, 'disposed', 21, 5))).toEqual([['disposed', 21]]);
    expect(strange(back, move(5, 'closed', 20, 5))).toEqual([['closed', 20]]);
  });

  it('are not those of the clerk, who carries out what a desk of the case decided at that version', () => {
    const taken = move(4, 'passed_up', 20, 4, { holderId: 1, holderUnitId: 10 });
    const carriedOut = (...before: CaseEvent[]) => strange(taken, ...before, { ...voided, version: 5 });
    expect(carriedOut(granted(10, 4))).toEqual([]);
    expect(carriedOut()).toEqual([['voided', 20]]);
    expect(carriedOut(granted(10, 3))).toEqual([['voided', 20]]);
    expect(carriedOut(granted(21, 4))).toEqual([['voided', 20]]);
  });

  it('are not what the clerk resumes on the day, and are what he resumes before', () => {
    const up = move(4, 'passed_up', 20, 4, { holderId: 1, holderUnitId: 10 });
    const suspended = move(5, 'suspended', 10, 5, { resumeAt: '2026-10-12T07:00:00Z' });
    expect(strange(up, suspended, move(7, 'resumed', 20, 6))).toEqual([]);
    expect(strange(up, suspended, move(6, 'resumed', 20, 6))).toEqual([['resumed', 20]]);
  });

  it('are not the end of a suspension that a decision carried out finds on its way, in one version with it', () => {
    const up = move(4, 'passed_up', 20, 4, { holderId: 1, holderUnitId: 10 });
    const suspended = move(5, 'suspended', 10, 5, { resumeAt: '2026-10-12T07:00:00Z' });
    const decided = (forVersion: number) => move(6, 'decided', 20, null, { act: 'force_close', forVersion });
    const act = { act: 'force_close' };
    const carriedOut = [move(7, 'resumed', 20, 6, act), move(8, 'closed', 20, 6, act)];
    expect(strange(up, suspended, decided(5), ...carriedOut)).toEqual([]);
    expect(strange(up, suspended, decided(4), ...carriedOut)).toEqual([['closed', 20]]);
    expect(strange(up, suspended, ...carriedOut)).toEqual([['closed', 20]]);
  });
});
