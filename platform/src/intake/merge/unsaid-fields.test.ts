import { describe, expect, it } from 'vitest';
import { stateCouncilCalendar } from '../../calendars/state-council.ts';
import { emptyPicture } from '../../cases/picture.ts';
import type { CasePicture, FieldName } from '../../cases/fields.ts';
import { makeProjection } from '../../cases/project.ts';
import { firstCase } from '../../cases/record/case-write.ts';
import { unsaidFields, type Compared } from './unsaid-fields.ts';

const day = (date: number) => new Date(Date.UTC(2026, 9, date));
const CASE: CasePicture = {
  ...emptyPicture(),
  ...{ classId: 22010, ruleId: 389, limitValue: '4', limitUnit: 'working_hour', unitName: '住建', leadUnitId: 21 },
  ...{ reportedAt: day(12), filedAt: day(12), dispatchedAt: day(13), longitude: 105.5, latitude: 30.5, cellId: 1 },
};
const LIMIT = ['ruleId', 'limitValue', 'limitUnit'];

/** What a row, given by its differences, says nothing of to a case given by its own. */
function unsaid(
  row: Partial<CasePicture> & { namesRule?: boolean; namesPlaces?: FieldName[]; undated?: FieldName[] },
  {
    known = {},
    absent = [],
    ...more
  }: { known?: Partial<CasePicture>; absent?: (keyof CasePicture)[] } & Partial<Compared> = {},
) {
  const projection = makeProjection();
  Object.assign(projection.picture, CASE, known);
  const { namesRule = false, namesPlaces = [], undated = [], ...fields } = row;
  const picture = { ...CASE, ...known, ...fields };
  return unsaidFields(
    { version: 1, projection },
    { picture, absent, namesRule, namesPlaces, undated },
    { isReread: false, isSame: false, ...more },
  );
}
const keepsLimit = (...args: Parameters<typeof unsaid>) =>
  LIMIT.every((field) => unsaid(...args).includes(field as 'ruleId'));

describe('rule and limit', () => {
  it('stay with a clock that runs or ran, whatever is sent for the same class and condition', () => {
    expect(keepsLimit({ disposedAt: day(20), closedAt: day(21), limitValue: '1', ruleId: 390 })).toBe(true);
    expect(keepsLimit({ limitValue: '1' }, { absent: ['dispatchedAt', 'filedAt'] })).toBe(true);
  });
  it('stay when the start is put right, and when the unit that had the case gets it back', () => {
    expect(keepsLimit({ dispatchedAt: day(14) })).toBe(true);
    expect(keepsLimit({ dispatchedAt: day(25), reworkCount: 1 }, { known: { disposedAt: day(20) } })).toBe(true);
    expect(keepsLimit({ dispatchedAt: null }, { known: { disposedAt: day(20) } })).toBe(true);
  });
  it('are those of the row where a clock starts: by the first dispatch, one to another unit, or filing without a dispatch', () => {
    expect(keepsLimit({ dispatchedAt: day(25) }, { known: { dispatchedAt: null } })).toBe(false);
    expect(keepsLimit({ dispatchedAt: day(25), unitName: '园林' })).toBe(false);
    expect(keepsLimit({ filedAt: day(25) }, { known: { filedAt: null, dispatchedAt: null } })).toBe(false);
    expect(keepsLimit({ limitValue: '1' }, { known: { dispatchedAt: null } })).toBe(true);
  });
  it('are those of another class, and of another condition that the row names', () => {
    expect(keepsLimit({ classId: 22011 })).toBe(false);
    expect(keepsLimit({ ruleId: 390, namesRule: true })).toBe(false);
    expect(keepsLimit({ namesRule: true, limitValue: '1' })).toBe(true);
  });
});

describe('the cell', () => {
  it('stays while place and report are the same, and is looked for again where it was not known', () => {
    expect(unsaid({ cellId: 2 })).toContain('cellId');
    expect(unsaid({ cellId: 2 })).not.toContain('streetId');
    for (const row of [{ longitude: 105.6 }, { latitude: 30.6 }, { reportedAt: day(20) }]) {
      expect(unsaid({ cellId: 2, ...row })).not.toContain('cellId');
    }
  });
  it('is not even looked for in a row that the sender calls the same', () => {
    expect(unsaid({ cellId: 2 }, { known: { cellId: null }, isSame: true })).toContain('cellId');
  });
});

describe('the lead', () => {
  it('stays with the same word of the same dispatch, and where the word means nobody any more', () => {
    expect(unsaid({ leadUnitId: 22 })).toContain('leadUnitId');
    expect(unsaid({ leadUnitId: null, dispatchedAt: day(14) })).toContain('leadUnitId');
  });
  it('is that of another word, of another dispatch, of another mapping, and one where there was none', () => {
    expect(unsaid({ leadUnitId: null, unitName: '园林' })).not.toContain('leadUnitId');
    expect(unsaid({ leadUnitId: 22, dispatchedAt: day(14) })).not.toContain('leadUnitId');
    expect(unsaid({ leadUnitId: 22 }, { isReread: true })).not.toContain('leadUnitId');
    expect(unsaid({ leadUnitId: 22 }, { known: { leadUnitId: null } })).not.toContain('leadUnitId');
  });
});

it('a new case has everything its row says', () => {
  const { expect: version, projected, caseRow } = firstCase(stateCouncilCalendar(), CASE);
  expect({ version, picture: projected.picture, row: caseRow?.picture }).toEqual({
    version: null,
    picture: CASE,
    row: CASE,
  });
});
