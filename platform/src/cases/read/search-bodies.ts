import { z } from 'zod';
import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { searchNames } from '../../kernel/search-names.ts';

const MOST = 20;

export const searchBodiesInput = z.strictObject({ tenantId: z.int32().positive(), words: z.string().max(50) });

export const foundBody = z
  .strictObject({ unitId: z.int32(), name: z.string(), kind: z.string(), code: z.string() })
  .meta({ id: 'FoundBody' });
export type FoundBody = z.infer<typeof foundBody>;

/** Bodies that may be given work of a tenant today, by name, former name, code or pinyin, the likeliest first, at most 20. */
export async function searchBodies(
  trx: Trx,
  { tenantId, words }: z.infer<typeof searchBodiesInput>,
  now: Date,
): Promise<FoundBody[]> {
  const rows = await trx
    .selectFrom('biz.body as b')
    .innerJoin('biz.tenant as t', 't.tenant_id', 'b.tenant_id')
    .select(['b.unit_id', 'b.name', 'b.kind', 'b.code', 'b.from_day', 'b.to_day', 'b.name_history', 't.time_zone'])
    .where('b.tenant_id', '=', tenantId)
    .where('t.tenant_id', '=', tenantId)
    .orderBy('b.unit_id')
    .execute();
  const inForce = rows.filter(({ from_day: from, to_day: to, time_zone: zone }) => {
    const day = civilDay(now, zone);
    return from <= day && (to === null || to > day);
  });
  const found = await searchNames(inForce, words, ({ name, code, name_history: history }) => ({
    ...{ name, code },
    also: (history as unknown as readonly { readonly name: string }[]).map((former) => former.name),
  }));
  return found.slice(0, MOST).map(({ unit_id: unitId, name, kind, code }) => ({ unitId, name, kind, code }));
}
