import { z } from 'zod';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { requireRight } from '../../identity/rights.ts';
import { reachOf, type Reach } from '../../identity/reach.ts';
import { reasonInWords, reasonsOf, stockReason } from '../reasons.ts';
import type { UsedPhoto } from '../media/link-media.ts';

const MOST = 200;

/** Another one is given in words. */
const REASONS = reasonsOf('refuse_acceptance')
  .filter((code) => code !== 'other')
  .map(reasonInWords);

const waitingReportsInput = z.strictObject({
  tenantId: z.int32().positive().nullable().default(null).describe('null: all that the desk sees'),
});

const waitingReport = z
  .strictObject({
    tenantId: z.int32(),
    reportId: z.uuid(),
    sourceCode: z.string(),
    byUnit: z.strictObject({ id: z.int32(), name: z.string() }).describe('the body that brings it'),
    reportedAt: z.iso.datetime(),
    kind: z.string().nullable(),
    classId: z.int32().nullable(),
    className: z.string().nullable(),
    description: z.string().nullable().describe('masked, as the address'),
    address: z.string().nullable(),
    longitude: z.number().nullable().describe('WGS-84 degrees'),
    latitude: z.number().nullable(),
    photos: z.array(z.strictObject({ sha256: z.string(), usage: z.string(), type: z.string() })),
    selfHandled: z.boolean(),
  })
  .meta({ id: 'WaitingReport' });
export type WaitingReport = z.infer<typeof waitingReport>;

/** Reports that wait for an acceptor, the oldest first, at most 200. For desks that take calls; AUTH-FORBIDDEN else. */
export async function waitingReports(
  trx: Trx,
  actor: Actor,
  { tenantId }: z.infer<typeof waitingReportsInput>,
): Promise<WaitingReport[]> {
  requireRight(actor, 'takeCalls');
  const reach: Reach = tenantId === null ? reachOf(actor) : { column: 'tenant_id', id: tenantId };
  const rows = await trx
    .selectFrom('biz.report as r')
    .leftJoin('lookup.class as k', 'k.id', 'r.class_id')
    .selectAll('r')
    .select('k.class_name')
    .where(`r.${reach.column}`, '=', reach.id)
    .where('r.state', '=', 'waiting')
    .orderBy('r.reported_at')
    .orderBy('r.id')
    .limit(MOST)
    .execute();
  const unitIds = rows.map((row) => row.by_unit_id);
  const nameOf = await bodyNames(trx, reach, unitIds);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    reportId: row.id,
    sourceCode: row.source_code,
    byUnit: { id: row.by_unit_id, name: nameOf.get(row.by_unit_id) ?? '' },
    reportedAt: row.reported_at.toISOString(),
    kind: row.kind,
    classId: row.class_id,
    className: row.class_name,
    description: row.description,
    address: row.address,
    longitude: row.longitude,
    latitude: row.latitude,
    photos: (row.photos as unknown as UsedPhoto[]).map(({ sha256, usage, type }) => ({ sha256, usage, type })),
    selfHandled: row.self_handled,
  }));
}

/** A body has one name in all tenants it serves. */
async function bodyNames(trx: Trx, reach: Reach, unitIds: readonly number[]): Promise<Map<number, string>> {
  if (unitIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('biz.body')
    .select(['unit_id', 'name'])
    .where(reach.column, '=', reach.id)
    .where('unit_id', 'in', unitIds)
    .execute();
  return new Map(rows.map(({ unit_id, name }) => [unit_id, name]));
}

export const waitingReportsQuery = query({
  name: 'reports.waiting',
  title: { zh: '待受理的上报', en: 'Reports that wait for an acceptor' },
  input: waitingReportsInput,
  output: z.strictObject({
    reports: z.array(waitingReport).describe('the oldest first, at most 200'),
    reasons: z.array(stockReason).readonly().describe('out of which one is refused by reports.refuse'),
  }),
  problems: [],
  read: async (trx, actor, input) => ({ reports: await waitingReports(trx, actor, input), reasons: REASONS }),
});
