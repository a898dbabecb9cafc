import { Problem } from '../../kernel/problem.ts';
import { pathText, type ManifestUnit } from '../manifest/manifest.ts';

interface Recognisable {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly to_day: string | null;
}

/**
 * The stored unit that each unit of a manifest is, by the code of the manifest: the one with its code, else, among units in
 * force that nobody has given a code yet, the one with its name. Units that are new are not in it: one that ended, or has
 * a code of its own, is never taken over by another of its name. CONF-UNIT-AMBIGUOUS where several are called so: a guess
 * would give one unit's cases and people to another.
 */
export function recogniseUnits<Stored extends Recognisable>(
  units: readonly ManifestUnit[],
  stored: readonly Stored[],
  today: string,
): Map<string, Stored> {
  const byCode = new Map(stored.map((unit) => [unit.code, unit]));
  const codes = new Set(units.map(({ code }) => code));
  const known = new Map<string, Stored>();
  units.forEach(({ code, name }, n) => {
    const same = byCode.get(code);
    if (same !== undefined) return known.set(code, same);
    const named = stored.filter(
      (unit) => unit.name === name && !codes.has(unit.code) && isUncoded(unit) && isInForce(unit, today),
    );
    const [only] = named;
    if (only === undefined) return;
    const claims = units.filter((unit) => unit.name === name && !byCode.has(unit.code));
    if (named.length > 1 || claims.length > 1) {
      const path = pathText(['units', n, 'code']);
      throw new Problem('CONF-UNIT-AMBIGUOUS', { path, name, codes: inOrder(named) });
    }
    known.set(code, only);
  });
  return known;
}

const inOrder = (units: readonly Recognisable[]): string =>
  units
    .toSorted((one, other) => one.id - other.id)
    .map(({ code }) => code)
    .join(', ');

/** Migration 0013 gave the units of older homes codes made of their ids. */
const isUncoded = ({ id, code }: Recognisable): boolean => code === `u${id}`;

const isInForce = ({ to_day }: Recognisable, today: string): boolean => to_day === null || to_day > today;
