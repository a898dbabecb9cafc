import type { Trx } from '../../database/database.ts';
import { isDesk } from '../../units/desk.ts';

/** A unit that a row may name as responsible. */
export interface NamedUnit {
  /** Whether it is a body of the city that serves the tenant, and no unit of the tenant's own. */
  readonly isOfCity: boolean;
  readonly code: string;
  readonly name: string;
  readonly formerNames: readonly string[];
  /** Body it works in; null for a desk: a case that lies there has no lead. */
  readonly bodyId: number | null;
  readonly fromDay: string;
  readonly toDay: string | null;
}

/** The units of a tenant, those that have ended too, and the bodies of its city that work its cases. */
export async function readUnits(trx: Trx, tenantId: number): Promise<NamedUnit[]> {
  const [bodies, units] = await Promise.all([
    trx
      .selectFrom('biz.body')
      .select(['unit_id', 'home_id', 'kind', 'code', 'name', 'name_history', 'from_day', 'to_day'])
      .where('tenant_id', '=', tenantId)
      .orderBy('unit_id')
      .execute(),
    trx
      .selectFrom('biz.unit')
      .select(['code', 'name', 'name_history', 'body_id', 'from_day', 'to_day'])
      .where('tenant_id', '=', tenantId)
      .orderBy('id')
      .execute(),
  ]);
  const leads = new Set(bodies.filter(({ kind }) => !isDesk(kind)).map((body) => body.unit_id));
  const named = (row: (typeof bodies | typeof units)[number], bodyId: number, isOfCity: boolean): NamedUnit => ({
    isOfCity,
    code: row.code,
    name: row.name,
    formerNames: (row.name_history as unknown as readonly { name: string }[]).map(({ name }) => name),
    bodyId: leads.has(bodyId) ? bodyId : null,
    fromDay: row.from_day,
    toDay: row.to_day,
  });
  return [
    ...units.map((unit) => named(unit, unit.body_id, false)),
    ...bodies.filter(({ home_id }) => home_id !== tenantId).map((body) => named(body, body.unit_id, true)),
  ];
}
