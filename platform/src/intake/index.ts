// Public: what was sent, and what became of every row.
export { BATCH_STATES, getBatch, type BatchState, type BatchSummary } from './batch/batch-summary.ts';
export { readMappingDocument, readMappings, type MappingInForce, type MappingWanted } from './mapping/read-mappings.ts';
export { putMapping, type MappingToPut, type PutMapping } from './mapping/put-mapping.ts';
export { MAX_UPLOAD_BYTES, receiveBatch, type Received, type Upload } from './receive/receive-batch.ts';
export { checkMapping, type CheckedRow, type MappingCheck } from './check-mapping.ts';
export { defused } from './read/formula.ts';
export { tooLarge } from './read/limits.ts';
export { readGivenUp, retryBatch, type GivenUpBatch } from './batch/given-up.ts';
export { type FindingExample } from './report/finding-example.ts';
export { findingsByCode, type FindingGroup } from './report/findings-report.ts';
export { unknownWords, unknownWordsCsv, type UnknownWord } from './report/unknown-words.ts';
export { warningLines } from './report/warning-lines.ts';
export { readUploadedRow, type UploadedRow } from './report/read-uploaded-row.ts';
export { rejectedRows } from './report/rejected-rows.ts';
export { openRun, runBatch, type BatchRun } from './run-batch.ts';
export { submitCases, type Submission, type Submitted } from './submit-cases.ts';
export { OUTCOME_NAMES, OUTCOMES_AS_SHOWN, type IntakeServices, type Outcome } from './batch/services.ts';
export { readSenders, type BatchKey, type Sender } from './report/read-sender.ts';
