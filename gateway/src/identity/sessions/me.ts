import {
  allowedCommands,
  heldPosts,
  poolOf,
  type ActorPool,
  type ActorPost,
  type ActorTenant,
} from '@liangji/platform';
import type { FastifyInstance } from 'fastify';

/** What the screen needs to know about who looks at it. */
export interface Me {
  /** Pool of the acting post's body; null while the person must choose another post. */
  readonly kind: ActorPool | 'machine' | null;
  readonly name: string;
  readonly tenant: Named & { readonly kind: string; readonly slug: string };
  readonly city: Named;
  /** The acting post; null for a machine, and where the post chosen is not held any more. */
  readonly post: MyPost | null;
  /** True when the person chose it; false when it is the first by default. */
  readonly chosen: boolean;
  /** Every post held now, the earliest first. */
  readonly posts: readonly MyPost[];
  /** Commands this post has the right to: what the screen may offer. */
  readonly allowed: readonly string[];
}

interface Named {
  readonly id: number;
  readonly name: string;
  readonly nameEn: string;
}

interface MyPost {
  readonly id: string;
  readonly post: string;
  readonly unit: string;
  readonly body: string;
  /** Number of the body, as holders of cases and tasks are numbered. */
  readonly bodyId: number;
  /** Desks that ended before it: what still lies with them is its own. */
  readonly replaces: readonly number[];
  readonly kind: ActorPool;
}

/**
 * `GET /auth/me`: the signed-in person (or machine), 401 when nobody is. Acts as nobody and reads nothing of its own, so
 * it also answers a person whose chosen post has ended.
 */
export function addMe(app: FastifyInstance, now: () => Date): void {
  app.get('/auth/me', async (request, reply) => {
    const { member, postId } = await request.bearer();
    const { tenantId, cityId, tenant, name } = member;
    const posts = member.kind === 'machine' ? [] : heldPosts(member, now()).map((held) => myPost(tenant, held));
    const post = (postId === null ? posts[0] : posts.find(({ id }) => id === postId)) ?? null;
    const kind = member.kind === 'machine' ? 'machine' : (post?.kind ?? null);
    const me: Me = {
      kind,
      name,
      tenant: { id: tenantId, name: tenant.name, nameEn: tenant.nameEn, kind: tenant.kind, slug: tenant.slug },
      city: { id: cityId, name: tenant.cityName, nameEn: tenant.cityNameEn },
      post,
      chosen: postId !== null,
      posts,
      allowed: kind === null ? [] : allowedCommands({ kind, post }),
    };
    return reply.header('cache-control', 'no-store').send(me);
  });
}

function myPost(tenant: ActorTenant, { id, post, unitName, body }: ActorPost): MyPost {
  return {
    id,
    post,
    unit: unitName,
    body: body.name,
    bodyId: body.id,
    replaces: body.replaces ?? [],
    kind: poolOf(tenant, body),
  };
}
