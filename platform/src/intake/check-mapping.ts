import { makeCatalogues, type Catalogues } from '../catalogues/catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import type { CasePicture } from '../cases/fields.ts';
import { makePlaceIndex } from '../geography/place-index.ts';
import type { FindingGroup } from './report/findings-report.ts';
import { gatherFindings, type CheckedWord } from './report/gather-findings.ts';
import { makeContext } from './rules/make-context.ts';
import { mapRow, type MappedRow } from './rules/map-row.ts';
import { parseMapping } from './mapping/document.ts';
import { fileShape } from './mapping/file-shape.ts';
import { surveyDateOrder } from './merge/date-order-survey.ts';
import { fileJudge } from './merge/judge-file.ts';
import { READ_LIMITS } from './read/limits.ts';
import type { Observer } from './read/observer.ts';
import { isReportColumn } from './read/report-columns.ts';
import { findEncoding, readRows, type OpenBytes } from './read/read-rows.ts';

export interface MappingCheck {
  readonly encoding: string;
  /** Rows looked at. */
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  /** Left aside by `skip`. */
  readonly skipped: number;
  readonly findings: readonly FindingGroup[];
  /** Every word that the mapping does not know or leaves aside. */
  readonly words: readonly CheckedWord[];
  /** Columns of the rows looked at, and which of them the mapping does not mention. */
  readonly columns: readonly string[];
  readonly unknownColumns: readonly string[];
  /** Columns that the mapping reads and no row has. */
  readonly missingColumns: readonly string[];
  /** Zone of the mapping, in which times are written. */
  readonly timeZone: string;
  /** What became of the first accepted rows. */
  readonly examples: readonly CheckedRow[];
}

export interface CheckedRow {
  readonly rowNo: number;
  readonly line: number;
  readonly externalId: string;
  readonly picture: CasePicture;
  /** Class of the picture, null when it has none. */
  readonly className: string | null;
  /** Filing condition the limit comes from, null without one. */
  readonly condition: string | null;
}

/** What a county alone knows: places are converted and not judged, and so are units. */
const NOT_JUDGED: Readonly<Record<string, 'off'>> = {
  ...{ 'GEO-NO-CELL': 'off', 'GEO-CELL-UNKNOWN': 'off', 'GEO-CELL-DIFFERS': 'off' },
  ...{ 'MAP-AREA-UNKNOWN': 'off', 'GEO-AREA-DIFFERS': 'off' },
};

/**
 * What a mapping would make of the first rows of a file, or of all of them. Writes nothing and needs no server: the committed
 * catalogues are used, and no county, so places are only converted (outside, grid cell and areas are not judged) and units are not
 * known. Throws ENV-… problems for a mapping or file that cannot be used at all.
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
    mapping: { ...mapping, severities: { ...mapping.severities, ...NOT_JUDGED } },
    catalogues: () => catalogues,
    places: () => places,
    units: null,
    now,
  });
  const shape = fileShape(mapping, mapping.format, context.mapping);
  const encoding = await findEncoding(open, shape);
  const noticed = gatherFindings({ mapping, zone: mapping.timeZone });
  const judge = fileJudge(context);
  const dateOrder = surveyDateOrder(context);
  const columns = new Set<string>();
  const examples: CheckedRow[] = [];
  const observer: Observer = {
    ...judge.observer,
    header(names, line) {
      for (const name of names) columns.add(name);
      judge.observer.header?.(names, line);
    },
  };
  const count = { rows: 0, rejected: 0, skipped: 0 };
  for await (const block of readRows(open, shape, encoding, READ_LIMITS, observer)) {
    for (const raw of block.slice(0, maxRows - count.rows)) {
      count.rows++;
      if (mapping.format === 'ndjson' && raw.fault === undefined)
        for (const name of Object.keys(raw.cells)) columns.add(name);
      const result = mapRow(raw, context);
      for (const finding of result.findings) noticed.add({ ...finding, line: raw.line });
      if (result.leftAs === 'skipped') count.skipped++;
      else if (raw.fault === undefined) dateOrder?.note(raw.line, raw.cells);
      if (result.row === null) count.rejected += result.leftAs === null ? 1 : 0;
      else if (examples.length < 3) examples.push(checkedRow(result.row, raw.line, catalogues));
    }
    if (count.rows >= maxRows) break;
  }
  // Columns that nobody mentions have a list of their own.
  const ofFile = judge.judge(count.rows).findings.filter(({ code }) => code !== 'MAP-COLUMN-UNKNOWN');
  for (const finding of [...ofFile, ...(dateOrder?.findings() ?? [])])
    noticed.add({ rowNo: 0, externalId: null, ...finding });
  return {
    ...{ encoding, ...count, accepted: count.rows - count.rejected - count.skipped },
    ...noticed.end(),
    columns: [...columns],
    unknownColumns: [...columns].filter((name) => !context.mapping.knownColumns.has(name) && !isReportColumn(name)),
    missingColumns: [...new Set(context.mapping.columnsRead.flatMap(({ anyOf }) => anyOf))].filter(
      (name) => !columns.has(name) && !columns.has(name.split('.', 1)[0] ?? name),
    ),
    timeZone: mapping.timeZone,
    examples,
  };
}

function checkedRow({ rowNo, externalId, picture }: MappedRow, line: number, catalogues: Catalogues): CheckedRow {
  const found = picture.classId === null ? undefined : catalogues.classById(picture.classId);
  const rule = picture.ruleId === null ? undefined : catalogues.ruleById(picture.ruleId);
  return {
    ...{ rowNo, line, externalId, picture },
    className: found === undefined ? null : `${found.kind}:${found.code} ${found.name}`,
    condition: rule?.condition ?? null,
  };
}
