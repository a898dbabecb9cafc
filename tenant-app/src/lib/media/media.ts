/** A photograph or paper on a case, as GraphQL lists it. */
export interface CaseFile {
  readonly tenantId: number;
  readonly caseId: string;
  readonly sha256: string;
  /** before, after, verify, check, document. */
  readonly usage: string;
  /** image/jpeg, image/png, image/webp, application/pdf. */
  readonly type: string;
  /** What the camera says; null where it says nothing. */
  readonly takenAt: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** The body it comes from. */
  readonly unitName: string;
  readonly addedAt: string;
}

/** Of a case: what is compared side by side, and the rest. */
export interface SortedFiles {
  readonly before: readonly CaseFile[];
  readonly after: readonly CaseFile[];
  readonly others: readonly CaseFile[];
}

export const isPaper = ({ type }: Pick<CaseFile, 'type'>): boolean => type === 'application/pdf';

/** A paper cannot be compared, whatever it is about. Where nobody reported with a picture, the one of the verification shows what was there. */
export function sortFiles(files: readonly CaseFile[]): SortedFiles {
  const pictures = (usage: string) => files.filter((file) => file.usage === usage && !isPaper(file));
  const [reported, after] = [pictures('before'), pictures('after')];
  const before = reported.length > 0 ? reported : pictures('verify');
  return { before, after, others: files.filter((file) => !before.includes(file) && !after.includes(file)) };
}

/** Where a file is served; a paper has no smaller picture. */
export function fileUrl(file: Pick<CaseFile, 'tenantId' | 'caseId' | 'sha256'>, size?: 'thumb' | 'screen'): string {
  const path = `/media/${file.tenantId}/${file.caseId}/${file.sha256}`;
  return size === undefined ? path : `${path}?size=${size}`;
}

/** `105.57360, 30.53290`: five decimals are a metre. */
export function placeText({ longitude, latitude }: Pick<CaseFile, 'longitude' | 'latitude'>): string | null {
  if (longitude === null || latitude === null) return null;
  return `${longitude.toFixed(5)}, ${latitude.toFixed(5)}`;
}
