import { fromWgs84 } from '../../../../geography/crs.ts';
import type { Crs } from '../../../../geography/crs.ts';
import type { TenantManifest } from '../../../manifest/manifest.ts';
import type { Row, SpoilableColumns } from '../careless.ts';
import { roundPosition } from '../make-stories.ts';
import type { Step, Story } from '../story.ts';

/** How one county's system writes a case: its own columns, code words, date shapes and coordinates. */
export interface Dialect {
  readonly format: 'ndjson' | 'csv-gb18030';
  readonly columns: SpoilableColumns;
  write(story: Story, manifest: TenantManifest): Row;
}

export const stageOf = (story: Story): Step =>
  (['voided', 'refused', 'closed', 'disposed'] as const).find((step) => story.steps[step]) ??
  (story.steps.suspended && !story.steps.resumed ? 'suspended' : undefined) ??
  (['dispatched', 'filed'] as const).find((step) => story.steps[step]) ??
  'reported';

/** Civil time in Asia/Shanghai (no daylight saving since 1991). */
function civil(at: Date | null | undefined): { date: string; time: string; parts: readonly string[] } | null {
  if (!at) return null;
  const iso = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 19), parts: iso.slice(0, 10).split('-') };
}

export const plainTime = (at: Date | null | undefined) => {
  const c = civil(at);
  return c && `${c.date} ${c.time}`;
};
export const slashTime = (at: Date | null | undefined) => {
  const c = civil(at);
  return (
    c &&
    `${Number(c.parts[0])}/${Number(c.parts[1])}/${Number(c.parts[2])} ${Number(c.time.slice(0, 2))}${c.time.slice(2)}`
  );
};
export const isoTime = (at: Date | null | undefined) => {
  const c = civil(at);
  return c && `${c.date}T${c.time}+08:00`;
};
export const epoch = (at: Date | null | undefined) => at?.getTime() ?? null;

export const coordinates = (story: Story, crs: Crs) => roundPosition(fromWgs84(story.position, crs));
export const describe = (story: Story) => `${story.className}：${story.rule.condition}`;
export const unitName = (story: Story, manifest: TenantManifest) =>
  manifest.units.find((unit) => unit.code === story.duty)?.name ?? null;
export const isOverdue = (story: Story) =>
  Boolean(story.due && story.steps.disposed && story.steps.disposed > story.due);
export const pad = (value: number, width: number) => String(value).padStart(width, '0');
