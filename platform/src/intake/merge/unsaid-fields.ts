import { goesToAnotherUnit } from '../../cases/is-another.ts';
import type { CasePicture, FieldName } from '../../cases/fields.ts';
import { sameValue } from '../../cases/picture.ts';
import type { LockedCase } from '../../cases/record/lock-cases.ts';
import type { MappedRow } from '../rules/map-row.ts';

const LIMIT_FIELDS = ['ruleId', 'limitValue', 'limitUnit'] as const satisfies FieldName[];
const PLACED_BY = ['longitude', 'latitude', 'reportedAt'] as const satisfies FieldName[];
const PLACE_FIELDS = ['cellId', 'streetId', 'communityId'] as const satisfies FieldName[];

const LEAD_FIELDS = ['leadUnitId'] as const satisfies FieldName[];

type Row = Pick<MappedRow, 'picture' | 'absent' | 'namesRule' | 'namesPlaces' | 'undated'>;

/** A row beside the last that changed its case. */
export interface Compared {
  /** It comes through another mapping. */
  readonly isReread: boolean;
  /** It comes through the same mapping, with the same revision of the sender's. */
  readonly isSame: boolean;
}

/**
 * Fields of which a row says nothing to a case: those it has no column for, and those that we found out from others which it
 * only repeats, a time that stands in for one nobody gave among them. Limits, grid and units change, also for days gone by; what a case has of them, it keeps. What was not known of
 * it, a cell or a unit, is still found, unless the sender calls the row the same.
 */
export function unsaidFields(locked: LockedCase, row: Row, against: Compared): readonly FieldName[] {
  const { picture: known } = locked.projection;
  const keepsPlace = (field: (typeof PLACE_FIELDS)[number]) =>
    known[field] !== null && !row.namesPlaces.includes(field);
  return [
    ...row.absent,
    ...(row.undated.length > 0 && row.undated.every((field) => known[field] !== null)
      ? [...row.undated, 'inexactTimes' as const]
      : []),
    ...(meansAnotherRule(known, row) || startsClock(known, row) ? [] : LIMIT_FIELDS),
    ...(repeats(known, row, PLACED_BY) ? PLACE_FIELDS.filter((field) => against.isSame || keepsPlace(field)) : []),
    ...(keepsLead(known, row, against) ? LEAD_FIELDS : []),
  ];
}

const meansAnotherRule = (known: CasePicture, { picture, namesRule }: Row): boolean =>
  picture.classId !== known.classId || (namesRule && picture.ruleId !== known.ruleId);

/**
 * Rule and limit are fixed where a clock starts (command model, clocks): with the first dispatch, with one to another unit, or
 * with filing where there is no dispatch. A start that is put right, or a dispatch to the unit that had the case, starts none.
 */
function startsClock(before: CasePicture, { picture: next, absent }: Row): boolean {
  if (absent.includes('dispatchedAt') || next.dispatchedAt === null) {
    return !absent.includes('filedAt') && next.filedAt !== null && (before.filedAt ?? before.dispatchedAt) === null;
  }
  if (before.dispatchedAt === null) return true;
  return next.dispatchedAt > before.dispatchedAt && goesToAnotherUnit({ before, next, absent });
}

/** The same word of the same dispatch means the body it meant, and one that means nobody any more takes no lead away. */
const keepsLead = (known: CasePicture, row: Row, { isReread, isSame }: Compared): boolean =>
  !isReread &&
  (isSame || known.leadUnitId !== null) &&
  repeats(known, row, ['unitName']) &&
  (row.picture.leadUnitId === null || repeats(known, row, ['dispatchedAt']));

const repeats = (known: CasePicture, { picture, absent }: Row, fields: readonly FieldName[]): boolean =>
  fields.every((field) => absent.includes(field) || sameValue(known[field], picture[field]));
