import { bytes, count } from '#lib/format/number.ts';
import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Fact } from '#lib/ui/fact.ts';
import type { Report } from './report.ts';

interface Batch {
  clientBatchId: string;
  format: string;
  encoding: string | null;
  rowCount: number | null;
  byteCount: string;
  sha256: string;
  mappingVersion: number;
  newestWins: boolean;
  receivedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** How an upload arrived and was read. */
export function batchFacts(batch: Batch, sender: Report['sender']): Fact[] {
  return [
    { label: m.sent_by(), value: sender?.kind === 'machine' ? m.machine_client({ name: sender.name }) : sender?.name },
    { label: m.received(), value: instant(batch.receivedAt) },
    { label: m.started(), value: instant(batch.startedAt) },
    { label: m.finished(), value: instant(batch.finishedAt) },
    { label: m.rows(), value: batch.rowCount === null ? null : count(batch.rowCount) },
    { label: m.size(), value: bytes(batch.byteCount) },
    { label: m.format(), value: [batch.format, batch.encoding].filter(Boolean).join(' · ').toUpperCase() },
    { label: m.mapping_version(), value: String(batch.mappingVersion) },
    ...(batch.newestWins ? [{ label: m.newest_wins(), value: m.newest_wins_hint() }] : []),
    { label: m.client_batch_id(), value: batch.clientBatchId, mono: true },
    { label: m.file_hash(), value: batch.sha256, mono: true, wide: true },
  ];
}
