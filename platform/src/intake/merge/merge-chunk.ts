import { writeAudit } from '../../audit/write-audit.ts';
import { append } from '../../cases/record/append.ts';
import { lockMerges, moveCut, shareCut } from '../../cases/record/cut.ts';
import { lockCases } from '../../cases/record/lock-cases.ts';
import { readReporters } from '../../cases/record/read-reporters.ts';
import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Finding } from '../findings/finding.ts';
import type { Chunk } from './chunks.ts';
import { condense, rowsOf } from './condense.ts';
import { decide, type Decision } from './decide.ts';
import { makeInFlight } from '../../database/in-flight.ts';
import { LEASE_MS, LeaseLost, type Lease } from '../batch/lease.ts';
import {
  discardPlans,
  insertChunk,
  insertFindings,
  readEncodings,
  readKnown,
  readNumbered,
  updateBatch,
} from './merge-chunk.queries.ts';
import { mergeClaims } from './merge-claims.ts';
import type { IntakeServices } from '../batch/services.ts';
import type { FirstCases } from './first-cases.ts';
import type { MergeRun } from './merge-run.ts';
import { prepareWrites } from './prepare-writes.ts';
import { withoutShortened } from './shortened-ids.ts';
import { unusedNumbers } from './unused-numbers.ts';
import { writeSources } from './write-sources.ts';

/** A chunk, and what was worked out for it beforehand. */
export interface ReadyChunk {
  readonly chunk: Chunk;
  readonly firstCases: FirstCases;
}

/**
 * Merges one chunk in the transaction given, in this order:
 *
 * 1. wait for the tenant's merge before, and share its cut, so that closing a period is exact;
 * 2. read what is known of the ids (hashes only) and of the numbers of ours that rows name: unchanged and stale rows are
 *    settled without touching a case;
 * 3. lock the cases to be updated and read their events; those held by somebody else are sorted out here, because one
 *    such row inside an upsert would lose the whole statement, and so are rows that turn out to change nothing;
 *    Rows about cases of ours are taken as claims, which change no case;
 * 4. append to the cases (`cases/record/`), and write the names of the cases at the sender;
 * 5. write findings and outcomes, and move the batch on: nothing of all this counts if the lease was lost meanwhile.
 *
 * `whileWriting` is called once, when the database has the statements of step 4 and this process would only wait, with whether
 * the chunk brings cases that were not there.
 */
export async function mergeIn(
  trx: Trx,
  { deps }: IntakeServices,
  run: MergeRun,
  { chunk, firstCases }: ReadyChunk,
  whileWriting: (bringsCases: boolean) => void,
): Promise<'more' | 'finished'> {
  const { lease, survey } = run;
  const { acting } = lease;
  const ids = chunk.rows.flatMap(({ row }) => (row === null ? [] : [row.externalId]));
  const numbers = chunk.rows.flatMap(({ row }) => row?.caseNo ?? []);
  const [, cut, known, numbered] = await Promise.all([
    lockMerges(trx, acting.tenantId),
    shareCut(trx, deps, acting.tenantId),
    readKnown(trx, lease, ids),
    readNumbered(trx, acting.tenantId, numbers),
  ]);
  const decided = chunk.rows.map((row) => decide(row, known, numbered, lease));
  let decisions = await withoutShortened(trx, lease, await readAnew(trx, run, decided));
  const updates = decisions.filter(({ known: before }) => before !== null);
  const idsOf = (some: readonly Decision[]) => some.flatMap(({ caseId }) => caseId ?? []);
  const [locked, reporters] = await Promise.all([
    lockCases(trx, acting.tenantId, idsOf(updates)),
    readReporters(trx, acting.tenantId, idsOf(updates.filter(({ row }) => row !== null && row.person !== null))),
  ]);
  const inFlight = makeInFlight();
  if (decisions.some(writesCase)) await inFlight.issue(() => discardPlans(trx));
  const claims = await mergeClaims(trx, deps, run, cut, decisions, { locked, reporters });
  decisions = claims.decisions.map((d) => withoutForeign(d, locked)).map((d) => withCaseId(d, deps));

  const writes = prepareWrites(deps, cut, run, decisions, { locked, reporters }, firstCases);
  decisions = writes.decisions;
  const findings = [
    ...chunk.rows.flatMap((row) => row.findings),
    ...unusedNumbers(chunk.rows, known, numbered),
    ...claims.findings,
    ...writes.findings,
  ];
  const stored = condense(findings, changeNothing(decisions));
  const end = chunk.firstRow + chunk.rows.length - 1 === survey.rowCount ? 'finished' : 'more';
  const recording = { acting, cut, batchId: lease.batchId };
  await append(
    trx,
    recording,
    writes.rows.map(({ write }) => write),
    inFlight,
  );
  const sources = writes.rows.map(({ row, write }) => ({ row, caseId: write.caseId, isStored: write.expect !== null }));
  await writeSources(trx, lease, [...sources, ...claims.sources], writes.same, inFlight);
  if (writes.rows.length > 0 || claims.wrote) await inFlight.issue(() => moveCut(trx, acting.tenantId, cut));
  await inFlight.issue(() => insertFindings(trx, lease, chunk, stored));
  await auditForeignRows(trx, deps, lease, findings);
  await inFlight.issue(() => insertChunk(trx, lease, chunk.firstRow, decisions, cut.recordedAt));
  whileWriting(decisions.some(({ outcome }) => outcome === 'created'));
  await inFlight.landed();
  const now = deps.clock.now();
  const isOurs = await updateBatch(trx, lease, {
    firstRow: chunk.firstRow,
    outcomes: decisions.map((d) => d.outcome),
    warnings: rowsOf(stored.filter((f) => f.severity === 'warning')),
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    finished: end === 'finished',
  });
  if (!isOurs) throw new LeaseLost(lease.batchId);
  return end;
}

/**
 * Notes which rows of a revision that was there before came in another encoding: their file may have been read wrongly then, so
 * they are read anew, as through another mapping.
 */
async function readAnew(
  trx: Trx,
  { lease, survey }: MergeRun,
  decided: readonly Decision[],
): Promise<readonly Decision[]> {
  const same = decided.filter(
    ({ row, known }) => row !== null && row.revision !== null && row.revision === known?.revision && !known.isReread,
  );
  const encodings = await readEncodings(
    trx,
    lease,
    same.flatMap(({ externalId }) => externalId ?? []),
  );
  if (encodings.size === 0) return decided;
  return decided.map((decision) => {
    const { externalId, known } = decision;
    const encoding = encodings.get(externalId ?? '');
    const isOther = encoding !== undefined && encoding !== null && encoding !== survey.encoding;
    return isOther && known !== null ? { ...decision, known: { ...known, isReread: true } } : decision;
  });
}

/** Rows that name another county are a mistake or an attack; either way somebody should be able to find them. */
async function auditForeignRows(trx: Trx, deps: Deps, lease: Lease, findings: readonly Finding[]): Promise<void> {
  const rows = findings.filter((finding) => finding.code === 'KEY-TENANT-MISMATCH').map((finding) => finding.rowNo);
  if (rows.length === 0) return;
  const data = { rows: rows.length, firstRow: Math.min(...rows) };
  await writeAudit(trx, deps, lease.acting, { action: 'intake.foreign-county', subject: lease.batchId, data });
}

const changeNothing = (decisions: readonly Decision[]): ReadonlySet<number> =>
  new Set(decisions.flatMap(({ outcome, rowNo }) => (outcome === 'unchanged' || outcome === 'skipped' ? [rowNo] : [])));

const writesCase = ({ outcome }: Decision): boolean => outcome === 'created' || outcome === 'updated';

const withCaseId = (decision: Decision, { ids }: IntakeServices['deps']): Decision =>
  decision.outcome === 'created' ? { ...decision, caseId: ids.next() } : decision;

/** A case to be updated that could not be locked is held by somebody else. */
function withoutForeign(decision: Decision, locked: ReadonlyMap<string, unknown>): Decision {
  const { caseId, row } = decision;
  if (decision.outcome !== 'updated' || row === null || caseId === null || locked.has(caseId)) return decision;
  return {
    ...decision,
    outcome: 'rejected',
    caseId: null,
    row: null,
    known: null,
    reason: { code: 'FLOW-NOT-HOLDER' },
  };
}
