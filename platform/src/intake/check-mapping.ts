import { makeCatalogues, type Catalogues } from '../catalogues/catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import type { CasePicture } from '../cases/fields.ts';
import { makePlaceIndex } from '../geography/place-index.ts';
import type { FindingGroup } from './report/findings-report.ts';
import type { Finding } from './findings/finding.ts';
import { exampleOf, sentencesOf, type ReportContext } from './report/finding-example.ts';
import { makeContext } from './rules/make-context.ts';
import { mapRow, type MappedRow } from './rules/map-row.ts';
import { columnsOfField } from './mapping/columns.ts';
import { parseMapping } from './mapping/document.ts';
import { isReportColumn } from './read/report-columns.ts';
import { findEncoding, readRows, type OpenBytes } from './read/read-rows.ts';

export interface MappingCheck {
  readonly encoding: string;
  /** Rows looked at. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly findings: readonly FindingGroup[];
  /** Columns of the first row, and which of them the mapping does not mention. */
  readonly columns: readonly string[];
  readonly unknownColumns: readonly string[];
  /** Zone of the mapping, in which times are written. */
  readonly timeZone: string;
  /** What became of the first accepted rows. */
  readonly examples: readonly CheckedRow[];
}

export interface CheckedRow {
  readonly rowNo: number;
  readonly externalId: string;
  readonly picture: CasePicture;
  /** Class of the picture, null when it has none. */
  readonly className: string | null;
  /** Filing condition the limit comes from, null without one. */
  readonly condition: string | null;
}

/**
 * What a mapping would make of the first rows of a file. Writes nothing and needs no server: the committed catalogues are
 * used, and no county, so places are only converted (outside and grid cell are not judged) and units are not known. Throws ENV-… problems for a
 * mapping or file that cannot be used at all.
 */
export async function checkMapping(
  open: OpenBytes,
  document: unknown,
  now: Date,
  maxRows = 1000,
): Promise<MappingCheck> {
  const mapping = parseMapping(document);
  const catalogues = makeCatalogues(readCataloguePack());
  const places = makePlaceIndex({ outlines: [], cells: [], streets: [], communities: [] });
  const context = makeContext({
    mapping: { ...mapping, severities: { ...mapping.severities, 'GEO-NO-CELL': 'off' } },
    catalogues: () => catalogues,
    places: () => places,
    units: null,
    now,
  });
  const encoding = await findEncoding(open, mapping);
  const findings: Finding[] = [];
  const examples: CheckedRow[] = [];
  let columns: string[] = [];
  let rows = 0;
  let rejected = 0;
  for await (const block of readRows(open, mapping, encoding)) {
    for (const raw of block.slice(0, maxRows - rows)) {
      rows++;
      if (columns.length === 0) columns = Object.keys(raw.cells);
      const result = mapRow(raw, context);
      findings.push(...result.findings);
      if (result.row === null) rejected++;
      else if (examples.length < 3) {
        examples.push(checkedRow(result.row, catalogues));
      }
    }
    if (rows >= maxRows) break;
  }
  const unknownColumns = columns.filter((name) => !context.mapping.knownColumns.has(name) && !isReportColumn(name));
  return {
    encoding,
    rows,
    accepted: rows - rejected,
    rejected,
    findings: grouped(findings, { mapping, zone: mapping.timeZone }),
    columns,
    unknownColumns,
    timeZone: mapping.timeZone,
    examples,
  };
}

function checkedRow({ rowNo, externalId, picture }: MappedRow, catalogues: Catalogues): CheckedRow {
  const found = picture.classId === null ? undefined : catalogues.classById(picture.classId);
  const rule = picture.ruleId === null ? undefined : catalogues.ruleById(picture.ruleId);
  return {
    ...{ rowNo, externalId, picture },
    className: found === undefined ? null : `${found.kind}:${found.code} ${found.name}`,
    condition: rule?.condition ?? null,
  };
}

function grouped(findings: readonly Finding[], reportContext: ReportContext): FindingGroup[] {
  return [...Map.groupBy(findings, (finding) => finding.code)]
    .map(([code, all]) => {
      const examples = all.slice(0, 5).map((finding) => exampleOf(reportContext, finding));
      const fields = all.flatMap(({ field }) => (field === null ? [] : [field]));
      return {
        code,
        severity: all[0]?.severity ?? 'warning',
        count: all.length,
        ...sentencesOf(code, examples[0]),
        columns: [...new Set(fields.flatMap((field) => columnsOfField(reportContext.mapping, field)))],
        examples,
      };
    })
    .sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count);
}
