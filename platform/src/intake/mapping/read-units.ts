import type { Trx } from '../../database/database.ts';
import { isDesk } from '../../units/desk.ts';

/** A unit that a row may name as responsible. */
export interface NamedUnit {
  /** Null for a body of the city, of which a county knows the name alone. */
  readonly code: string | null;
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
      .select(['unit_id', 'home_id', 'kind', 'name', 'from_day', 'to_day'])
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
  const leadOf = (id: number) => (leads.has(id) ? id : null);
  return [
    ...units.map((unit) => ({
      code: unit.code,
      name: unit.name,
      formerNames: (unit.name_history as unknown as readonly { name: string }[]).map(({ name }) => name),
      bodyId: leadOf(unit.body_id),
      fromDay: unit.from_day,
      toDay: unit.to_day,
    })),
    ...bodies
      .filter((body) => body.home_id !== tenantId)
      .map((body) => ({
        code: null,
        name: body.name,
        formerNames: [],
        bodyId: leadOf(body.unit_id),
        fromDay: body.from_day,
        toDay: body.to_day,
      })),
  ];
}
