/** A row as it was sent: the end of every drill-down. */
export interface UploadedRow {
  batchId: string;
  fileName: string | null;
  rowNo: number;
  cells: Record<string, unknown>;
}

/** The raw row of an upload; null when its bytes are no longer kept. Throws when the gateway does not answer. */
export async function readUploadedRow(
  ask: typeof fetch,
  tenantId: number,
  batchId: string,
  rowNo: number,
): Promise<UploadedRow | null> {
  const response = await ask(`/intake/v1/batches/${batchId}/rows/${rowNo}?tenantId=${tenantId}`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`uploaded row: ${response.status}`);
  return (await response.json()) as UploadedRow;
}

/** A raw cell as text: what was a text stays as it was sent, anything else is shown as JSON. */
export function cellText(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}
