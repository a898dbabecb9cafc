import { z } from 'zod';
import { query } from '../../commands/query.ts';
import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import type { Actor } from '../../identity/actor.ts';

/** Whom a body can give its task to inside. */
const innerOfBodyAnswer = z.strictObject({
  units: z
    .array(z.strictObject({ unitId: z.int32(), name: z.string() }))
    .describe('squads and sections that are there'),
  people: z
    .array(z.strictObject({ personId: z.uuid(), name: z.string(), unitId: z.int32() }))
    .describe('whoever holds a post in one of them, each once, under the unit of that post'),
});
export type InnerOfBody = z.infer<typeof innerOfBodyAnswer>;

/** Squads and people of the body the actor acts for, by name. */
export const innerOfBody = (trx: Trx, { tenantId, body, tenant }: Actor, now: Date): Promise<InnerOfBody> =>
  readInner(trx, tenantId, body.id, civilDay(now, tenant.timeZone), now);

/**
 * Whom a body can give its task to inside, at an instant and on its civil day: squads and sections that are there, and whoever
 * holds a post in one of them or in the body itself. A body that is one unit has no squads.
 */
export async function readInner(
  trx: Trx,
  tenantId: number,
  bodyId: number,
  today: string,
  now: Date,
): Promise<InnerOfBody> {
  const units = await trx
    .selectFrom('biz.unit')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('body_id', '=', bodyId)
    .where((is) => is.or([is('to_day', 'is', null), is('to_day', '>', today)]))
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
    units: units.filter(({ id }) => id !== bodyId).map(({ id, name }) => ({ unitId: id, name })),
    people: people.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export const innerOfBodyQuery = query({
  name: 'cases.inner_of_body',
  title: { zh: '本单位班组与人员', en: 'Squads and people of the own body' },
  input: z.strictObject({}),
  output: innerOfBodyAnswer,
  problems: [],
  read: (trx, actor, _input, { clock }) => innerOfBody(trx, actor, clock.now()),
});
