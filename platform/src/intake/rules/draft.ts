import type { CatalogueId, SubjectKind } from '../../catalogues/types.ts';
import type { LimitUnit } from '../../calendars/limit-units.ts';
import { emptyPicture } from '../../cases/picture.ts';
import type { Message } from '../../kernel/message.ts';
import type { CasePicture, StepKind } from '../../cases/fields.ts';
import type { Inexact } from '../../cases/inexact-times.ts';
import type { Finding } from '../findings/finding.ts';
import { shown } from '../findings/finding.ts';
import type { CompiledMapping } from '../mapping/compile.ts';
import type { UnitWords } from '../mapping/unit-words.ts';
import type { Cells } from '../read/row.ts';
import type { FindingCode, SeverityOf } from '../findings/severities.ts';
import type { PlaceIndex } from '../../geography/place-index.ts';
import type { Place } from '../../geography/place-point.ts';

/** A case rule as intake needs it. */
export interface ChosenRule {
  readonly ruleId: number | null;
  readonly limitValue: string | null;
  readonly limitUnit: LimitUnit | null;
  readonly ambiguous: boolean;
  /** Whether row or mapping named the condition. */
  readonly isNamed: boolean;
}

/** Everything the rules may ask; loaded once a batch, so that rules do no I/O. */
export interface IntakeContext {
  readonly mapping: CompiledMapping;
  readonly severityOf: SeverityOf;
  /** Moment of receipt, epoch ms. */
  readonly now: number;
  classByCode(catalogue: CatalogueId, kind: SubjectKind, code: string): { id: number } | undefined;
  classByName(catalogue: CatalogueId, kind: SubjectKind, name: string): { id: number } | undefined;
  chooseRule(classId: number | null, condition: string | null, at: Date): ChosenRule;
  unitOf(word: string, at: Date): ReturnType<UnitWords>;
  /** x, y in the mapping's CRS. */
  place(x: number, y: number, at: Date): Place;
  /** Cells and areas of the county, by code and name. */
  placesAt(at: Date): Pick<PlaceIndex, 'cellOf' | 'areasOfCell' | 'areasCalled'>;
}

/**
 * A row on its way to a picture. Each rule reads cells, writes its own fields of the picture and reports what it notices;
 * no two rules write the same field.
 */
export interface Draft {
  readonly rowNo: number;
  readonly cells: Cells;
  externalId: string | null;
  /** Number of ours that the row names. */
  caseNo: string | null;
  revision: number | null;
  readonly picture: CasePicture;
  /** Fields whose columns the row does not have: an update leaves them as they are. */
  readonly absent: Set<keyof CasePicture>;
  /** Steps whose time is known by its day only, or not at all. */
  readonly inexact: Map<StepKind, Inexact>;
  /** Whether the row says itself which rule it means, beside its class. */
  namesRule: boolean;
  /** Cell and areas that the row names itself and that count. */
  readonly namesPlaces: Set<keyof CasePicture>;
  person: { name: string | null; phone: string | null } | null;
  readonly findings: Finding[];
  errors: number;
}

export function newDraft(rowNo: number, cells: Cells): Draft {
  return {
    rowNo,
    cells,
    externalId: null,
    caseNo: null,
    revision: null,
    picture: emptyPicture(),
    absent: new Set(),
    inexact: new Map(),
    namesRule: false,
    namesPlaces: new Set(),
    person: null,
    findings: [],
    errors: 0,
  };
}

export interface FindingDetails {
  readonly field?: string;
  readonly received?: string;
  readonly expected?: Message;
}

/** Adds a finding in the severity the mapping gives it; an error rejects the row. */
export function report(draft: Draft, context: IntakeContext, code: FindingCode, details: FindingDetails = {}): void {
  const severity = context.severityOf(code);
  if (severity === 'off') return;
  if (severity === 'error') draft.errors++;
  draft.findings.push({
    rowNo: draft.rowNo,
    code,
    severity,
    field: details.field ?? null,
    received: details.received === undefined ? null : shown(details.received),
    expected: details.expected ?? null,
    externalId: draft.externalId,
  });
}
