import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { normalizeWord } from './compile.ts';
import type { MappingDocument } from './document.ts';
import type { NamedUnit } from './read-units.ts';

/** Body of the unit a word means; null for a desk, undefined for a word that means none. */
export type UnitWords = (word: string) => number | null | undefined;

/**
 * The words for the units in force on a civil day (`YYYY-MM-DD`): those of the mapping, else present names, else former
 * ones; of two units under one name our own comes before the city's.
 */
export function unitWords(mapping: MappingDocument, units: readonly NamedUnit[], day: string): UnitWords {
  const inForce = units.filter(({ fromDay, toDay }) => fromDay <= day && (toDay === null || toDay > day));
  const words = new Map<string, number | null>();
  const learn = (word: string, { bodyId }: NamedUnit): void => {
    const normal = normalizeWord(word);
    if (!words.has(normal)) words.set(normal, bodyId);
  };
  for (const [word, target] of aliasesOf(mapping)) {
    const unit = inForce.find((one) => isMeant(one, target));
    if (unit !== undefined) learn(word, unit);
  }
  for (const unit of inForce) learn(unit.name, unit);
  for (const unit of inForce) for (const name of unit.formerNames) learn(name, unit);
  return (word) => words.get(normalizeWord(word));
}

/**
 * Every unit that a new mapping names must be there, ended or not: else `ENV-MAPPING`. Not asked again when the mapping is
 * used: a name that the city changes later makes a word unknown, but stops no upload.
 */
export function checkUnits(mapping: MappingDocument, units: readonly NamedUnit[]): void {
  const unknown = new Set(
    aliasesOf(mapping)
      .map(([, target]) => target)
      .filter((target) => !units.some((unit) => isMeant(unit, target))),
  );
  if (unknown.size === 0) return;
  throw new Problem('ENV-MAPPING', { reason: message('mapping.unit-unknown', { units: [...unknown].join(', ') }) });
}

const aliasesOf = ({ unit }: MappingDocument): [string, string][] =>
  typeof unit === 'object' ? Object.entries(unit.values ?? {}) : [];

const isMeant = ({ code, name }: NamedUnit, target: string): boolean => (code === null ? name : code) === target;
