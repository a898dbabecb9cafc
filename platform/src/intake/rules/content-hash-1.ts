import { hash } from 'node:crypto';
import type { CasePicture, FieldName } from '../../cases/fields.ts';

/**
 * The hash as it was stored before it carried a version: values only, in the order of the fields there were then. Frozen:
 * with it a row that was sent before the change is recognised as unchanged. It may go when no home holds such a hash, that
 * is when `select from biz.case_source where content_hash not like '%:%'` is empty everywhere: a case's hash is renewed
 * with its next update.
 */
const FIELDS = [
  ...(['classId', 'kind', 'sourceCode', 'sourceGroup', 'address', 'description', 'longitude', 'latitude'] as const),
  ...(['originalX', 'originalY', 'originalCrs', 'cellId', 'unitName', 'ruleId', 'limitValue', 'limitUnit'] as const),
  ...(['reportedAt', 'filedAt', 'dispatchedAt', 'disposedAt', 'closedAt', 'refusedAt', 'voidedAt'] as const),
  ...(['suspendedAt', 'resumedAt', 'closingType', 'selfHandled', 'reworkCount', 'extensionCount'] as const),
  ...(['claimedDueAt', 'claimedOverdue'] as const),
];
const KNOWN: ReadonlySet<string> = new Set(FIELDS);

export function contentHash1(
  picture: CasePicture,
  absent: readonly FieldName[],
  person: { name: string | null; phone: string | null } | null,
): string {
  const values: unknown[] = FIELDS.map((field) => {
    const value = picture[field];
    return value instanceof Date ? value.getTime() : value;
  });
  // Fields there were not then: a row that fills one says more than any that was hashed so.
  if (picture.extendedAt !== null) values.push(picture.extendedAt.getTime());
  const left = absent.filter((field) => KNOWN.has(field));
  if (left.length > 0) values.push(left.toSorted());
  if (person !== null) values.push([person.name, person.phone]);
  return hash('sha256', JSON.stringify(values), 'base64url');
}
