import { Problem } from '../kernel/problem.ts';
import { poolOf, type Actor, type ActorPost, type ActorTenant } from './actor.ts';

/** The person behind a login, with the posts held when it was read; acts for nobody yet. */
export interface Person {
  readonly kind: 'person';
  readonly tenantId: number;
  readonly cityId: number;
  readonly tenant: ActorTenant;
  readonly personId: string;
  /** The earliest first. */
  readonly posts: readonly ActorPost[];
  readonly name: string;
  readonly login: string;
}

/** Posts held at this instant, the earliest first. */
export function heldPosts(person: Person, now: Date): readonly ActorPost[] {
  return person.posts.filter(({ to }) => to === null || now < to);
}

/**
 * The person in an acting post: the chosen one, or the first held where none was chosen. Throws AUTH-POST when the chosen
 * one is not (or no longer) the person's, AUTH-STRANGER when none is held.
 */
export function actIn(person: Person, postId: string | null, now: Date): Actor & { readonly post: ActorPost } {
  const held = heldPosts(person, now);
  if (held.length === 0) throw new Problem('AUTH-STRANGER');
  const post = postId === null ? held[0] : held.find(({ id }) => id === postId);
  if (post === undefined) throw new Problem('AUTH-POST');
  const { tenantId, cityId, tenant, personId, name, login } = person;
  const pool = poolOf(tenant, post.body);
  return { kind: pool, pool, tenantId, cityId, tenant, body: post.body, personId, post, sourceId: null, name, login };
}
