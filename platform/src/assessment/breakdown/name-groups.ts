import type { Trx } from '../../database/database.ts';
import { inTwo, message } from '../../kernel/message.ts';
import type { Words } from '../scheme/scheme-document.ts';
import type { Grouping } from './count-groups.ts';

/** What groups are called, by their keys; those of cases of which nothing is known have a name as well. */
export async function nameGroups(
  trx: Trx,
  tenantId: number,
  by: Grouping,
  keys: readonly (string | null)[],
): Promise<(key: string | null) => Words> {
  if (by === 'source') return (key) => inTwo(message(key === 'patrol' ? 'breakdown.patrol' : 'breakdown.public'));
  const ids = keys.flatMap((key) => (key === null ? [] : [Number(key)]));
  const rows = ids.length === 0 ? [] : await readNames(trx, tenantId, by, ids);
  const names = new Map(rows.map(({ id, name }) => [String(id), name]));
  return (key) => {
    if (key === null) return inTwo(message(`breakdown.no-${by}`));
    const name = names.get(key) ?? key;
    return { zh: name, en: name };
  };
}

function readNames(
  trx: Trx,
  tenantId: number,
  by: Exclude<Grouping, 'source'>,
  ids: readonly number[],
): Promise<{ id: number; name: string }[]> {
  switch (by) {
    case 'class':
      return trx.selectFrom('lookup.class').select(['id', 'class_name as name']).where('id', 'in', ids).execute();
    case 'street':
      return trx
        .selectFrom('biz.area')
        .select(['id', 'name'])
        .where('tenant_id', '=', tenantId)
        .where('id', 'in', ids)
        .execute();
    case 'cell':
      return trx
        .selectFrom('biz.grid_cell')
        .select(['id', 'code as name'])
        .where('tenant_id', '=', tenantId)
        .where('id', 'in', ids)
        .execute();
    case 'unit':
      return trx
        .selectFrom('biz.body')
        .select(['unit_id as id', 'name'])
        .where('tenant_id', '=', tenantId)
        .where('unit_id', 'in', ids)
        .execute();
  }
}
