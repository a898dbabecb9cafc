import { isHttpError } from '@sveltejs/kit';
import type { Asking } from '#lib/graphql/ask.ts';
import { call } from '#lib/trpc/client.ts';
import type { RouterOutputs } from '#lib/trpc/client.ts';

/** A row as it was sent: the end of every drill-down. */
export type UploadedRow = RouterOutputs['batch']['row'];

/** The raw row of an upload; null when its bytes are no longer kept. */
export async function readUploadedRow(
  event: Asking,
  tenantId: number,
  batchId: string,
  rowNo: number,
): Promise<UploadedRow | null> {
  try {
    return await call(event, (trpc) => trpc.batch.row.query({ tenantId, batchId, rowNo }));
  } catch (failure) {
    if (isHttpError(failure, 404)) return null;
    throw failure;
  }
}

/** A raw cell as text: what was a text stays as it was sent, anything else is shown as JSON. */
export function cellText(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}
