import { civilDay } from '../../calendars/zone.ts';
import { spoil } from './month/careless.ts';
import type { Row } from './month/careless.ts';
import { DIALECTS } from './month/dialects.ts';
import { encodeGb18030 } from './month/gb18030.ts';
import { makeStories } from './month/make-stories.ts';
import { PROFILES } from './month/profiles.ts';
import { randomOf } from './month/random.ts';
import type { TenantManifest } from '../manifest/manifest.ts';

export const SAMPLE_MONTH = { label: '2026-10', series: 'month', fromDay: '2026-10-01', toDay: '2026-11-01' } as const;

/** Native cases of the sample begin at most so long ago. */
const LATELY_MS = 12 * 86_400_000;

/**
 * Months that are open for assessment while the sample is tried: November 2026, and those in which its native cases lie. The
 * sample month itself is closed, and so are those before it.
 */
export function openSampleMonths(now: Date): string[] {
  const monthOf = (at: Date): string => civilDay(at, 'Asia/Shanghai').slice(0, 7);
  const months = new Set(['2026-11', monthOf(new Date(now.getTime() - LATELY_MS)), monthOf(now)]);
  return [...months].filter((month) => month > SAMPLE_MONTH.label);
}

export interface SampleUpload {
  readonly fileName: string;
  readonly contentType: 'application/x-ndjson' | 'text/csv';
  readonly rows: number;
  readonly bytes: Uint8Array;
}

/**
 * October 2026 of one county as its own system exports it: the same bytes every time. About 4,750 rows over the nine
 * counties and zones; who is large, late, careless or silent is in `month/profiles.ts`.
 */
export function sampleMonth(manifest: TenantManifest): SampleUpload {
  const profile = PROFILES[manifest.slug];
  const dialect = DIALECTS[String(manifest.sources[0]?.mapping?.name)];
  if (!profile || !dialect) throw new Error(`the sample has no month for ${manifest.slug}`);
  const random = randomOf(`${manifest.slug} carelessness`);
  const rows = makeStories(manifest, profile).map((story) => dialect.write(story, manifest));
  const spoilt = rows.filter(() => random.chance(profile.careless));
  spoilt.forEach((row, turn) => spoil(row, dialect.columns, turn, random));
  if (profile.careless > 0.1) rows.push(...rows.slice(40, 46)); // and a page pasted twice
  const csv = dialect.format === 'csv-gb18030';
  return {
    fileName: `${manifest.slug}-2026-10.${csv ? 'csv' : 'ndjson'}`,
    contentType: csv ? 'text/csv' : 'application/x-ndjson',
    rows: rows.length,
    bytes: csv ? encodeGb18030(asCsv(rows)) : new TextEncoder().encode(asNdjson(rows)),
  };
}

function asNdjson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** CRLF and quotes where needed, as spreadsheet programs write it. */
function asCsv(rows: readonly Row[]): string {
  const cell = (value: string | number | null) => {
    const text = String(value ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const header = Object.keys(rows[0] ?? {});
  return [header, ...rows.map((row) => header.map((name) => row[name] ?? null))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`)
    .join('');
}
