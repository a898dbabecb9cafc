import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { present } from '../../kernel/present.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Applying } from './applying.ts';
import { alsoFollows } from '../change.ts';
import { deskAfter, deskChanges } from './consequences.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { deskOn } from '../manifest/unit-tree.ts';

/**
 * Enters the desk in force today: jobs act as it, and machine clients that name no body. Returns its id. CONF-DESK when none
 * is in force.
 */
export async function applyDesk(
  trx: Trx,
  run: Applying,
  { slug, name, units, timeZone }: TenantManifest,
  unitIds: ReadonlyMap<string, number>,
): Promise<number> {
  const { tenantId } = run.scope;
  const desk = deskOn(units, civilDay(run.now, timeZone));
  if (desk === undefined) throw new Problem('CONF-DESK', { path: 'units' });
  if (desk.to !== undefined) {
    const next = present(deskOn(units, desk.to), `desk on ${desk.to}`).code;
    alsoFollows(run.changes, { act: 'end', part: 'unit', key: desk.code }, deskAfter(desk.to, next));
  }
  const id = present(unitIds.get(desk.code), desk.code);
  const { desk_unit_id: before } = await trx
    .selectFrom('control.tenant')
    .select('desk_unit_id')
    .where('id', '=', tenantId)
    .executeTakeFirstOrThrow();
  if (before === id) return id;
  await trx.updateTable('control.tenant').set({ desk_unit_id: id }).where('id', '=', tenantId).execute();
  if (before === null) return id;
  const [known] = await trx
    .selectFrom('biz.unit')
    .select('code')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', before)
    .execute();
  const fields = { desk: [known?.code, desk.code] } as const;
  run.changes.push({ act: 'change', part: 'tenant', key: slug, name, fields, consequences: [deskChanges] });
  return id;
}
