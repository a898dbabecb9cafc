import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { requireRight } from '../../identity/rights.ts';
import { reachOf, type Reach } from '../../identity/reach.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';
import type { UsedPhoto } from '../media/link-media.ts';

const MOST = 200;

export const waitingReportsInput = z.strictObject({
  tenantId: z.int32().positive().nullable().default(null).describe('null: all that the desk sees'),
});

export interface WaitingReport {
  readonly tenantId: number;
  readonly reportId: string;
  readonly sourceCode: string;
  /** The body that brings it. */
  readonly byUnit: { readonly id: number; readonly name: string };
  readonly reportedAt: Date;
  readonly kind: string | null;
  readonly classId: number | null;
  readonly className: string | null;
  /** Masked, as the address. */
  readonly description: string | null;
  readonly address: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly photos: readonly Pick<UsedPhoto, 'sha256' | 'usage' | 'type'>[];
  readonly selfHandled: boolean;
}

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
    reportedAt: row.reported_at,
    kind: row.kind,
    classId: row.class_id,
    className: row.class_name,
    description: row.description && maskPersonal(row.description),
    address: row.address && maskPersonal(row.address),
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
