import type { FieldName } from '../../cases/fields.ts';
import type { LockedCase } from '../../cases/record/lock-cases.ts';
import type { MappedRow } from '../rules/map-row.ts';

const LIMIT_FIELDS = ['ruleId', 'limitValue', 'limitUnit'] as const satisfies FieldName[];

/**
 * Fields of which a row says nothing to a case: those it has no column for, and once the clock of the case has started rule
 * and limit, which are fixed there (command model, clocks): what the catalogue or the tenant has changed since is for later
 * cases. Only a row that names another class or condition than before means another limit.
 */
export function unsaidFields(
  locked: LockedCase | undefined,
  { picture, absent, namesRule }: Pick<MappedRow, 'picture' | 'absent' | 'namesRule'>,
): readonly FieldName[] {
  if (locked === undefined) return absent;
  const { picture: known, occurrences } = locked.projection;
  const hasStarted = occurrences.some(({ kind, at }) => at !== null && (kind === 'filed' || kind === 'dispatched'));
  const meansAnother = picture.classId !== known.classId || (namesRule && picture.ruleId !== known.ruleId);
  return hasStarted && !meansAnother ? [...absent, ...LIMIT_FIELDS] : absent;
}
