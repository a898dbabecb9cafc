import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { limitUnitOf } from '../calendars/limit-units.ts';
import { present } from '../kernel/present.ts';
import type { CatalogueId, CatalogueRows, ClassRow, Confidence, CrosswalkRow, RuleRow, SubjectKind } from './types.ts';

type Line = Readonly<Record<string, string>>;

const FOLDER = fileURLToPath(new URL('../../data/catalogues/', import.meta.url));

const CLASS_FILES: readonly (readonly [file: string, catalogue: CatalogueId, kind: SubjectKind])[] = [
  ['components-cjt214.csv', 'cjt214', 'component'],
  ['events-cjt214.csv', 'cjt214', 'event'],
  ['components-gbt30428.csv', 'gbt30428', 'component'],
  ['events-gbt30428.csv', 'gbt30428', 'event'],
  ['components-gbt47678.csv', 'gbt47678', 'component'],
  ['matters-gbt47678.csv', 'gbt47678', 'event'],
];

/**
 * The committed catalogues as typed rows. Throws a plain Error when a committed file contradicts itself (unknown unit,
 * crosswalk to a class that is not there): that is a mistake in the repository, not input.
 */
export function readCataloguePack(folder: string = FOLDER): CatalogueRows {
  const lines = (file: string): Line[] => parse(readFileSync(`${folder}/${file}`), { columns: true });
  const classes = CLASS_FILES.flatMap(([file, catalogue, kind]) =>
    lines(file)
      .filter((line) => line.class_code !== '') // a remark, not a class: see the README beside the files
      .map((line) => toClass(line, catalogue, kind)),
  );
  const idOf = new Map(classes.map((row) => [key(row.catalogue, row.kind, row.code), row.id]));
  return {
    classes,
    rules: lines('case-rules.csv').map((line) => toRule(line, idOf)),
    crosswalk: lines('crosswalk.csv').map((line) => toCrosswalk(line, idOf)),
  };
}

const cell = (line: Line, column: string) => present(line[column], `column ${column}`);
const key = (catalogue: string, kind: string, code: string) => `${catalogue} ${kind} ${code}`;

function toClass(line: Line, catalogue: CatalogueId, kind: SubjectKind): ClassRow {
  return {
    id: Number(line.id),
    catalogue,
    kind,
    categoryCode: cell(line, 'category_code'),
    categoryName: cell(line, 'category_name'),
    classCode: cell(line, 'class_code'),
    code: cell(line, 'category_code') + cell(line, 'class_code'),
    name: cell(line, 'class_name'),
    provenance: line.provenance as ClassRow['provenance'],
    note: cell(line, 'note'),
  };
}

function toRule(line: Line, idOf: ReadonlyMap<string, number>): RuleRow {
  const limitUnit = limitUnitOf(cell(line, 'limit_unit'));
  if (!limitUnit) throw new Error(`case-rules.csv, id ${line.id}: unknown limit unit "${line.limit_unit}"`);
  return {
    id: Number(line.id),
    classId:
      idOf.get(
        key(cell(line, 'catalogue'), cell(line, 'kind'), cell(line, 'category_code') + cell(line, 'class_code')),
      ) ?? null,
    kind: line.kind as SubjectKind,
    categoryName: cell(line, 'category_name'),
    className: cell(line, 'class_name'),
    condition: cell(line, 'condition'),
    limitValue: cell(line, 'limit_value'),
    limitUnit,
    closingCondition: cell(line, 'closing_condition'),
    responsibleUnitKind: cell(line, 'responsible_unit_type'),
    source: cell(line, 'source'),
  };
}

function toCrosswalk(line: Line, idOf: ReadonlyMap<string, number>): CrosswalkRow {
  const side = (end: 'from' | 'to'): number => {
    const id = idOf.get(key(cell(line, `${end}_catalogue`), cell(line, 'kind'), cell(line, `${end}_code`)));
    if (id === undefined) throw new Error(`crosswalk.csv: no class ${line[`${end}_catalogue`]} ${line[`${end}_code`]}`);
    return id;
  };
  return {
    fromClassId: side('from'),
    toClassId: side('to'),
    confidence: line.confidence as Confidence,
  };
}
