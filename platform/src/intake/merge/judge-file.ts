import { plain, type Message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { shown } from '../findings/finding.ts';
import type { FindingCode, Severity } from '../findings/severities.ts';
import { cutText } from '../../kernel/cut-text.ts';
import { isNameless } from '../read/header.ts';
import type { Observer } from '../read/observer.ts';
import { isReportColumn } from '../read/report-columns.ts';
import type { Cells } from '../read/row.ts';
import type { IntakeContext } from '../rules/draft.ts';

/** What was noticed about a file, or a line of it that is no row. */
export interface FileFinding {
  readonly line: number | null;
  readonly code: FindingCode;
  readonly severity: Severity;
  /** Column of the sender's. */
  readonly field: string | null;
  readonly received: string | null;
  readonly expected: Message | null;
}

/** Columns nobody explained that are named; lines that are no rows, of each kind. */
const MOST_NAMED = 50;
const MOST_LINES = 200;

export interface FileJudge {
  readonly observer: Observer;
  /** Notes the columns of a row of a file without header. */
  names(cells: Cells): void;
  judge(rowCount: number): FileJudgement;
}

export interface FileJudgement {
  readonly findings: readonly FileFinding[];
  /** Why nothing of the file may be taken; null where rows may. */
  readonly refusal: Problem | null;
}

/** Judges a file apart from its rows: columns that nobody reads, columns that are missing, lines that are no rows. */
export function fileJudge({ mapping, severityOf }: IntakeContext): FileJudge {
  const found: FileFinding[] = [];
  const unknown = new Set<string>();
  const asides = { header: 0, note: 0 };
  let headerLine: number | null = null;
  let columns: readonly string[] = [];
  const add = (code: FindingCode, more: Partial<Omit<FileFinding, 'code'>>): void => {
    const severity = severityOf(code);
    if (severity === 'off') return;
    found.push({ line: null, field: null, received: null, expected: null, ...more, code, severity });
  };
  const name = (column: string): void => {
    if (unknown.size >= MOST_NAMED || mapping.knownColumns.has(column) || isReportColumn(column)) return;
    unknown.add(column);
  };
  const observer: Observer = {
    header(names, line) {
      columns = names;
      headerLine = line;
      for (const column of columns) if (!isNameless(column)) name(column);
      for (const { anyOf, isNeeded } of mapping.columnsRead) {
        if (anyOf.some((column) => columns.includes(column))) continue;
        const code = isNeeded ? 'MAP-COLUMN-NEEDED' : 'MAP-COLUMN-MISSING';
        add(code, { line, field: anyOf[0] ?? null, expected: plain(anyOf.join(' / ')) });
      }
    },
    aside({ kind, line, text }) {
      if (++asides[kind] > MOST_LINES) return;
      add(kind === 'header' ? 'ENV-HEADER-AGAIN' : 'ENV-NO-CASE', { line, received: shown(text) });
    },
  };
  return {
    observer,
    names: (cells) => {
      if (unknown.size < MOST_NAMED) for (const column of Object.keys(cells)) name(column);
    },
    judge(rowCount) {
      if (rowCount === 0) add('ENV-NO-ROWS', { line: headerLine });
      for (const column of unknown)
        add('MAP-COLUMN-UNKNOWN', {
          line: headerLine,
          field: cutText(column.toWellFormed().replaceAll('\0', '\ufffd'), 200),
        });
      return { findings: found, refusal: refusalOf(found, columns) };
    },
  };
}

/** Columns that the mapping cannot do without refuse the file: every row of it would say something else than it means. */
function refusalOf(findings: readonly FileFinding[], columns: readonly string[]): Problem | null {
  const missing = findings.filter(
    ({ code, severity }) => (code === 'MAP-COLUMN-NEEDED' || code === 'MAP-COLUMN-MISSING') && severity === 'error',
  );
  if (missing.length === 0) return null;
  return new Problem('ENV-COLUMNS', {
    missing: missing.map(({ field }) => field).join(', '),
    found: cutText(columns.slice(0, 60).join(', '), 500),
  });
}
