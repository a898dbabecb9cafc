import { bytes, count } from '#lib/format/number.ts';
import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Fact } from '#lib/ui/fact.ts';
import type { UploadPlaces } from './places.ts';
import type { Report } from './report.ts';
import { senderText } from './sender.ts';

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
  source: { code: string } | null;
}

/** How an upload arrived and was read. */
export function batchFacts(
  batch: Batch,
  { sender, lines }: Pick<Report, 'sender' | 'lines'>,
  places: Pick<UploadPlaces, 'mapping'>,
  isForeign: boolean,
): Fact[] {
  return [
    { label: m.sent_by(), value: senderText(sender, isForeign) },
    { label: m.received(), value: instant(batch.receivedAt) },
    { label: m.started(), value: instant(batch.startedAt) },
    { label: m.finished(), value: instant(batch.finishedAt) },
    { label: m.rows(), value: batch.rowCount === null ? null : count(batch.rowCount) },
    { label: m.lines_of_file(), value: lines && linesText(lines), wide: true },
    { label: m.size(), value: bytes(batch.byteCount) },
    { label: m.format(), value: [batch.format, batch.encoding].filter(Boolean).join(' · ').toUpperCase() },
    {
      label: m.mapping_version(),
      value: m.version_number({ version: batch.mappingVersion }),
      ...(batch.source && { href: places.mapping(batch.source.code, batch.mappingVersion) }),
    },
    ...(batch.newestWins ? [{ label: m.newest_wins(), value: m.newest_wins_hint() }] : []),
    { label: m.client_batch_id(), value: batch.clientBatchId, mono: true },
    { label: m.file_hash(), value: batch.sha256, mono: true, wide: true },
  ];
}

/** Every line of the file is accounted for: these are all there are. */
function linesText(lines: NonNullable<Report['lines']>): string {
  const { records, faults, headers, notes, blanks } = lines;
  return m.lines_sum({
    all: count(records + faults + headers + notes + blanks),
    ...{ records: count(records), faults: count(faults), headers: count(headers) },
    ...{ notes: count(notes), blanks: count(blanks) },
  });
}
