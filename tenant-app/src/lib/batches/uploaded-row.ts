import { error } from '@sveltejs/kit';
import type { Asking } from '#lib/graphql/ask.ts';
import { toSignIn } from '#lib/session/sign-in.ts';

/** Something noticed about a row, in sentences. */
export interface FindingOfRow {
  code: string;
  severity: 'error' | 'warning';
  zh: string;
  en: string;
  field: string | null;
  columns: string[];
  received: string | null;
  expects: { zh: string; en: string } | null;
}

/** A row as it was sent, the end of every drill-down, and what became of it. */
export interface UploadedRow {
  rowNo: number;
  /** Line of the file, counted from 1 with its header. */
  line: number;
  /** By the sender's own columns. */
  cells: Record<string, unknown>;
  /** Null until it has one. */
  outcome: string | null;
  caseId: string | null;
  findings: FindingOfRow[];
}

/** The raw row of an upload, out of the stored file; null when its bytes are no longer kept. */
export async function readUploadedRow(
  event: Asking,
  tenantId: number,
  batchId: string,
  rowNo: number,
): Promise<UploadedRow | null> {
  const response = await event.fetch(`/intake/v1/batches/${batchId}/rows/${rowNo}?tenantId=${tenantId}`);
  if (response.ok) return (await response.json()) as UploadedRow;
  if (response.status === 401) toSignIn(event.url);
  if (response.status === 404) return null;
  error(503, 'gateway');
}

/** A raw cell as text: what was a text stays as it was sent, anything else is shown as JSON. */
export function cellText(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
}
