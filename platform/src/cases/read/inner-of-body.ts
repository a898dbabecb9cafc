import { z } from 'zod';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';

export const innerOfBodyInput = z.strictObject({});

/** Whom a body can give its task to inside. */
export interface InnerOfBody {
  /** Squads and sections that are not abolished. */
  readonly units: readonly { readonly unitId: number; readonly name: string }[];
  /** Whoever holds a post in one of them, each once, under the unit of that post. */
  readonly people: readonly { readonly personId: string; readonly name: string; readonly unitId: number }[];
}

/** Squads and people of the body the actor acts for, by name. A body that is one unit has no squads. */
export async function innerOfBody(trx: Trx, { tenantId, body }: Actor, now: Date): Promise<InnerOfBody> {
  const units = await trx
    .selectFrom('biz.unit')
    .select(['id', 'name', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .where('body_id', '=', body.id)
    .orderBy('name')
    .execute();
  const ids = units.map(({ id }) => id);
  if (ids.length === 0) return { units: [], people: [] };
  const people = await trx
    .selectFrom('biz.post as p')
    .innerJoin('biz.person as n', (join) =>
      join.onRef('n.tenant_id', '=', 'p.tenant_id').onRef('n.id', '=', 'p.person_id'),
    )
    .distinctOn('n.id')
    .select(['n.id as personId', 'n.name', 'p.unit_id as unitId'])
    .where('p.tenant_id', '=', tenantId)
    .where('n.tenant_id', '=', tenantId)
    .where('p.unit_id', 'in', ids)
    .where('p.from_at', '<=', now)
    .where((is) => is.or([is('p.to_at', 'is', null), is('p.to_at', '>', now)]))
    .orderBy('n.id')
    .execute();
  return {
    units: units
      .filter(({ id, to_day: to }) => id !== body.id && to === null)
      .map(({ id, name }) => ({ unitId: id, name })),
    people: people.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
