import type { Trx } from '../../database/database.ts';
import { inTwo, message } from '../../kernel/message.ts';
import type { SuggestedUnit } from './suggest-unit.ts';

/** Bodies that collect for a tenant on a day, its own and the city's; those of the asker's tenant first. */
export async function collectingBodies(
  trx: Trx,
  { tenantId, askerId }: { readonly tenantId: number; readonly askerId: number },
  day: string,
): Promise<SuggestedUnit[]> {
  const rows = await trx
    .selectFrom('biz.body')
    .select(['unit_id', 'home_id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', 'collection_company')
    .where('from_day', '<=', day)
    .where((where) => where.or([where('to_day', 'is', null), where('to_day', '>', day)]))
    .orderBy('unit_id')
    .execute();
  const rank = ({ home_id: home }: (typeof rows)[number]) => (home === askerId ? 0 : 1);
  return rows
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ unit_id: unitId, home_id: home, name }) => ({
      ...{ unitId, name, kind: 'collects', count: null },
      rule: inTwo(message(home === tenantId ? 'duty.collects-own' : 'duty.collects-city')),
    }));
}
