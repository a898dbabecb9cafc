import { makeCatalogues, type Catalogues } from '../catalogues/catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import type { CasePicture } from '../cases/fields.ts';
import { makePlaceIndex } from '../geography/place-index.ts';
import type { FindingGroup } from './report/findings-report.ts';
import type { Finding } from './findings/finding.ts';
import type { FindingCode, Severity } from './findings/severities.ts';
import { isAboutWord } from './findings/words.ts';
import { exampleOf, sentencesOf, type ReportContext } from './report/finding-example.ts';
import { makeContext } from './rules/make-context.ts';
import { mapRow, type MappedRow } from './rules/map-row.ts';
import { columnsOfField } from './mapping/columns.ts';
import { parseMapping } from './mapping/document.ts';
import { surveyDateOrder } from './merge/date-order-survey.ts';
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

export interface CheckedWord {
  readonly code: string;
  readonly columns: readonly string[];
  /** Masked. */
  readonly word: string;
  readonly rows: number;
  readonly firstRow: number;
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
  const encoding = await findEncoding(open, mapping);
  const noticed = gather({ mapping, zone: mapping.timeZone });
  const dateOrder = surveyDateOrder(context);
  const columns = new Set<string>();
  const examples: CheckedRow[] = [];
  const count = { rows: 0, rejected: 0, skipped: 0 };
  for await (const block of readRows(open, mapping, encoding)) {
    for (const raw of block.slice(0, maxRows - count.rows)) {
      count.rows++;
      for (const name of Object.keys(raw.cells)) if (raw.fault === undefined) columns.add(name);
      const result = mapRow(raw, context);
      result.findings.forEach(noticed.add);
      if (result.isSkipped) count.skipped++;
      else if (raw.fault === undefined) dateOrder?.note(raw.rowNo, raw.cells);
      if (result.row === null) count.rejected += result.isSkipped ? 0 : 1;
      else if (examples.length < 3) examples.push(checkedRow(result.row, catalogues));
    }
    if (count.rows >= maxRows) break;
  }
  dateOrder?.findings().forEach(noticed.add);
  return {
    ...{ encoding, ...count, accepted: count.rows - count.rejected - count.skipped },
    ...noticed.end(),
    columns: [...columns],
    unknownColumns: [...columns].filter((name) => !context.mapping.knownColumns.has(name)),
    missingColumns: [...context.mapping.readColumns].filter(
      (name) => !columns.has(name) && !columns.has(name.split('.', 1)[0] ?? name),
    ),
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

interface Group {
  readonly severity: Severity;
  count: number;
  readonly fields: Set<string>;
  readonly examples: Finding[];
}

/** Findings as a report shows them: by code with the first few, and every word with the number of its rows. */
function gather(reportContext: ReportContext) {
  const groups = new Map<FindingCode, Group>();
  const words = new Map<string, { code: string; field: string | null; word: string; rows: number; firstRow: number }>();
  const columnsOf = (field: string | null) => (field === null ? [] : columnsOfField(reportContext.mapping, field));
  return {
    add: (finding: Finding): void => {
      const { code, severity, field, received, rowNo } = finding;
      let group = groups.get(code);
      if (group === undefined) groups.set(code, (group = { severity, count: 0, fields: new Set(), examples: [] }));
      group.count++;
      if (field !== null) group.fields.add(field);
      if (group.examples.length < 5) group.examples.push(finding);
      if (!isAboutWord(code)) return;
      const key = JSON.stringify([code, field, received]);
      const word = words.get(key);
      if (word === undefined) words.set(key, { code, field, word: received ?? '', rows: 1, firstRow: rowNo });
      else word.rows++;
    },
    end: (): Pick<MappingCheck, 'findings' | 'words'> => ({
      findings: [...groups]
        .map(([code, { severity, count, fields, examples }]) => {
          const shown = examples.map((finding) => exampleOf(reportContext, finding));
          const columns = [...new Set([...fields].flatMap(columnsOf))];
          return { code, severity, count, ...sentencesOf(code, shown[0]), columns, examples: shown };
        })
        .sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count),
      words: [...words.values()]
        .map(({ field, ...word }) => ({ ...word, columns: columnsOf(field) }))
        .sort((a, b) => a.code.localeCompare(b.code) || b.rows - a.rows || a.firstRow - b.firstRow),
    }),
  };
}
