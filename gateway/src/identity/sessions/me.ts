import { allowedCommands, inTenant, type Actor, type Database } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';

/** What the screen needs to know about who looks at it. */
export interface Me {
  readonly kind: Actor['kind'];
  readonly name: string;
  readonly tenant: {
    readonly id: number;
    readonly name: string;
    readonly nameEn: string;
    readonly kind: string;
    readonly slug: string;
  };
  readonly city: { readonly id: number; readonly name: string; readonly nameEn: string };
  readonly posts: readonly { readonly unit: string; readonly post: string }[];
  /** Commands the actor has the right to: what the screen may offer. */
  readonly allowed: readonly string[];
}

/** `GET /auth/me`: the signed-in person (or machine), 401 when nobody is. */
export function addMe(app: FastifyInstance, database: Database): void {
  const cities = new Map<number, { id: number; name: string; nameEn: string }>();

  /** The name of a city is public; it is read as the city, asking for its own row only, and kept. */
  async function city(actor: Actor) {
    const known = cities.get(actor.cityId);
    if (known) return known;
    const row = await inTenant(
      database,
      'city',
      { tenantId: actor.cityId, cityId: actor.cityId, actor: actor.login },
      (trx) =>
        trx
          .selectFrom('biz.tenant')
          .select(['name', 'name_en'])
          .where('tenant_id', '=', actor.cityId)
          .executeTakeFirstOrThrow(),
    );
    const named = { id: actor.cityId, name: row.name, nameEn: row.name_en };
    cities.set(actor.cityId, named);
    return named;
  }

  app.get('/auth/me', async (request, reply) => {
    const actor = await request.actor();
    const { slug, kind, name, nameEn } = actor.tenant;
    const me: Me = {
      kind: actor.kind,
      name: actor.name,
      tenant: { id: actor.tenantId, name, nameEn, kind, slug },
      city: await city(actor),
      posts: actor.posts.map((held) => ({ unit: held.unitName, post: held.post })),
      allowed: allowedCommands(actor),
    };
    return reply.header('cache-control', 'no-store').send(me);
  });
}
