import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';
import { requireRight } from '../../identity/rights.ts';
import { reachOf } from '../../identity/reach.ts';
import { maskPersonal } from '../../kernel/mask-personal.ts';

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
  readonly photos: readonly { readonly sha256: string; readonly usage: string }[];
  readonly selfHandled: boolean;
}

/** Reports that wait for an acceptor, the oldest first, at most 200. For desks that take calls; AUTH-FORBIDDEN else. */
export async function waitingReports(
  trx: Trx,
  actor: Actor,
  { tenantId }: z.infer<typeof waitingReportsInput>,
): Promise<WaitingReport[]> {
  requireRight(actor, 'takeCalls');
  const { column, id } = tenantId === null ? reachOf(actor) : ({ column: 'tenant_id', id: tenantId } as const);
  const rows = await trx
    .selectFrom('biz.report as r')
    .innerJoin('biz.body as b', (join) =>
      join.onRef('b.tenant_id', '=', 'r.tenant_id').onRef('b.unit_id', '=', 'r.by_unit_id'),
    )
    .leftJoin('lookup.class as k', 'k.id', 'r.class_id')
    .selectAll('r')
    .select(['b.name as by_name', 'k.class_name'])
    .where(`r.${column}`, '=', id)
    .where(`b.${column}`, '=', id)
    .where('r.state', '=', 'waiting')
    .orderBy('r.reported_at')
    .orderBy('r.id')
    .limit(MOST)
    .execute();
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    reportId: row.id,
    sourceCode: row.source_code,
    byUnit: { id: row.by_unit_id, name: row.by_name },
    reportedAt: row.reported_at,
    kind: row.kind,
    classId: row.class_id,
    className: row.class_name,
    description: row.description && maskPersonal(row.description),
    address: row.address && maskPersonal(row.address),
    longitude: row.longitude,
    latitude: row.latitude,
    photos: row.photos as unknown as WaitingReport['photos'],
    selfHandled: row.self_handled,
  }));
}
