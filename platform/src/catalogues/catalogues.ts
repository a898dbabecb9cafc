import type { CatalogueId, CatalogueRows, ClassRow, Confidence, RuleRow, SubjectKind } from './types.ts';
import { present } from '../kernel/present.ts';

/** Look-ups over the three generations, held in memory by whoever reads many rows. */
export interface Catalogues {
  classById(id: number): ClassRow | undefined;
  /** By category + class code; kind is part of the key because 01001 is a component and a matter. */
  classByCode(catalogue: CatalogueId, kind: SubjectKind, code: string): ClassRow | undefined;
  /** By name, ignoring spaces and full-width forms. No name occurs twice inside a catalogue and kind. */
  classByName(catalogue: CatalogueId, kind: SubjectKind, name: string): ClassRow | undefined;
  ruleById(id: number): RuleRow | undefined;
  /** The rules of a class in file order; empty when it has none. */
  rulesOfClass(classId: number): readonly RuleRow[];
  /**
   * The class that continues (or precedes: the crosswalk is read both ways) this one in another catalogue. The class
   * itself when it already belongs there; undefined when nobody has mapped it.
   */
  translate(classId: number, to: CatalogueId): { row: ClassRow; confidence: Confidence } | undefined;
}

/** Builds the look-ups from rows of the committed files or of the database. */
export function makeCatalogues(rows: CatalogueRows): Catalogues {
  const byId = new Map(rows.classes.map((row) => [row.id, row]));
  const byCode = new Map(rows.classes.map((row) => [`${row.catalogue} ${row.kind} ${row.code}`, row]));
  const byName = new Map(rows.classes.map((row) => [`${row.catalogue} ${row.kind} ${plainName(row.name)}`, row]));
  const ruleById = new Map(rows.rules.map((rule) => [rule.id, rule]));
  const rulesByClass = Map.groupBy(
    rows.rules.filter((rule) => rule.classId !== null),
    (rule) => rule.classId,
  );
  const links = new Map<string, { row: ClassRow; confidence: Confidence }>();
  for (const { fromClassId, toClassId, confidence } of rows.crosswalk) {
    const from = present(byId.get(fromClassId), `class ${fromClassId}`);
    const to = present(byId.get(toClassId), `class ${toClassId}`);
    links.set(`${from.id} ${to.catalogue}`, { row: to, confidence });
    links.set(`${to.id} ${from.catalogue}`, { row: from, confidence });
  }
  return {
    classById: (id) => byId.get(id),
    classByCode: (catalogue, kind, code) => byCode.get(`${catalogue} ${kind} ${code}`),
    classByName: (catalogue, kind, name) => byName.get(`${catalogue} ${kind} ${plainName(name)}`),
    ruleById: (id) => ruleById.get(id),
    rulesOfClass: (classId) => rulesByClass.get(classId) ?? [],
    translate(classId, to) {
      const row = byId.get(classId);
      if (row?.catalogue === to) return { row, confidence: 'exact' };
      return links.get(`${classId} ${to}`);
    },
  };
}

/** Full-width forms folded, spaces dropped: what two spellings of one name or condition share. */
export function plainName(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}
