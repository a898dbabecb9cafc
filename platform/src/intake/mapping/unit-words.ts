import { isInForce } from '../../calendars/spans.ts';
import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { wordsOf } from './compile.ts';
import type { MappingDocument } from './document.ts';
import { isPattern } from './pattern.ts';
import type { NamedUnit } from './read-units.ts';
import { compileWords, normalizeWord } from './words.ts';

/** What a word for a unit means. */
export type MeantUnit =
  /** Body of the unit; null for a desk. */
  | { readonly bodyId: number | null }
  /** What the mapping says for the word: the code or name of a unit that is not in force. */
  | { readonly gone: string };

/** Undefined for a word that means no unit. */
export type UnitWords = (word: string) => MeantUnit | undefined;

/**
 * The words for the units in force on a civil day (`YYYY-MM-DD`): those of the mapping, else present names, else former
 * ones, else codes; of two units under one word our own comes before the city's. A word of the mapping whose unit is not
 * in force, and that nothing else is called, is `gone`.
 */
export function unitWords(mapping: MappingDocument, units: readonly NamedUnit[], day: string): UnitWords {
  const inForce = units.filter((unit) => isInForce(unit, day));
  const all = [...inForce, ...units.filter((unit) => !isInForce(unit, day))];
  const words = new Map<string, MeantUnit>();
  const learn = (word: string, meant: MeantUnit): void => {
    const normal = normalizeWord(word);
    if (!words.has(normal)) words.set(normal, meant);
  };
  const aliases = aliasesOf(mapping);
  for (const [word, target] of aliases) {
    const unit = unitMeant(all, target);
    if (unit !== undefined && isInForce(unit, day)) learn(word, unit);
  }
  for (const unit of inForce) learn(unit.name, unit);
  for (const unit of inForce) for (const name of unit.formerNames) learn(name, unit);
  for (const unit of inForce) learn(unit.code, unit);
  for (const [word, target] of aliases) learn(word, { gone: target });
  // Words first, then patterns: a unit that is there by its name needs none.
  const patterns = compileWords(
    aliases
      .filter(([word]) => isPattern(word))
      .map(([word, target]): [string, MeantUnit] => {
        const unit = unitMeant(all, target);
        return [word, unit !== undefined && isInForce(unit, day) ? unit : { gone: target }];
      }),
  );
  return (word) => words.get(normalizeWord(word)) ?? patterns(word);
}

/**
 * Every unit that a new mapping names must be there, ended or not: else `ENV-MAPPING`. Not asked again when the mapping is
 * used: a unit that ends later makes its rows carry a finding, but stops no upload.
 */
export function checkUnits(mapping: MappingDocument, units: readonly NamedUnit[]): void {
  const unknown = new Set(
    aliasesOf(mapping)
      .map(([, target]) => target)
      .filter((target) => unitMeant(units, target) === undefined),
  );
  if (unknown.size === 0) return;
  throw new Problem('ENV-MAPPING', { reason: message('mapping.unit-unknown', { units: [...unknown].join(', ') }) });
}

const aliasesOf = ({ unit }: MappingDocument): [string, string][] => Object.entries(wordsOf(unit));

/** The unit a mapping names: by its code, our own before the city's; a body of the city by a name of it too. */
export const unitMeant = (units: readonly NamedUnit[], target: string): NamedUnit | undefined =>
  units.find(({ isOfCity, code }) => !isOfCity && code === target) ??
  units.find(({ code }) => code === target) ??
  units.find(({ isOfCity, name }) => isOfCity && name === target) ??
  units.find(({ isOfCity, formerNames }) => isOfCity && formerNames.includes(target));
