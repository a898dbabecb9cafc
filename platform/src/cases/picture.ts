import type { CasePicture } from './types.ts';

/** A picture in which nothing has happened yet; the start of every projection. `reportedAt` is the epoch until said. */
export function emptyPicture(): CasePicture {
  return {
    classId: null,
    kind: 'event',
    sourceCode: '',
    sourceGroup: 'public',
    address: null,
    description: null,
    longitude: null,
    latitude: null,
    originalX: null,
    originalY: null,
    originalCrs: null,
    cellId: null,
    unitName: null,
    ruleId: null,
    limitValue: null,
    limitUnit: null,
    reportedAt: new Date(0),
    filedAt: null,
    dispatchedAt: null,
    disposedAt: null,
    closedAt: null,
    refusedAt: null,
    voidedAt: null,
    suspendedAt: null,
    resumedAt: null,
    closingType: null,
    selfHandled: false,
    reworkCount: 0,
    extensionCount: 0,
    claimedDueAt: null,
    claimedOverdue: null,
  };
}

/** Fields of a picture in the one order used for hashing and comparing. */
export const PICTURE_FIELDS = Object.keys(emptyPicture()) as (keyof CasePicture)[];

/** Fields that hold an instant. */
export const INSTANT_FIELDS = [
  'reportedAt',
  'filedAt',
  'dispatchedAt',
  'disposedAt',
  'closedAt',
  'refusedAt',
  'voidedAt',
  'suspendedAt',
  'resumedAt',
  'claimedDueAt',
] as const satisfies readonly (keyof CasePicture)[];

const INSTANTS: ReadonlySet<string> = new Set(INSTANT_FIELDS);
export const isInstantField = (field: keyof CasePicture): boolean => INSTANTS.has(field);

/** Whether two values of one field are the same (instants by their ms). */
export function sameValue(a: CasePicture[keyof CasePicture], b: CasePicture[keyof CasePicture]): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}
