import { STEP_FIELD, type CasePicture, type FieldName } from '../../cases/fields.ts';
import { inexactText } from '../../cases/inexact-times.ts';
import { contentHash } from './content-hash.ts';
import { derivedRevision } from './derived-revision.ts';
import { newDraft, report, type Draft, type IntakeContext } from './draft.ts';
import type { Finding } from '../findings/finding.ts';
import type { Cells, RawRow } from '../read/row.ts';
import { caseRules } from './case-rules.ts';
import { key } from './key.ts';
import { skippedBy } from './skip.ts';

/** A row that may be merged. */
export interface MappedRow {
  readonly rowNo: number;
  readonly externalId: string;
  /** Number of ours that it names: in a column of its own, or as its id. */
  readonly caseNo: string | null;
  /** The sender's revision, null when it gives none. */
  readonly revision: number | null;
  readonly derivedRevision: number;
  readonly picture: CasePicture;
  /** Fields whose columns the row lacks: an update leaves them as they are. */
  readonly absent: readonly (keyof CasePicture)[];
  /** Fields whose time is not known: the moment of receipt stands in for it. */
  readonly undated: readonly (keyof CasePicture)[];
  /** Whether it says itself which rule it means, beside its class. */
  readonly namesRule: boolean;
  /** Cell and areas that it names itself and that count. */
  readonly namesPlaces: readonly (keyof CasePicture)[];
  readonly person: { readonly name: string | null; readonly phone: string | null } | null;
  /** See `content-hash.ts`. */
  readonly contentHash: string;
}

export interface MappedResult {
  readonly rowNo: number;
  readonly externalId: string | null;
  /** Null: the row is rejected or left aside, and the findings say why. */
  readonly row: MappedRow | null;
  /** The mapping leaves it aside. */
  readonly isSkipped: boolean;
  readonly findings: readonly Finding[];
}

/** One raw row → a picture, or the reasons why not. Pure; never throws for what a row contains. */
export function mapRow(raw: RawRow, context: IntakeContext): MappedResult {
  const draft = newDraft(raw.rowNo, raw.cells);
  if (raw.fault !== undefined) {
    draft.externalId = idOf(raw.cells, context);
    report(draft, context, raw.fault.code, { expected: raw.fault.reason });
    return { rowNo: raw.rowNo, externalId: draft.externalId, row: null, isSkipped: false, findings: draft.findings };
  }
  const skipped = skippedBy(raw.cells, context);
  if (skipped !== null) {
    draft.externalId = idOf(raw.cells, context);
    report(draft, context, 'MAP-ROW-SKIPPED', { field: 'skip', received: skipped });
    return { rowNo: raw.rowNo, externalId: draft.externalId, row: null, isSkipped: true, findings: draft.findings };
  }
  caseRules(draft, context);
  const rejected = draft.errors > 0 || draft.externalId === null;
  return {
    rowNo: raw.rowNo,
    externalId: draft.externalId,
    row: rejected ? null : rowOf(draft, draft.externalId ?? '', context.mapping.fields),
    isSkipped: false,
    findings: draft.findings,
  };
}

/**
 * The id alone, for the first pass over a file that finds which row of a case is its last. Null when it has none that is
 * usable; such a row is rejected later by the rules.
 */
export function idOf(cells: Cells, context: IntakeContext): string | null {
  const draft = newDraft(0, cells);
  key(draft, context);
  return draft.externalId;
}

const NONE: readonly FieldName[] = [];

const undatedOf = ({ inexact }: Draft): FieldName[] =>
  [...inexact].flatMap(([step, how]) => (how === 'unknown' ? [STEP_FIELD[step]] : []));

function rowOf(draft: Draft, externalId: string, mapped: readonly FieldName[]): MappedRow {
  const { absent } = draft;
  const undated = draft.inexact.size === 0 ? NONE : undatedOf(draft);
  if (draft.inexact.size > 0) draft.picture.inexactTimes = inexactText(draft.inexact);
  // A time that stands in for one that is not known is another one with every upload; the row says the same.
  const unsaid = undated.length === 0 ? absent : new Set([...absent, ...undated]);
  const present = unsaid.size === 0 ? mapped : mapped.filter((name) => !unsaid.has(name));
  return {
    rowNo: draft.rowNo,
    externalId,
    caseNo: draft.caseNo,
    revision: draft.revision,
    derivedRevision: derivedRevision(draft.picture, undated),
    picture: draft.picture,
    absent: [...absent],
    undated,
    namesRule: draft.namesRule,
    namesPlaces: draft.namesPlaces.size === 0 ? NONE : [...draft.namesPlaces],
    person: draft.person,
    contentHash: contentHash(draft.picture, present, draft.person),
  };
}
