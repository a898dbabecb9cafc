import { makeCatalogues } from '../catalogues/catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import type { CasePicture } from '../cases/types.ts';
import { makePlaceIndex } from '../geography/place-index.ts';
import { sentence } from '../problems.ts';
import type { FindingGroup } from './findings-report.ts';
import type { Finding } from './finding.ts';
import { makeContext } from './make-context.ts';
import { mapRow } from './map-row.ts';
import { parseMapping } from './mapping/document.ts';
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
  /** What became of the first accepted rows. */
  readonly examples: readonly { readonly rowNo: number; readonly externalId: string; readonly picture: CasePicture }[];
}

/**
 * What a mapping would make of the first rows of a file. Writes nothing and needs no server: the committed catalogues are
 * used, and no county, so places are only converted (outside and grid cell are not judged). Throws ENV-… problems for a
 * mapping or file that cannot be used at all.
 */
export async function checkMapping(
  open: OpenBytes,
  document: unknown,
  now: Date,
  maxRows = 1000,
): Promise<MappingCheck> {
  const mapping = parseMapping(document);
  const context = makeContext({
    mapping: { ...mapping, severities: { ...mapping.severities, 'GEO-NO-CELL': 'off' } },
    catalogues: makeCatalogues(readCataloguePack()),
    places: makePlaceIndex({ outlines: [], cells: [] }),
    now,
  });
  const encoding = await findEncoding(open, mapping);
  const findings: Finding[] = [];
  const examples: { rowNo: number; externalId: string; picture: CasePicture }[] = [];
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
        examples.push({ rowNo: raw.rowNo, externalId: result.row.externalId, picture: result.row.picture });
      }
    }
    if (rows >= maxRows) break;
  }
  const unknownColumns = columns.filter((name) => !context.mapping.knownColumns.has(name));
  return {
    encoding,
    rows,
    accepted: rows - rejected,
    rejected,
    findings: grouped(findings),
    columns,
    unknownColumns,
    examples,
  };
}

function grouped(findings: readonly Finding[]): FindingGroup[] {
  return [...Map.groupBy(findings, (finding) => finding.code)]
    .map(([code, all]) => ({
      code,
      severity: all[0]?.severity ?? 'warning',
      count: all.length,
      zh: sentence(code, 'zh', { reason: all[0]?.expected ?? '' }),
      en: sentence(code, 'en', { reason: all[0]?.expected ?? '' }),
      examples: all.slice(0, 5),
    }))
    .sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count);
}
