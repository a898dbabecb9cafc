import { z } from 'zod';
import { requireKind } from '../../catalogues/require-class.ts';
import { act } from '../../commands/command.ts';
import { jsonb } from '../../database/json.ts';
import type { JsonArray } from '../../database/tables.ts';
import type { Trx } from '../../database/database.ts';
import { countyAt } from '../../geography/county-at.ts';
import { actingOf, type Actor } from '../../identity/actor.ts';
import { reachOf } from '../../identity/reach.ts';
import { message } from '../../kernel/message.ts';
import { Problem } from '../../kernel/problem.ts';
import { must } from '../../kernel/zod-messages.ts';
import { useUploads } from '../media/link-media.ts';
import { eachOnce, isPicture } from '../media/media-types.ts';
import { notifyReportChanged } from './settle-report.ts';

const words = (most: number) => z.string().trim().min(1).max(most).nullable().default(null);
const id = z.int32().positive().nullable().default(null);

export const submitReportInput = z
  .strictObject({
    tenantId: z
      .int32()
      .positive()
      .describe('county of the place; a body of the city that does not know it names the city, and a point finds it'),
    sourceCode: z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/),
    kind: z.enum(['component', 'event']).nullable().default(null),
    classId: id,
    description: words(2000),
    address: words(2000),
    longitude: z.number().min(-180).max(180).nullable().default(null).describe('WGS-84 degrees'),
    latitude: z.number().min(-90).max(90).nullable().default(null),
    photos: z
      .array(z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), usage: z.enum(['before', 'after']) }))
      .max(20)
      .refine(eachOnce, { error: 'media.twice' })
      .default([]),
    selfHandled: z.boolean().default(false).describe('handled on the spot: photos before and after'),
  })
  .check(
    must(
      ({ longitude, latitude }) => (longitude === null) === (latitude === null),
      () => message('report.half-a-place'),
    ),
    must(
      ({ description, photos }) => description !== null || photos.length > 0,
      () => message('report.nothing'),
    ),
    must(
      ({ selfHandled, photos }) => !selfHandled || new Set(photos.map(({ usage }) => usage)).size === 2,
      () => message('report.before-and-after'),
    ),
  );

/** Keys a report may break, without the number a shard adds. */
const UNKNOWN = ['report_tenant', 'report_body', 'report_class'];

/**
 * Brings what was seen or heard, for an acceptor of the place to register, link or refuse. Any body may, under its own name and
 * for a tenant it serves; SYS-NOT-FOUND for another tenant and for an unknown class. A body of the city reports into the county
 * of the point, FLOW-PLACE where it named another; without one, or where no county is known there, as it says.
 */
export const submitReportCommand = act({
  name: 'reports.submit',
  title: { zh: '上报问题', en: 'Report a problem' },
  right: 'report',
  role: 'actor',
  input: submitReportInput,
  output: z.strictObject({ tenantId: z.int(), reportId: z.uuid() }),
  problems: ['SYS-NOT-FOUND', 'FLOW-PLACE', 'FLOW-CLASS', 'MEDIA-UNKNOWN'],
  async run(trx, deps, actor, input) {
    const { clock, ids } = deps;
    const tenantId = await tenantOf(trx, actor, input);
    if (input.classId !== null && input.kind !== null) await requireKind(trx, input.classId, input.kind);
    const photos = await useUploads(trx, deps, actingOf(actor), input.photos);
    if (input.selfHandled && new Set(photos.filter(isPicture).map(({ usage }) => usage)).size < 2) {
      throw new Problem('SYS-INPUT', { reason: message('report.before-and-after') });
    }
    const reportId = ids.next();
    const now = clock.now();
    await trx
      .insertInto('biz.report')
      .values({
        ...{ tenant_id: tenantId, city_id: actor.cityId, id: reportId, by_unit_id: actor.body.id },
        ...{ person_id: actor.personId, reported_at: now, recorded_at: now, state: 'waiting' },
        ...{ source_code: input.sourceCode, kind: input.kind, class_id: input.classId },
        ...{ description: input.description, address: input.address },
        ...{ longitude: input.longitude, latitude: input.latitude, self_handled: input.selfHandled },
        photos: jsonb(photos as unknown as JsonArray),
      })
      .execute()
      .catch((error: unknown) => {
        throw UNKNOWN.includes(brokenKey(error) ?? '') ? new Problem('SYS-NOT-FOUND', {}, { cause: error }) : error;
      });
    await notifyReportChanged(trx, { tenantId, reportId, cityId: actor.cityId, byUnitId: actor.body.id });
    return { tenantId, reportId };
  },
  audit: ({ sourceCode }, { tenantId, reportId }) => ({ subject: reportId, data: { tenantId, sourceCode } }),
});

/** Where the report lies: bodies of a county know their own alone. */
async function tenantOf(
  trx: Trx,
  actor: Actor,
  { tenantId, longitude, latitude }: z.infer<typeof submitReportInput>,
): Promise<number> {
  if (actor.tenantId !== actor.cityId) {
    if (actor.tenantId !== tenantId) throw new Problem('SYS-NOT-FOUND');
    return tenantId;
  }
  if (longitude === null || latitude === null) return tenantId;
  const { county } = await countyAt(trx, reachOf(actor), [longitude, latitude]);
  if (county === null || county.tenantId === tenantId) return tenantId;
  if (tenantId !== actor.cityId) throw new Problem('FLOW-PLACE', { tenant: county.name });
  return county.tenantId;
}

/** Foreign key that a statement broke; undefined for any other error. */
function brokenKey(error: unknown): string | undefined {
  const { code, constraint } = error as { readonly code?: unknown; readonly constraint?: string };
  return code === '23503' ? constraint?.replace(/_[0-9]+$/, '') : undefined;
}
