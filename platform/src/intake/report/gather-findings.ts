import { columnsOfField } from '../mapping/columns.ts';
import { exampleOf, sentencesOf, type ReportContext } from './finding-example.ts';
import type { FindingGroup } from './findings-report.ts';
import type { Finding } from '../findings/finding.ts';
import type { FindingCode, Severity } from '../findings/severities.ts';
import { isAboutWord } from '../findings/words.ts';

export interface CheckedWord {
  readonly code: string;
  readonly columns: readonly string[];
  /** Masked. */
  readonly word: string;
  readonly rows: number;
  /** Line of the first of these rows. */
  readonly firstLine: number | null;
}

type LinedFinding = Finding & { readonly line: number | null };

interface Group {
  readonly severity: Severity;
  count: number;
  readonly fields: Set<string>;
  readonly examples: LinedFinding[];
}

/** Findings as a report shows them: by code with the first few, and every word with the number of its rows. */
export function gatherFindings(reportContext: ReportContext) {
  const groups = new Map<FindingCode, Group>();
  const words = new Map<
    string,
    { code: string; field: string | null; word: string; rows: number; firstLine: number | null }
  >();
  const columnsOf = (field: string | null) => (field === null ? [] : columnsOfField(reportContext.mapping, field));
  return {
    add: (finding: LinedFinding): void => {
      const { code, severity, field, received, line } = finding;
      let group = groups.get(code);
      if (group === undefined) groups.set(code, (group = { severity, count: 0, fields: new Set(), examples: [] }));
      group.count++;
      if (field !== null) group.fields.add(field);
      if (group.examples.length < 5) group.examples.push(finding);
      if (!isAboutWord(code)) return;
      const key = JSON.stringify([code, field, received]);
      const word = words.get(key);
      if (word === undefined) words.set(key, { code, field, word: received ?? '', rows: 1, firstLine: line });
      else word.rows++;
    },
    end: (): { readonly findings: FindingGroup[]; readonly words: CheckedWord[] } => ({
      findings: [...groups]
        .map(([code, { severity, count, fields, examples }]) => {
          const shown = examples.map((finding) => exampleOf(reportContext, finding));
          const columns = [...new Set([...fields].flatMap(columnsOf))];
          return { code, severity, count, ...sentencesOf(code, shown[0]), columns, examples: shown };
        })
        .sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count),
      words: [...words.values()]
        .map(({ field, ...word }) => ({ ...word, columns: columnsOf(field) }))
        .sort((a, b) => a.code.localeCompare(b.code) || b.rows - a.rows || (a.firstLine ?? 0) - (b.firstLine ?? 0)),
    }),
  };
}
