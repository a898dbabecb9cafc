import { isDesk } from '../../units/desk.ts';
import type { ManifestUnit } from './manifest.ts';

/** Code of every unit → code of its body: a unit directly under a desk or under nobody, but never a squad under a desk. */
export function bodiesOf(units: readonly ManifestUnit[]): Map<string, string> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const bodyOf = (unit: ManifestUnit): string => {
    const parent = unit.parent === undefined ? undefined : byCode.get(unit.parent);
    if (parent === undefined) return unit.code;
    return isDesk(parent.kind) && unit.kind !== 'squad' ? unit.code : bodyOf(parent);
  };
  return new Map(units.map((unit) => [unit.code, bodyOf(unit)]));
}

/**
 * The desks of a tenant, one after the other: each holds the cases that nobody else does, and jobs and machine clients act
 * for it.
 */
export const desksOf = (units: readonly ManifestUnit[]): ManifestUnit[] =>
  units
    .filter(({ kind, parent }) => isDesk(kind) && parent === undefined)
    .sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));

/** Whether one desk follows another without a day on which there is none or two, and the last one has no end. */
export const isOneDeskEachDay = (desks: readonly ManifestUnit[]): boolean =>
  desks.length > 0 && desks.every(({ to }, n) => to === desks[n + 1]?.from);

/** The desk in force on a day. */
export const deskOn = (units: readonly ManifestUnit[], day: string): ManifestUnit | undefined =>
  desksOf(units).find(({ from, to }) => from <= day && (to === undefined || day < to));
