import type { ApolloClient } from '@apollo/client';
import { error } from '@sveltejs/kit';
import { ask, type Asking } from '#lib/graphql/ask.ts';
import { BatchPage } from './batch.queries.ts';
import { readUploadedRow } from './uploaded-row.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A row of an upload as it was sent; `row` is null where the file is no longer kept. Not found as `loadBatch`, and beyond the end. */
export async function loadRow(
  event: Asking & { params: { id: string; row: string } },
  client: ApolloClient,
  tenantId: number,
) {
  const { id } = event.params;
  const rowNo = /^[1-9]\d{0,8}$/.test(event.params.row) ? Number(event.params.row) : null;
  if (!UUID.test(id) || rowNo === null) error(404, 'not found');
  const [{ batch }, row] = await Promise.all([
    ask(event, client, BatchPage, { tenantId, id }),
    readUploadedRow(event, tenantId, id, rowNo),
  ]);
  if (!batch || rowNo > (batch.rowCount ?? 0)) error(404, 'not found');
  return { batch, rowNo, row };
}

export type LoadedRow = Awaited<ReturnType<typeof loadRow>>;
