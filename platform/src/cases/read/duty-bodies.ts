import type { Trx } from '../../database/database.ts';
import { inTwo, message, plain } from '../../kernel/message.ts';
import type { SuggestedUnit, Wanted } from './suggest-unit.ts';

export type DutyKind = 'dispose' | 'maintain' | 'own' | 'supervise' | 'collect';

/** Bodies by the duties of some kinds in force on a day, the most specific first: by class, then by area, then by kind. */
export async function dutyBodies(
  trx: Trx,
  { tenantId, classId, streetId, communityId }: Wanted,
  kinds: readonly DutyKind[],
  day: string,
): Promise<SuggestedUnit[]> {
  const places = [streetId, communityId].filter((each) => each !== null);
  const rows = await trx
    .selectFrom('biz.duty as d')
    .innerJoin('biz.body as b', (join) =>
      join.onRef('b.tenant_id', '=', 'd.tenant_id').onRef('b.unit_id', '=', 'd.unit_id'),
    )
    .leftJoin('biz.area as a', (join) =>
      join.onRef('a.tenant_id', '=', 'd.tenant_id').onRef('a.id', '=', 'd.area_id').on('a.tenant_id', '=', tenantId),
    )
    .leftJoin('lookup.class as k', 'k.id', 'd.class_id')
    .select(['d.unit_id', 'd.kind', 'd.class_id', 'd.area_id', 'b.name', 'a.name as area', 'k.class_name'])
    .where('d.tenant_id', '=', tenantId)
    .where('b.tenant_id', '=', tenantId)
    .where('d.kind', 'in', kinds)
    .where((where) => where.or([where('d.class_id', 'is', null), where('d.class_id', '=', classId)]))
    .where((where) =>
      where.or([where('d.area_id', 'is', null), ...(places.length > 0 ? [where('d.area_id', 'in', places)] : [])]),
    )
    .where('d.from_day', '<=', day)
    .where((where) => where.or([where('d.to_day', 'is', null), where('d.to_day', '>', day)]))
    .where((where) => where.or([where('b.to_day', 'is', null), where('b.to_day', '>', day)]))
    .orderBy('d.id')
    .execute();
  const areaRank = (area: number | null) => (area === null ? 0 : area === communityId ? 2 : 1);
  const order = (row: (typeof rows)[number]) => [
    row.class_id === null ? 1 : 0,
    -areaRank(row.area_id),
    kinds.indexOf(row.kind as DutyKind),
  ];
  return rows
    .toSorted(
      (a, b) =>
        order(a)
          .map((each, at) => each - order(b)[at]!)
          .find((each) => each !== 0) ?? 0,
    )
    .map((row): SuggestedUnit => ({
      unitId: row.unit_id,
      name: row.name,
      kind: 'duty',
      rule: inTwo(
        message('duty.rule', {
          kind: message(`duty.${row.kind as DutyKind}`),
          class: row.class_name === null ? message('duty.every-class') : plain(row.class_name),
          area: row.area === null ? message('duty.everywhere') : plain(row.area),
          body: row.name,
        }),
      ),
      count: null,
    }));
}
