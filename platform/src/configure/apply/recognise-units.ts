import { Problem } from '../../kernel/problem.ts';
import { pathText, type ManifestUnit } from '../manifest/manifest.ts';

interface Recognisable {
  readonly code: string;
  readonly name: string;
}

/**
 * The stored unit that each unit of a manifest is, by the code of the manifest: the one with its code, else the one with
 * its name that no other unit of the manifest names by code (units of homes older than codes have none of ours). Units
 * that are new are not in it. CONF-UNIT-AMBIGUOUS where several are called so: a guess would give one unit's cases and
 * people to another.
 */
export function recogniseUnits<Stored extends Recognisable>(
  units: readonly ManifestUnit[],
  stored: readonly Stored[],
): Map<string, Stored> {
  const byCode = new Map(stored.map((unit) => [unit.code, unit]));
  const codes = new Set(units.map(({ code }) => code));
  const known = new Map<string, Stored>();
  units.forEach(({ code, name }, n) => {
    const same = byCode.get(code);
    if (same !== undefined) return known.set(code, same);
    const named = stored.filter((unit) => unit.name === name && !codes.has(unit.code));
    const [only] = named;
    if (only === undefined) return;
    const claims = units.filter((unit) => unit.name === name && !byCode.has(unit.code));
    if (named.length > 1 || claims.length > 1) {
      const path = pathText(['units', n, 'code']);
      throw new Problem('CONF-UNIT-AMBIGUOUS', { path, name, codes: named.map((unit) => unit.code).join(', ') });
    }
    known.set(code, only);
  });
  return known;
}
