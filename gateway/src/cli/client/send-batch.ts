import { setTimeout as sleep } from 'node:timers/promises';
import { readAnswer, type BatchAnswer } from './answers.ts';
import type { TokenSource } from './machine-token.ts';
import { withRetry } from './retry.ts';

/** How often a waiting sender asks, ms. */
const POLL_MS = 300;

export interface Sender {
  /** Where the gateway answers. */
  readonly gatewayUrl: string;
  readonly token: TokenSource;
}

export interface Sending {
  /** Chosen by us: the same id and bytes are the same batch, however often they arrive. */
  readonly clientBatchId: string;
  readonly fileName: string;
  /** The file counts, also where its rows seem older than what is stored. */
  readonly newestWins?: boolean;
  readonly contentType: 'text/csv' | 'application/x-ndjson';
  readonly gzip: boolean;
  /** Opens the bytes from their start; called again for every try. */
  readonly open: () => AsyncIterable<Uint8Array>;
  /** Bytes on their way so far in this try. */
  readonly onSent?: (bytes: number) => void;
  readonly onRetry?: (error: unknown) => void;
}

/** Sends one file as a stream; resolves when the gateway has stored it. Throws the gateway's problem. */
export function sendBatch({ gatewayUrl, token }: Sender, sending: Sending): Promise<BatchAnswer> {
  const query = new URLSearchParams({ clientBatchId: sending.clientBatchId, fileName: sending.fileName });
  if (sending.newestWins === true) query.set('newestWins', 'true');
  return withRetry(async () => {
    const headers: Record<string, string> = {
      authorization: `Bearer ${await token()}`,
      'content-type': sending.contentType,
    };
    if (sending.gzip) headers['content-encoding'] = 'gzip';
    const response = await fetch(`${gatewayUrl}/intake/v1/batches?${query}`, {
      method: 'POST',
      headers,
      body: ReadableStream.from(counted(sending)),
      duplex: 'half',
    } as RequestInit);
    return readAnswer<BatchAnswer>(response);
  }, sending.onRetry);
}

async function* counted({ open, onSent }: Sending): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const part of open()) {
    bytes += part.length;
    yield part;
    onSent?.(bytes);
  }
}

/** Asks until every row has its outcome or the batch was refused. */
export async function waitForBatch(
  { gatewayUrl, token }: Sender,
  batchId: string,
  onProgress: (batch: BatchAnswer) => void = () => {},
): Promise<BatchAnswer> {
  for (;;) {
    const batch = await withRetry(async () => {
      const headers = { authorization: `Bearer ${await token()}` };
      return readAnswer<BatchAnswer>(await fetch(`${gatewayUrl}/intake/v1/batches/${batchId}`, { headers }));
    });
    onProgress(batch);
    if (batch.state !== 'queued' && batch.state !== 'running') return batch;
    await sleep(POLL_MS);
  }
}
