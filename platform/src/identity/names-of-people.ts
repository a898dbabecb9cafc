import type { Trx } from '../database/database.ts';

/** Names of some people of a tenant by their ids; ids that are null, or of people the reader does not see, have none. */
export async function namesOfPeople(
  trx: Trx,
  tenantId: number,
  personIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(personIds.flatMap((id) => id ?? []))];
  if (ids.length === 0) return new Map();
  const people = await trx
    .selectFrom('biz.person')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}
