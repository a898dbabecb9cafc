import type { ManifestUnit } from './manifest.ts';

/** Code of every unit → code of its body: a unit directly under a desk or under nobody, but never a squad under a desk. */
export function bodiesOf(units: readonly ManifestUnit[]): Map<string, string> {
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  const bodyOf = (unit: ManifestUnit): string => {
    const parent = unit.parent === undefined ? undefined : byCode.get(unit.parent);
    if (parent === undefined) return unit.code;
    const isBody = ['centre', 'sub_centre'].includes(parent.kind) && unit.kind !== 'squad';
    return isBody ? unit.code : bodyOf(parent);
  };
  return new Map(units.map((unit) => [unit.code, bodyOf(unit)]));
}

/** The unit that holds the tenant's cases when nobody else does, and that its jobs and machine clients act for. */
export function deskOf(units: readonly ManifestUnit[]): ManifestUnit | undefined {
  return units.find(({ kind, parent }) => (kind === 'centre' || kind === 'sub_centre') && parent === undefined);
}
