import { instant } from '#lib/format/time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Fact } from '#lib/ui/fact.ts';

interface Pinned {
  hash: string;
  cutAt: string;
  lastDataAt: string | null;
  pinned: unknown;
}

const PINNED: Record<string, () => string> = {
  scheme: m.pinned_scheme,
  calendar: m.pinned_calendar,
  catalogues: m.pinned_catalogues,
  config: m.pinned_config,
};

/** What a figure stands on: its hash, the cut, and the versions of everything it was computed with. */
export function pinnedFacts(result: Pinned, period: { hash: string | null }): Fact[] {
  const versions = Object.entries((result.pinned ?? {}) as Record<string, unknown>).map(([name, value]): Fact => ({
    label: PINNED[name]?.() ?? name,
    value: versionText(value),
    mono: true,
  }));
  return [
    { label: m.cut_at(), value: instant(result.cutAt) },
    { label: m.last_data(), value: instant(result.lastDataAt) },
    ...versions,
    { label: m.result_hash(), value: result.hash, mono: true, wide: true },
    ...(period.hash ? [{ label: m.period_hash(), value: period.hash, mono: true, wide: true }] : []),
  ];
}

/** A pinned version is a number, a text, or a small record of both. */
function versionText(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([name, part]) => `${name} ${versionText(part)}`)
    .join(' · ');
}
