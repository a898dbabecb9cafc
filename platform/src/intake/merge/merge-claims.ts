import { writeAudit } from '../../audit/write-audit.ts';
import type { CaseChange } from '../../cases/case-changes.ts';
import { answerTask, type SentFeedback } from '../../cases/lifecycle/answer-task.ts';
import { hasTakenPart } from '../../cases/own-history.ts';
import { isFrozenAt, type Cut } from '../../cases/record/cut.ts';
import { readHomes } from '../../cases/record/lead-home.ts';
import { readCases, type LockedCase } from '../../cases/record/lock-cases.ts';
import { noteClaims, type ClaimNote } from '../../cases/record/note-claims.ts';
import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { readEndedDesks } from '../../identity/ended-desks.ts';
import { message } from '../../kernel/message.ts';
import { present } from '../../kernel/present.ts';
import { shown, type Finding } from '../findings/finding.ts';
import { claimedHash, LOOK_AGAIN } from '../rules/claimed-hash.ts';
import type { ClaimFinding } from './claims.ts';
import type { Decision } from './decide.ts';
import type { MergeRun } from './merge-run.ts';
import { openFrom, type StoredCases } from './prepare-writes.ts';
import { claimsAmong, readClaims, type ReadClaims } from './read-claims.ts';
import type { SourceRow } from './write-sources.ts';

/** What became of the rows that speak of cases of ours. */
export interface MergedClaims {
  /** Of all rows: those that are claims are settled, the others as they were. */
  readonly decisions: readonly Decision[];
  /** Names under which rows were taken as claims. */
  readonly sources: readonly SourceRow[];
  readonly findings: readonly Finding[];
  /** Whether anything was written on a case. */
  readonly wrote: boolean;
}

/** The desk of the sender, in whose name claims are written. */
type Desk = Acting & { readonly unitId: number };

/** A claim on its way into the case that it is about. */
interface Claimed extends ReadClaims {
  readonly found: LockedCase;
  readonly caseId: string;
}

/**
 * Takes the rows that speak of cases of ours as claims: notes of what their sender says was done, an answer to the open task of
 * its desk, and remarks; nothing else of the case changes (command model, Upload). A chunk without such rows asks the
 * database nothing. After the cases are locked, in the order of the rows.
 */
export async function mergeClaims(
  trx: Trx,
  deps: Deps,
  run: MergeRun,
  cut: Cut,
  decided: readonly Decision[],
  { locked, reporters }: StoredCases,
): Promise<MergedClaims> {
  const { acting, batchId, newestWins } = run.lease;
  const { tenantId } = acting;
  const missing = decided.flatMap(({ known }) => (known === null || locked.has(known.caseId) ? [] : [known.caseId]));
  const elsewhere = await readCases(trx, tenantId, [...new Set(missing)]);
  const claims = claimsAmong(decided, (caseId) => locked.get(caseId) ?? elsewhere.get(caseId));
  if (claims.size === 0) return { decisions: decided, sources: [], findings: [], wrote: false };

  const desk = { ...acting, unitId: present(acting.unitId, 'the desk of the sender') };
  const [homes, ended] = await Promise.all([readHomes(trx, tenantId), readEndedDesks(trx, tenantId, deps.clock.now())]);
  const desks = [desk.unitId, ...ended];
  const settled = new Map<Decision, Decision>();
  const read = new Map<Decision, Claimed>();
  for (const [decision, found] of claims) {
    const { row, known, caseId } = decision;
    if (row === null || known === null || caseId === null) continue;
    if (!run.lease.isOfDesk || !hasTakenPart(found.projection.events, tenantId, homes)) {
      settled.set(decision, refused(decision, 'FLOW-NOT-HOLDER'));
      continue;
    }
    const one = readClaims(deps, run, desks, found, { caseId, row }, reporters.get(caseId));
    const isSame = known.isStored && !known.isReread && !newestWins && row.revision !== null;
    if (isSame && row.revision === known.revision && one.notes.length > 0) {
      settled.set(decision, refused(decision, 'KEY-REVISION-REUSED'));
    } else read.set(decision, { ...one, found, caseId });
  }
  await writeNotes(trx, deps, desk, cut, batchId, [...read.values()]);

  const findings: Finding[] = [];
  const sources: SourceRow[] = [];
  const answered = new Set<string>();
  for (const [decision, one] of read) {
    const { rowNo, externalId } = decision;
    const { caseId, feedback, notes } = one;
    const answer =
      feedback === null || answered.has(caseId)
        ? UNASKED
        : await giveAnswer(trx, deps, { desk, cut, run }, decision, { ...feedback, caseId }, locked.has(caseId));
    if (answer.isGiven) answered.add(caseId);
    for (const finding of [...one.findings, ...answer.findings]) {
      findings.push({ ...finding, rowNo, severity: 'warning', externalId: externalId && shown(externalId) });
    }
    const isNews = notes.length > 0 || answer.isGiven;
    settled.set(decision, { ...decision, outcome: isNews ? 'updated' : 'unchanged', row: null });
    const row = present(decision.row, 'the row of a claim');
    const contentHash = answer.isRefused ? LOOK_AGAIN : claimedHash(row.contentHash);
    sources.push({ row: { ...row, contentHash }, caseId, isStored: decision.known?.isStored === true });
  }
  return {
    ...{ decisions: decided.map((decision) => settled.get(decision) ?? decision), sources, findings },
    wrote: answered.size > 0 || [...read.values()].some(({ notes }) => notes.length > 0),
  };
}

/** What came of a feedback. */
interface Answer {
  readonly isGiven: boolean;
  readonly isRefused: boolean;
  readonly findings: readonly ClaimFinding[];
}

const UNASKED: Answer = { isGiven: false, isRefused: false, findings: [] };

/** Answers the open task of the desk, where the lifecycle allows it; audited like every act. */
async function giveAnswer(
  trx: Trx,
  deps: Deps,
  { desk, cut, run }: { readonly desk: Desk; readonly cut: Cut; readonly run: MergeRun },
  { rowNo }: Decision,
  feedback: SentFeedback,
  isHeld: boolean,
): Promise<Answer> {
  const { caseId, disposedAt } = feedback;
  const refusal = isHeld
    ? await answerTask(trx, deps, { acting: desk, cut, timeZone: run.calendar.zone }, feedback)
    : message('claim.held-elsewhere');
  if (refusal !== null) {
    const finding = { field: 'disposed', received: null, expected: refusal };
    return { isGiven: false, isRefused: true, findings: [{ code: 'FLOW-NOT-ANSWERED', ...finding }] };
  }
  const data = { batchId: run.lease.batchId, rowNo };
  await writeAudit(trx, deps, desk, { action: 'intake.feedback', subject: caseId, data });
  const late = { code: 'PERIOD-LATE' as const, field: null, received: null };
  const findings = isFrozenAt(cut, disposedAt) ? [{ ...late, expected: openFrom(cut) }] : [];
  return { isGiven: true, isRefused: false, findings };
}

const refused = (decision: Decision, code: NonNullable<Decision['reason']>['code']): Decision => ({
  ...{ ...decision, outcome: 'rejected', caseId: null, row: null, known: null, reason: { code } },
});

/** All notes of a chunk, and the word to the desks that show the cases. */
async function writeNotes(
  trx: Trx,
  deps: Deps,
  desk: Desk,
  cut: Cut,
  batchId: string,
  claims: readonly Claimed[],
): Promise<void> {
  const notes = claims.flatMap((one): readonly ClaimNote[] => one.notes);
  const noted = new Map(claims.flatMap((one) => (one.notes.length > 0 ? [[one.caseId, one.found] as const] : [])));
  const changes = [...noted].map(([caseId, { version, projection }]): CaseChange => {
    const { baton, picture } = projection;
    const units = [baton.holderUnitId, picture.leadUnitId, baton.supervisionUnitId, baton.commandUnitId];
    return {
      ...{ tenantId: desk.tenantId, cityId: desk.cityId, caseId, version },
      units: [...new Set(units.filter((unit) => unit !== null))],
    };
  });
  await noteClaims(trx, deps, { acting: desk, cut, batchId }, notes, changes);
}
