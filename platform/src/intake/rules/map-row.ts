import { STEP_FIELD, type CasePicture, type FieldName } from '../../cases/fields.ts';
import { inexactText } from '../../cases/inexact-times.ts';
import { contentHash } from './content-hash.ts';
import { derivedRevision } from './derived-revision.ts';
import { newDraft, report, type Draft, type FindingDetails, type IntakeContext } from './draft.ts';
import type { Finding } from '../findings/finding.ts';
import type { FindingCode } from '../findings/severities.ts';
import { unrepairedFault } from '../read/report-columns.ts';
import type { Cells, RawRow } from '../read/row.ts';
import { caseRules } from './case-rules.ts';
import { key } from './key.ts';
import { skippedBy } from './skip.ts';
import { readInstant } from './times.ts';

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
  /** Known not to be taken: a later row of the file counts, or the mapping leaves it aside. */
  readonly leftAs: 'superseded' | 'skipped' | null;
  readonly findings: readonly Finding[];
}

/** One raw row → a picture, or the reasons why not. Pure; never throws for what a row contains. */
export function mapRow(raw: RawRow, context: IntakeContext): MappedResult {
  const draft = newDraft(raw.rowNo, raw.cells);
  const notTaken = (...why: [code: FindingCode, more: FindingDetails]): Omit<MappedResult, 'leftAs'> => {
    draft.externalId = identityOf(raw.cells, context).id;
    report(draft, context, ...why);
    return { rowNo: raw.rowNo, externalId: draft.externalId, row: null, findings: draft.findings };
  };
  const fault = raw.fault ?? unrepairedFault(raw.cells);
  if (fault !== null) return { ...notTaken(fault.code, { expected: fault.reason }), leftAs: null };
  const word = skippedBy(raw.cells, context);
  if (word !== null) return { ...notTaken('MAP-ROW-SKIPPED', { field: 'skip', received: word }), leftAs: 'skipped' };
  caseRules(draft, context);
  const rejected = draft.errors > 0 || draft.externalId === null;
  return {
    rowNo: raw.rowNo,
    externalId: draft.externalId,
    row: rejected ? null : rowOf(draft, draft.externalId ?? '', context.mapping.fields),
    leftAs: null,
    findings: draft.findings,
  };
}

/**
 * Id and report time (epoch ms), for the first pass over a file that finds which rows speak of one case. No id where the row has
 * none that is usable; such a row is rejected by the rules.
 */
export function identityOf(cells: Cells, context: IntakeContext): { id: string | null; reportedAt: number | null } {
  const draft = newDraft(0, cells);
  key(draft, context);
  const time = context.mapping.times.get('reported');
  if (draft.externalId === null || time === undefined) return { id: draft.externalId, reportedAt: null };
  return { id: draft.externalId, reportedAt: readInstant(draft, context, 'reported', time)?.getTime() ?? null };
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
