import { calendarName, catalogueName } from '#lib/cases/catalogues.ts';
import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Fact } from '#lib/ui/fact.ts';

interface Pinned {
  hash: string;
  cutAt: string;
  lastDataAt: string | null;
  pinned: unknown;
}

interface Version {
  id: string;
  version: number;
  hash?: string;
}

/** Versions a result was computed with, as the platform pins them. */
interface Versions {
  scheme?: Version;
  calendar?: Version;
  /** Catalogue id → version. */
  catalogues?: Record<string, number>;
  /** Version of the region's grid and mappings. */
  config?: number;
  /** The cells that were judged: those of one day. */
  grid?: { day: string | null; cells: number };
}

/** What a figure stands on: its hash, the cut, and the versions of everything it was computed with. */
export function pinnedFacts(result: Pinned, period: { hash: string | null }): Fact[] {
  return [
    { label: m.cut_at(), value: instant(result.cutAt) },
    { label: m.last_data(), value: instant(result.lastDataAt) },
    ...versionFacts((result.pinned ?? {}) as Versions),
    { label: m.result_hash(), value: result.hash, mono: true, wide: true },
    ...(period.hash ? [{ label: m.period_hash(), value: period.hash, mono: true, wide: true }] : []),
  ];
}

function versionFacts({ scheme, calendar, catalogues, config, grid }: Versions): Fact[] {
  const listed = Object.entries(catalogues ?? {}).map(([id, version]) =>
    m.version_of({ id: catalogueName(id), version }),
  );
  return [
    { label: m.pinned_scheme(), value: scheme && versionText(scheme) },
    { label: m.pinned_calendar(), value: calendar && versionText({ ...calendar, id: calendarName(calendar.id) }) },
    { label: m.pinned_config(), value: config === undefined ? null : m.version_number({ version: config }) },
    ...(grid?.day ? [{ label: m.rule_grid(), value: m.grid_version({ day: grid.day, count: grid.cells }) }] : []),
    { label: m.pinned_catalogues(), value: listed.join(' · ') || null, wide: true },
    ...(scheme?.hash ? [{ label: m.scheme_hash(), value: scheme.hash, mono: true, wide: true }] : []),
  ];
}

const versionText = ({ id, version }: Version): string => m.version_of({ id, version });
