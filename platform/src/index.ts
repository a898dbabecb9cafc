/**
 * The public interface of the platform: what the gateway, its worker and its commands may use, grouped by room in the order
 * data walks through them. Everything else is private.
 */

// errors, clock and ids
export {
  inTwo,
  message,
  plain,
  sentence,
  type CodeOf,
  type InTwo,
  type Message,
  type Params,
} from './kernel/message.ts';
export { asProblem, isProblemCode, Problem } from './kernel/problem.ts';
export { zodMessages } from './kernel/zod-messages.ts';
export { MESSAGES } from './messages.ts';
export { isPassing } from './kernel/passing.ts';
export { systemDeps, type Deps } from './kernel/deps.ts';

// database: connections and transactions
export { openDatabase, type Acting, type Database, type OpenOptions, type Trx } from './database/database.ts';
export {
  askInTenant,
  asIdentity,
  asOwner,
  inTenant,
  withTenantClient,
  type ActingRole,
} from './database/transaction.ts';
export { fingerprint, type Fingerprint } from './database/fingerprint.ts';
export { bootstrap } from './database/bootstrap.ts';
export { migrate } from './database/migrate.ts';
export { ROLES, type Role, type RoleUrls } from './database/roles.ts';

// tenants: who exists
export { loadCalendar } from './calendars/load-calendar.ts';
export { decodeText } from './kernel/decode-text.ts';
export { calendarOfDays, stateCouncilCalendar } from './calendars/state-council.ts';
export type { WorkCalendar } from './calendars/calendar.ts';
export { applyTenant, planTenants, type AppliedTenant } from './configure/apply-tenant.ts';
export type { AppliedBy } from './configure/applying.ts';
export type { Bilingual, Change, IssuedSecret } from './configure/change.ts';
export type { Unnamed } from './configure/unnamed.ts';
export { parseManifest } from './configure/check-manifest.ts';
export { exportTenant } from './configure/export-tenant.ts';
export { importAreas, type ImportedArea } from './configure/import-areas.ts';
export type { TenantManifest } from './configure/manifest.ts';
export { manifestText } from './configure/manifest-text.ts';
export { createOperator, operatorActor, operatorNamed, renewPassword } from './configure/operators.ts';
export { readManifest, type PlacedFault, type ReadManifest } from './configure/read-manifest.ts';
export { applySample } from './configure/sample/apply-sample.ts';
export { applySampleScheme, sampleCityActing } from './configure/sample/apply-sample-scheme.ts';
export { sampleCity } from './configure/sample/sample-city.ts';
export { SAMPLE_MONTH, sampleMonth, type SampleUpload } from './configure/sample/sample-month.ts';

// identity: who acts
export { actIn, heldPosts, type Person } from './identity/act-in.ts';
export {
  actingOf,
  poolOf,
  type Actor,
  type ActorBody,
  type ActorPool,
  type ActorPost,
  type ActorTenant,
} from './identity/actor.ts';
export { listenForMembershipChanges, notifyMembershipChanged } from './identity/membership-changes.ts';
export { reachOf, type Reach } from './identity/reach.ts';
export { requireRight } from './identity/rights.ts';
export { resolveMachine, type Machine, type MachineClaims } from './identity/resolve-machine.ts';
export { resolvePerson, type PersonClaims } from './identity/resolve-person.ts';

// catalogues: what a case can be about
export { loadCatalogues, loadCataloguesBy } from './catalogues/load-catalogues.ts';

// geography and time: where and when
export { readAreas, type OutlinedArea } from './geography/read-outlines.ts';
export { startOfDay } from './calendars/zone.ts';

// geography: where it is
export { CRS, type Crs } from './geography/crs.ts';

// cases: what happened
export { FIELDS as CASE_FIELDS, type FieldName as CaseFieldName } from './cases/fields.ts';
export { refreshCases } from './cases/record/refresh-cases.ts';
export { verdictOf, verdictSql, type JudgedCase, type Verdict } from './cases/judgement.ts';
export { rebuildTenant, type Rebuilt, type RowDifference } from './cases/record/rebuild.ts';
export { explainDeadline, type CaseDeadline } from './cases/read/explain-deadline.ts';
export { MAP_POINTS_LIMIT, readMapPoints, type MapPoint, type PointsWanted } from './cases/read/map-points.ts';

// commands: what somebody may do
export { allowedCommands, COMMANDS } from './command-list.ts';
export type { Command, CommandServices } from './commands/command.ts';
export { perform, type Call } from './commands/perform.ts';
export { forgetAnswers } from './commands/answers.ts';

// intake: what was sent, and what became of every row
export { getBatch, type BatchState, type BatchSummary } from './intake/batch/batch-summary.ts';
export { readMappings, type MappingInForce, type MappingWanted } from './intake/mapping/read-mappings.ts';
export { putMapping, type MappingToPut, type PutMapping } from './intake/mapping/put-mapping.ts';
export { MAX_UPLOAD_BYTES, receiveBatch, type Received, type Upload } from './intake/receive/receive-batch.ts';
export { checkMapping, type CheckedRow, type MappingCheck } from './intake/check-mapping.ts';
export { tooLarge } from './intake/read/limits.ts';
export { readGivenUp, retryBatch, type GivenUpBatch } from './intake/batch/given-up.ts';
export { type FindingExample } from './intake/report/finding-example.ts';
export { findingsByCode, type FindingGroup } from './intake/report/findings-report.ts';
export { readUploadedRow, type UploadedRow } from './intake/report/read-uploaded-row.ts';
export { rejectedRows } from './intake/report/rejected-rows.ts';
export { removeAbandoned } from './intake/receive/remove-abandoned.ts';
export { openRun, runBatch, type BatchRun } from './intake/run-batch.ts';
export { submitCases, type Submission, type Submitted } from './intake/submit-cases.ts';
export { OUTCOME_NAMES, type IntakeServices, type Outcome } from './intake/batch/services.ts';
export { readSender, type Sender } from './intake/report/read-sender.ts';

// assessment: what counts
export { closePeriod, type ClosedPeriod } from './assessment/close-period.ts';
export { enterInputs, type InputToEnter } from './assessment/enter-inputs.ts';
export { checkScheme } from './assessment/scheme/check-scheme.ts';
export { publishScheme } from './assessment/scheme/schemes.ts';
export { foldTenant, type FoldTurn } from './assessment/counting/fold.ts';
export {
  openPeriod,
  requireSeries,
  readPeriodMembers,
  readPeriod,
  readPeriods,
  type Member,
  type Period,
} from './assessment/period/periods.ts';
export { openRankedPeriod, type RankedPeriod } from './assessment/open-ranked-period.ts';
export type { ScoreNode } from './assessment/result/explain-score.ts';
export { explainResults, type ExplainedResult, type ReadResult } from './assessment/result/explain-results.ts';
export { readRanking, type RankingLine } from './assessment/result/rank-period.ts';
export { refreshRanking } from './assessment/refresh-ranking.ts';
export { planCatalogues, type CatalogueChange } from './assessment/catalogue-change.ts';
export { planCalendar, putCalendar, type CalendarChange } from './assessment/calendar-change.ts';
export { replayPeriod, type Replay } from './assessment/replay.ts';
export { readMapCells, type CountedCell, type DayWindow } from './assessment/counting/map-cells.ts';

// audit: who did what
export { sealAudit } from './audit/seal-audit.ts';
export { verifyAudit, type AuditVerdict } from './audit/verify-audit.ts';
export { writeAudit, type AuditEntry } from './audit/write-audit.ts';

// backup: a copy of everything, and the way back
export { type Manifest as BackupManifest } from './backup/manifest.ts';
export { restoreBackup } from './backup/restore-backup.ts';
export { takeBackup } from './backup/take-backup.ts';

// isolation: the proof on a live installation
export { huntBySql, type Hunt, type HuntFinding } from './proof/hunt-sql.ts';
export { removeSandboxes } from './proof/remove-sandboxes.ts';
export { plantSandbox, type Sandbox } from './proof/sandbox.ts';
export { CANARY_CLASS, marksOf, type SandboxTenant } from './proof/canaries.ts';

// jobs: waking the worker
export { listTenants } from './tenants/list-tenants.ts';
export { openQueue, QUEUES, type Queue, type QueueName, type TenantRef } from './jobs/queue.ts';
export { makeRing, type Ring, type TurnEnd } from './jobs/ring.ts';
export { BATCH_STATES, readWorkload, type Workload } from './jobs/workload.ts';
