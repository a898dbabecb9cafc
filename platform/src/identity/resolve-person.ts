import type { Database, Trx } from '../database/database.ts';
import { lastsBeyond } from '../database/lasts-beyond.ts';
import { asIdentity, inTenant } from '../database/transaction.ts';
import type { Deps } from '../kernel/deps.ts';
import { Problem } from '../kernel/problem.ts';
import type { Person } from './act-in.ts';
import type { ActorPost } from './actor.ts';
import { readEndedDesks, withReplaced } from './ended-desks.ts';
import { admit, readActorTenant } from './tenant-of-login.ts';

/** Signed claims of a person's token. */
export interface PersonClaims {
  readonly issuer: string;
  readonly subject: string;
  /** Claim `tenant`; must name the tenant the database has for this login. */
  readonly tenantSlug: string;
}

/**
 * Turns verified claims into a person: login → tenant (role identity), then name and current posts, read with the least
 * role there is, because nobody acts before a post is chosen. Throws AUTH-STRANGER without login or current post,
 * AUTH-SUSPENDED for a suspended tenant.
 */
export async function resolvePerson(database: Database, deps: Deps, claims: PersonClaims): Promise<Person> {
  const login = await asIdentity(database, (trx) =>
    trx
      .selectFrom('control.login as l')
      .innerJoin('control.tenant as t', 't.id', 'l.tenant_id')
      .select(['l.tenant_id', 'l.person_id', 'l.disabled_at', 't.city_id', 't.slug', 't.state'])
      .where('l.issuer', '=', claims.issuer)
      .where('l.subject', '=', claims.subject)
      .executeTakeFirst(),
  );
  const { tenant_id: tenantId, city_id: cityId, person_id: personId } = admit(login, claims.tenantSlug);
  return inTenant(database, 'unit', { tenantId, cityId, actor: claims.subject }, async (trx) => {
    const [tenant, person, held, ended] = await Promise.all([
      readActorTenant(trx, tenantId),
      readPerson(trx, tenantId, personId),
      currentPosts(trx, tenantId, personId, deps.clock.now()),
      readEndedDesks(trx, tenantId, deps.clock.now()),
    ]);
    const posts = held.map((post) => ({ ...post, body: withReplaced(post.body, ended) }));
    if (posts.length === 0) throw new Problem('AUTH-STRANGER');
    return { kind: 'person', tenantId, cityId, tenant, personId, posts, name: person.name, login: claims.subject };
  });
}

function readPerson(trx: Trx, tenantId: number, personId: string) {
  return trx
    .selectFrom('biz.person')
    .select('name')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
}

async function currentPosts(trx: Trx, tenantId: number, personId: string, now: Date): Promise<ActorPost[]> {
  const rows = await trx
    .selectFrom('biz.post as p')
    .innerJoin('biz.unit as u', (join) => join.onRef('u.tenant_id', '=', 'p.tenant_id').onRef('u.id', '=', 'p.unit_id'))
    .innerJoin('biz.unit as b', (join) => join.onRef('b.tenant_id', '=', 'u.tenant_id').onRef('b.id', '=', 'u.body_id'))
    .select(['p.id', 'p.post', 'p.to_at', 'u.name as unit_name', 'b.id as body_id', 'b.kind', 'b.name'])
    .where('p.tenant_id', '=', tenantId)
    .where('u.tenant_id', '=', tenantId)
    .where('b.tenant_id', '=', tenantId)
    .where('p.person_id', '=', personId)
    .where('p.from_at', '<=', now)
    .where(lastsBeyond('p.to_at', now))
    .orderBy('p.from_at')
    .orderBy('p.id')
    .execute();
  return rows.map(({ id, post, to_at: to, unit_name: unitName, body_id, kind, name }) => ({
    ...{ id, post, unitName, to },
    body: { id: body_id, kind, name },
  }));
}
