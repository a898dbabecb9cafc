import { message } from '../../kernel/message.ts';
import { z } from 'zod';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Acting, Database, Trx } from '../../database/database.ts';
import { asOperator, become } from '../../database/transaction.ts';
import { jsonb } from '../../database/json.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { toWgs84 } from '../../geography/crs.ts';
import type { Crs } from '../../geography/crs.ts';
import { growConfigVersion } from './apply-tenant-row.ts';

const ring = z.array(z.array(z.number()).min(2)).min(4);
const fileSchema = z.object({
  features: z.array(
    z.object({
      properties: z.record(z.string(), z.unknown()).nullable(),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
      ]),
    }),
  ),
});
type Feature = z.infer<typeof fileSchema>['features'][number];
type Outline = Feature['geometry'];

/** Properties in which public boundary files carry the national code. */
const CODE_PROPERTIES = ['adcode', 'code', 'GB', 'gb'];

export interface ImportedArea {
  readonly slug: string;
  readonly name: string;
  readonly changed: boolean;
}

/**
 * Replaces county outlines of a city by those of a GeoJSON file whose coordinates are in `crs` (a file cannot say). A feature
 * belongs to the tenant whose national code, today's or an earlier one, it carries; features of other codes are left aside.
 * The operator becomes one county after the other, and each finds it in its audit. Throws SYS-INPUT when the file is no FeatureCollection of polygons or no feature matches.
 */
export async function importAreas(
  database: Database,
  deps: Deps,
  city: Acting,
  crs: Crs,
  file: unknown,
): Promise<ImportedArea[]> {
  const parsed = fileSchema.safeParse(file);
  if (!parsed.success) {
    throw new Problem('SYS-INPUT', { reason: message('areas.geojson') });
  }
  return asOperator(database, async (trx) => {
    await become(trx, city);
    const imported: ImportedArea[] = [];
    for (const tenant of await countiesOf(trx, city.cityId)) {
      const codes = new Set([tenant.code, ...(tenant.code_history as { code: string }[]).map((old) => old.code)]);
      codes.delete(null); // a zone has no code, and neither has many a feature
      const feature = parsed.data.features.find((candidate) => codes.has(codeOf(candidate)));
      if (feature === undefined) continue;
      const acting = { ...city, tenantId: tenant.tenant_id };
      await become(trx, acting);
      const changed = await replaceOutline(trx, tenant, inWgs84(feature.geometry, crs));
      if (changed) await writeAudit(trx, deps, acting, { action: 'area.import', subject: tenant.slug, data: { crs } });
      imported.push({ slug: tenant.slug, name: tenant.name, changed });
    }
    if (imported.length === 0) throw new Problem('SYS-INPUT', { reason: message('areas.no-code') });
    return imported;
  });
}

function countiesOf(trx: Trx, cityId: number) {
  return trx
    .selectFrom('biz.tenant')
    .select(['tenant_id', 'city_id', 'slug', 'name', 'code', 'code_history'])
    .where('city_id', '=', cityId)
    .where('kind', '<>', 'city')
    .orderBy('tenant_id')
    .execute();
}

async function replaceOutline(
  trx: Trx,
  tenant: { tenant_id: number; city_id: number; name: string; code: string | null },
  outline: Outline,
): Promise<boolean> {
  const known = await trx
    .selectFrom('biz.area')
    .select(['id', 'outline', 'is_schematic'])
    .where('tenant_id', '=', tenant.tenant_id)
    .where('level', '=', 'county')
    .orderBy('id')
    .executeTakeFirst();
  const { coordinates } = (known?.outline ?? {}) as { coordinates?: unknown };
  if (known && !known.is_schematic && JSON.stringify(coordinates) === JSON.stringify(outline.coordinates)) return false;
  const drawn = { outline: jsonb(outline), is_schematic: false };
  if (known) {
    await trx
      .updateTable('biz.area')
      .set(drawn)
      .where('tenant_id', '=', tenant.tenant_id)
      .where('id', '=', known.id)
      .execute();
  } else {
    const { tenant_id, city_id, name, code } = tenant;
    await trx
      .insertInto('biz.area')
      .values({ tenant_id, city_id, id: 1, level: 'county', code, name, ...drawn })
      .execute();
  }
  await growConfigVersion(trx, tenant.tenant_id);
  return true;
}

/** Codes arrive as numbers and as text; only as text do they compare. */
function codeOf({ properties }: Feature): string | null {
  const value = CODE_PROPERTIES.map((name) => properties?.[name]).find((code) => code !== undefined && code !== null);
  return value === undefined ? null : String(value);
}

/** Seven decimals: a centimetre. */
function inWgs84(outline: Outline, crs: Crs): Outline {
  const point = ([x, y]: number[]) =>
    toWgs84(x ?? NaN, y ?? NaN, crs).map((degrees) => Math.round(degrees * 1e7) / 1e7);
  return outline.type === 'Polygon'
    ? { type: 'Polygon', coordinates: outline.coordinates.map((line) => line.map(point)) }
    : { type: 'MultiPolygon', coordinates: outline.coordinates.map((part) => part.map((line) => line.map(point))) };
}
