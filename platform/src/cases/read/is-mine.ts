import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Actor } from '../../identity/actor.ts';

/**
 * Whether a body gave a task to the actor inside: to him by name, or to the squad of his post and to nobody by name. Of rows of
 * `biz.assignment` under that alias, in a statement that names their body.
 */
export function isMine({ tenantId, personId, post }: Pick<Actor, 'tenantId' | 'personId' | 'post'>, alias: string) {
  const [person, unit] = [sql.ref(`${alias}.person_id`), sql.ref(`${alias}.inner_unit_id`)];
  const isOfSquad =
    post === null
      ? sql`false`
      : sql`(${person} is null
          and ${unit} = (select p.unit_id from biz.post p where p.tenant_id = ${tenantId} and p.id = ${post.id}))`;
  return sql`(${person} = ${personId} or ${isOfSquad})` as RawBuilder<SqlBool>;
}
