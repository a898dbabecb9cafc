import type { Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import type { Actor } from '../../identity/actor.ts';

export interface Colleague {
  readonly personId: string;
  readonly name: string;
}

/** Who else holds the actor's post at his body now, by name. */
export async function colleaguesOf(
  trx: Trx,
  { tenantId, personId, body, post }: Pick<Actor, 'tenantId' | 'personId' | 'body' | 'post'>,
  now: Date,
): Promise<Colleague[]> {
  if (post === null || personId === null) return [];
  return trx
    .selectFrom('biz.post as p')
    .innerJoin('biz.unit as u', (join) => join.onRef('u.tenant_id', '=', 'p.tenant_id').onRef('u.id', '=', 'p.unit_id'))
    .innerJoin('biz.person as n', (join) =>
      join.onRef('n.tenant_id', '=', 'p.tenant_id').onRef('n.id', '=', 'p.person_id'),
    )
    .select(['p.person_id as personId', 'n.name'])
    .distinct()
    .where('p.tenant_id', '=', tenantId)
    .where('u.tenant_id', '=', tenantId)
    .where('n.tenant_id', '=', tenantId)
    .where('u.body_id', '=', body.id)
    .where('p.post', '=', post.post)
    .where('p.person_id', '<>', personId)
    .where('p.from_at', '<=', now)
    .where(lastsBeyond('p.to_at', now))
    .orderBy('n.name')
    .orderBy('p.person_id')
    .execute();
}
