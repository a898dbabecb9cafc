import type { Database } from '../../../database/database.ts';
import { actIn } from '../../../identity/act-in.ts';
import type { Actor } from '../../../identity/actor.ts';
import { resolvePerson } from '../../../identity/resolve-person.ts';
import type { Deps } from '../../../kernel/deps.ts';
import { present } from '../../../kernel/present.ts';
import type { SampleManifest } from '../sample-city.ts';

/** Finds somebody of the sample city in a post of a unit, as signing in does; `which` picks among several. */
export type Cast = (slug: string, unit: string, post: string, which?: number) => Promise<Actor>;

/** Everybody is resolved once. */
export function castOf(database: Database, deps: Deps, issuer: string, city: readonly SampleManifest[]): Cast {
  const known = new Map<string, Promise<Actor>>();
  return (slug, unit, post, which = 0) => {
    const { people } = present(
      city.find((tenant) => tenant.slug === slug),
      `the sample tenant ${slug}`,
    );
    const holders = people.filter(({ posts }) => posts.some((held) => held.unit === unit && held.post === post));
    const { subject } = present(holders[which % holders.length], `${post} in ${unit} of ${slug}`);
    const key = `${subject} ${post}`;
    const actor = known.get(key) ?? resolve(database, deps, issuer, slug, present(subject, key), post);
    known.set(key, actor);
    return actor;
  };
}

async function resolve(database: Database, deps: Deps, issuer: string, slug: string, subject: string, post: string) {
  const person = await resolvePerson(database, deps, { issuer, subject, tenantSlug: slug });
  const held = present(
    person.posts.find((each) => each.post === post),
    `post ${post}`,
  );
  return actIn(person, held.id, deps.clock.now());
}
