import { z } from 'zod';
import { act, process } from '../commands/command.ts';
import { actingOf } from '../identity/actor.ts';
import { BATCH_STATES, type BatchSummary } from './batch/batch-summary.ts';
import { cancelBatch } from './batch/cancel-batch.ts';
import { OUTCOME_NAMES } from './batch/services.ts';
import { putMapping } from './mapping/put-mapping.ts';
import { MAX_SUBMIT_ROWS, submitCases } from './submit-cases.ts';

const sourceCode = z.string().max(64).optional().describe('needed only by senders with several source systems');
const newestWins = z
  .boolean()
  .optional()
  .describe('these rows count, also where they seem older than what is stored: a correction, a case open again');
const instant = z.iso.datetime();

const BatchAnswer = z.object({
  tenantId: z.int(),
  batchId: z.uuid(),
  clientBatchId: z.string(),
  mappingVersion: z.int(),
  state: z.enum(BATCH_STATES),
  rows: z.int().nullable(),
  doneRows: z.int(),
  outcomes: z.record(z.enum(OUTCOME_NAMES), z.int()).describe('rows by outcome'),
  newestWins: z.boolean(),
  warnings: z.int(),
  refused: z.object({ code: z.string(), zh: z.string(), en: z.string() }).nullable(),
  receivedAt: instant,
  finishedAt: instant.nullable(),
});

/** A few rows of a source system, merged before the answer; for more, upload a file. */
export const submitCasesCommand = process({
  name: 'cases.submit',
  title: { zh: '提交少量案卷', en: `Submit at most ${MAX_SUBMIT_ROWS} cases` },
  right: 'upload',
  input: z.object({
    sourceCode,
    clientBatchId: z
      .string()
      .min(1)
      .max(128)
      .describe('unique within the source system; the same again answers the same'),
    newestWins,
    rows: z.array(z.record(z.string(), z.unknown())).describe("one object a row, with the export's own field names"),
  }),
  verbatim: ['rows'],
  output: z.object({
    batch: BatchAnswer,
    rows: z.array(z.object({ rowNo: z.int(), outcome: z.enum(OUTCOME_NAMES), caseId: z.uuid().nullable() })),
    findings: z
      .array(
        z.object({
          rowNo: z.int(),
          code: z.string(),
          severity: z.enum(['error', 'warning']),
          field: z.string().nullable(),
          received: z.string().nullable().describe('masked'),
          expected: z.string().nullable(),
          externalId: z.string().nullable(),
        }),
      )
      .describe('what was noticed, in the order of the rows'),
  }),
  problems: ['KEY-SOURCE', 'KEY-MAPPING', 'KEY-BATCH-REUSED'],
  isFinal: ({ batch }) => batch.state !== 'queued' && batch.state !== 'running',
  run: async (services, actor, input) => {
    const { batch, rows, findings } = await submitCases(services, actingOf(actor), {
      ...input,
      newestWins: input.newestWins ?? false,
      sourceCode: input.sourceCode ?? null,
      sourceId: actor.sourceId,
    });
    await services.queue.wake('fold', actor);
    return {
      batch: answerOf(batch),
      rows: rows.map(({ rowNo, outcome, caseId }) => ({ rowNo, outcome, caseId })),
      findings: [...findings],
    };
  },
});

function answerOf(batch: BatchSummary): z.infer<typeof BatchAnswer> {
  const {
    tenantId,
    batchId,
    clientBatchId,
    mappingVersion,
    state,
    rows,
    doneRows,
    outcomes,
    warnings,
    refused,
    newestWins,
  } = batch;
  return {
    ...{ tenantId, batchId, clientBatchId, mappingVersion, state, rows, doneRows, outcomes: { ...outcomes } },
    ...{ newestWins, warnings },
    refused: refused && { code: refused.code, zh: refused.zh, en: refused.en },
    receivedAt: batch.receivedAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
  };
}

/** An upload that waits for its turn is taken back: nothing of it was taken in, and its file may be sent again. */
export const cancelBatchCommand = act({
  name: 'batch.cancel',
  title: { zh: '取消排队中的上传', en: 'Cancel an upload that waits' },
  right: 'upload',
  role: 'ingest',
  input: z.object({ batchId: z.uuid() }),
  output: z.object({
    batch: BatchAnswer,
    cancelled: z.boolean().describe('false: it was cancelled before'),
  }),
  problems: ['SYS-NOT-FOUND', 'FLOW-BATCH-BEGUN'],
  run: async (trx, deps, actor, { batchId }) => {
    const { batch, cancelled } = await cancelBatch(trx, deps, actor, batchId);
    return { batch: answerOf(batch), cancelled };
  },
  audit: (_input, { batch, cancelled }) =>
    cancelled ? { subject: batch.batchId, data: { client_batch_id: batch.clientBatchId } } : null,
});

/** A mapping document into force for a source system of one's own, from the next batch on. */
export const putMappingCommand = act({
  name: 'mapping.put',
  title: { zh: '启用字段对照', en: 'Put a mapping into force' },
  right: 'upload',
  role: 'ingest',
  input: z.object({ sourceCode, document: z.record(z.string(), z.unknown()) }),
  output: z.object({
    source: z.string(),
    version: z.int(),
    created: z.boolean().describe('false: it was in force already'),
    replaced: z.int().nullable().describe('version in force until now'),
  }),
  problems: ['KEY-SOURCE', 'ENV-MAPPING'],
  run: (trx, deps, actor, { sourceCode: code, document }) =>
    putMapping(trx, deps, actingOf(actor), { sourceId: actor.sourceId, sourceCode: code ?? null, document }),
  audit: (_input, { created, source, version }) => (created ? { subject: source, data: { source, version } } : null),
});
