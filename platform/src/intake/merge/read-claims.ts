import { hasOwnHistory, taskOfDesk } from '../../cases/own-history.ts';
import type { LockedCase } from '../../cases/record/lock-cases.ts';
import type { Reporter } from '../../cases/record/case-write.ts';
import { claimNote, type ClaimNote } from '../../cases/record/note-claims.ts';
import type { Deps } from '../../kernel/deps.ts';
import { isClaimed } from '../rules/claimed-hash.ts';
import { claimsOf, type Claims } from './claims.ts';
import type { Decision } from './decide.ts';
import type { MergeRun } from './merge-run.ts';

/** Finds a case of the chunk, locked or held by somebody else. */
export type FindCase = (caseId: string) => LockedCase | undefined;

/**
 * The rows of a chunk that are claims, with their cases: of a case that a desk or body has moved, of one found by its number,
 * and under a name whose rows were claims before. A second row about one case is a claim too: a chunk changes a case once.
 */
export function claimsAmong(decided: readonly Decision[], find: FindCase): Map<Decision, LockedCase> {
  const claims = new Map<Decision, LockedCase>();
  const changed = new Set<string>();
  for (const decision of decided) {
    const { known, row } = decision;
    const found = known === null || row === null ? undefined : find(known.caseId);
    if (known === null || found === undefined) continue;
    const isNamed = !known.isStored || isClaimed(known.contentHash);
    if (isNamed || changed.has(known.caseId) || hasOwnHistory(found.projection.events)) claims.set(decision, found);
    else changed.add(known.caseId);
  }
  return claims;
}

/** A row read as claims. */
export interface ReadClaims extends Claims {
  /** What nobody knew, to be written. */
  readonly notes: readonly ClaimNote[];
}

/** Reads a row beside its case, and takes its notes into the projection: the next row of the chunk finds them there. */
export function readClaims(
  deps: Deps,
  { calendar }: Pick<MergeRun, 'calendar'>,
  desks: readonly number[],
  { projection }: LockedCase,
  { caseId, row }: { readonly caseId: string; readonly row: NonNullable<Decision['row']> },
  reporter: Reporter | undefined,
): ReadClaims {
  const task = hasOwnHistory(projection.events) ? taskOfDesk(projection, desks) : null;
  const claims = claimsOf(projection, row, task, { zone: calendar.zone, desks });
  const notes = claims.news.map((claim) => claimNote(deps, caseId, projection, { ...claim, rowNo: row.rowNo }));
  for (const note of notes) projection.apply(note);
  const { person } = row;
  const isOther = person !== null && (person.name !== reporter?.name || person.phone !== reporter.phone);
  const other = { code: 'FLOW-OWN-FIELD' as const, field: 'person', received: null, expected: null };
  return { ...claims, notes, findings: isOther ? [...claims.findings, other] : claims.findings };
}
