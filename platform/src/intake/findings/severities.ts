import type { CodeOf } from '../../kernel/message.ts';

/** Findings about uploaded rows; those about a scheme are no business of intake. */
export type FindingCode = Exclude<CodeOf<'finding'>, `SCHEME-${string}`>;
export type Severity = 'error' | 'warning';

/**
 * How grave each finding is unless the mapping says otherwise. An error rejects its row, a warning travels with it.
 * `fixed` ones cannot be changed by a mapping: without them a row could not be stored, found again, or trusted.
 */
const SEVERITIES: Record<FindingCode, readonly [Severity, 'fixed'?]> = {
  'ENV-ROW-SYNTAX': ['error', 'fixed'],
  'ENV-ROW-TOO-LONG': ['error', 'fixed'],
  'ENV-TOO-MANY-COLUMNS': ['error', 'fixed'],
  'ENV-NUL': ['error', 'fixed'],
  'ENV-LONE-SURROGATE': ['error', 'fixed'],
  'ENV-ROW-FAULT': ['error', 'fixed'],
  'ENV-CHARACTER-LOST': ['warning'],
  'ENV-CHARACTER-NEEDED': ['error', 'fixed'],
  'ENV-HEADER-AGAIN': ['warning', 'fixed'],
  'ENV-NO-CASE': ['warning', 'fixed'],
  'ENV-NO-ROWS': ['warning', 'fixed'],
  'ENV-NUMBER-ROUNDED': ['warning'],
  'KEY-ID-MISSING': ['error', 'fixed'],
  'KEY-ID-INVALID': ['error', 'fixed'],
  'KEY-ID-MANGLED': ['error', 'fixed'],
  'KEY-ID-REWRITTEN': ['warning'],
  'KEY-ID-SHARED': ['error'],
  'KEY-REPORT-MOVED': ['warning'],
  'KEY-SUPERSEDED': ['warning'],
  'KEY-TENANT-MISMATCH': ['error', 'fixed'],
  'KEY-REVISION-INVALID': ['error', 'fixed'],
  'KEY-REVISION-REUSED': ['error', 'fixed'],
  'KEY-CASE-NO': ['warning', 'fixed'],
  'MAP-COLUMN-UNKNOWN': ['warning'],
  'MAP-COLUMN-MISSING': ['warning'],
  'MAP-COLUMN-NEEDED': ['error'],
  'MAP-ROW-SKIPPED': ['warning'],
  'MAP-CLASS-UNKNOWN': ['error'],
  'MAP-CLASS-MISSING': ['error'],
  'MAP-KIND-UNKNOWN': ['error'],
  'MAP-SOURCE-UNKNOWN': ['error'],
  'MAP-STATUS-UNKNOWN': ['warning'],
  'MAP-AREA-UNKNOWN': ['warning'],
  'MAP-UNIT-UNKNOWN': ['warning'],
  'MAP-UNIT-GONE': ['warning'],
  'MAP-CLOSING-TYPE-UNKNOWN': ['warning'],
  'RULE-AMBIGUOUS': ['warning'],
  'CASE-FLAG-UNKNOWN': ['warning'],
  'CASE-COUNT-INVALID': ['warning'],
  'CASE-FORMULA': ['warning'],
  'CASE-EXCEL-ERROR': ['warning'],
  'CASE-TEXT-TOO-LONG': ['warning'],
  'GEO-MISSING': ['warning'],
  'GEO-INVALID': ['warning'],
  'GEO-ZERO': ['warning'],
  'GEO-PLACEHOLDER': ['warning'],
  'GEO-SWAPPED': ['warning'],
  'GEO-OUTSIDE': ['warning'],
  'GEO-NO-CELL': ['warning'],
  'GEO-CELL-UNKNOWN': ['warning'],
  'GEO-CELL-DIFFERS': ['warning'],
  'GEO-AREA-DIFFERS': ['warning'],
  'TIME-MISSING': ['error', 'fixed'],
  'TIME-INVALID': ['error'],
  'TIME-FUTURE': ['error'],
  'TIME-ANCIENT': ['warning'],
  'TIME-ORDER': ['error'],
  'TIME-DATE-ORDER': ['warning'],
  'FLOW-STATUS-TIME': ['warning'],
  'FLOW-UNDATED': ['warning'],
  'FLOW-STATUS-CONTRADICTS': ['warning'],
  'FLOW-RESUMED-ONLY': ['warning'],
  'FLOW-SUSPENDED-LATE': ['warning'],
  'FLOW-EXTENDED-LATE': ['warning'],
  'FLOW-EXTENSION-THIRD': ['warning'],
  'FLOW-EXTENSION-UNDATED': ['warning'],
  'FLOW-TWO-ENDS': ['warning'],
  'FLOW-STALE-REVISION': ['warning'],
  'FLOW-STALE-STEPS': ['warning'],
  'FLOW-SAME-REVISION': ['warning'],
  'FLOW-NOT-HOLDER': ['error', 'fixed'],
  'FLOW-OWN-STEP': ['warning', 'fixed'],
  'FLOW-OWN-FIELD': ['warning', 'fixed'],
  'FLOW-ORDER': ['warning', 'fixed'],
  'FLOW-NOT-ANSWERED': ['warning', 'fixed'],
  'PERIOD-LATE': ['warning', 'fixed'],
};

export type SeverityOf = (code: FindingCode) => Severity | 'off';

/** The severities of one mapping: its own where it may set them, ours elsewhere. */
export function severitiesOf(own: Readonly<Record<string, Severity | 'off'>>): SeverityOf {
  return (code) => own[code] ?? SEVERITIES[code][0];
}

/** Why a mapping may not set this severity: the code of a phrase about `code`, or null when it may. */
export function severityFault(code: string): 'mapping.severity-unknown' | 'mapping.severity-fixed' | null {
  if (!Object.hasOwn(SEVERITIES, code)) return 'mapping.severity-unknown';
  return SEVERITIES[code as FindingCode][1] === 'fixed' ? 'mapping.severity-fixed' : null;
}

/** Every finding code with its default severity, for documentation and screens. */
export function listSeverities(): { code: FindingCode; severity: Severity; fixed: boolean }[] {
  return (Object.entries(SEVERITIES) as [FindingCode, readonly [Severity, 'fixed'?]][]).map(
    ([code, [severity, fixed]]) => ({
      code,
      severity,
      fixed: fixed === 'fixed',
    }),
  );
}
