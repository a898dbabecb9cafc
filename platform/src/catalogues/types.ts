import type { LimitUnit } from '../calendars/limit-units.ts';

/** Catalogue generation a class belongs to. A case stays in the catalogue it was filed in. */
export type CatalogueId = 'cjt214' | 'gbt30428' | 'gbt47678';
/** 部件 or 事件 (a 2026 matter 事项 is an event here). */
export type SubjectKind = 'component' | 'event';

/** One class (小类) of one catalogue generation. `code` is category + class, as cases and the crosswalk write it. */
export interface ClassRow {
  /** Stable for ever; stored with every case. */
  readonly id: number;
  readonly catalogue: CatalogueId;
  readonly kind: SubjectKind;
  readonly categoryCode: string;
  readonly categoryName: string;
  readonly classCode: string;
  readonly code: string;
  readonly name: string;
  readonly provenance: 'read' | 'inferred' | 'recalled';
  readonly note: string;
}

/** One filing condition with its limit (立案条件, 处置时限). */
export interface RuleRow {
  readonly id: number;
  /** null: no class of a national catalogue; such a rule is for reading and is never chosen. */
  readonly classId: number | null;
  readonly kind: SubjectKind;
  readonly categoryName: string;
  readonly className: string;
  readonly condition: string;
  /** Printed number, kept as text. */
  readonly limitValue: string;
  readonly limitUnit: LimitUnit;
  readonly closingCondition: string;
  /** Kinds of units, several by `/`. */
  readonly responsibleUnitKind: string;
  readonly source: string;
}

export type Confidence = 'exact' | 'name' | 'guess';

/** A class of an older generation and the class of a newer one that continues it. */
export interface CrosswalkRow {
  readonly fromClassId: number;
  readonly toClassId: number;
  readonly confidence: Confidence;
}

/** What `platform/data/catalogues` holds, or the same rows read back from the database. */
export interface CatalogueRows {
  readonly classes: readonly ClassRow[];
  readonly rules: readonly RuleRow[];
  readonly crosswalk: readonly CrosswalkRow[];
}
