import { Readable } from 'node:stream';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';
import { problemOf, readAnswer, type BatchAnswer, type FindingGroup } from './answers.ts';
import type { Sender } from './send-batch.ts';

export interface BatchReport {
  readonly batch: BatchAnswer;
  readonly findings: readonly FindingGroup[];
}

/** A batch with its findings by code. */
export async function readBatchReport(sender: Sender, batch: BatchAnswer): Promise<BatchReport> {
  const response = await get(sender, `/intake/v1/batches/${batch.batchId}/findings`);
  return { batch, findings: await readAnswer<FindingGroup[]>(response) };
}

/** What can be downloaded of a batch as CSV: the sender's own rejected rows with the reasons, warnings, unknown words. */
export type Report = 'rejected' | 'warnings' | 'words?format=csv';

export async function readReport(sender: Sender, batchId: string, report: Report): Promise<Readable> {
  const response = await get(sender, `/intake/v1/batches/${batchId}/${report}`);
  if (!response.ok) throw await problemOf(response);
  return response.body === null ? Readable.from([]) : Readable.fromWeb(response.body as NodeWebStream);
}

async function get({ gatewayUrl, token }: Sender, path: string): Promise<Response> {
  return fetch(`${gatewayUrl}${path}`, { headers: { authorization: `Bearer ${await token()}` } });
}
