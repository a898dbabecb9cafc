import type { Selectable } from 'kysely';
import type { DB } from '../database/tables.ts';
import { FIELDS, INSTANT_FIELDS, PICTURE_FIELDS, type CasePicture, type FieldName } from './fields.ts';

const EMPTY = Object.fromEntries(PICTURE_FIELDS.map((name) => [name, FIELDS[name].empty])) as CasePicture;

/** A picture in which nothing has happened yet; the start of every projection. */
export function emptyPicture(): CasePicture {
  return { ...EMPTY };
}

const INSTANTS: ReadonlySet<string> = new Set(INSTANT_FIELDS);

export const isInstantField = (name: FieldName): boolean => INSTANTS.has(name);

/** Whether two values of one field are the same (instants by their ms). */
export function sameValue(a: CasePicture[FieldName], b: CasePicture[FieldName]): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}

/** The picture stored in a row of biz.case. */
export function pictureOf(row: Selectable<DB['biz.case']>): CasePicture {
  const picture: Record<string, unknown> = emptyPicture();
  for (const name of PICTURE_FIELDS) picture[name] = row[FIELDS[name].column];
  return picture as CasePicture;
}
