import { z } from 'zod';
import type { Trx } from '../database/database.ts';
import { searchNames } from '../kernel/search-names.ts';

const MOST = 20;

export const searchClassesInput = z.strictObject({ tenantId: z.int32().positive(), words: z.string().max(50) });

export const foundClass = z
  .strictObject({
    id: z.int32(),
    kind: z.enum(['component', 'event']),
    code: z.string().describe('category and class'),
    name: z.string(),
    categoryName: z.string(),
  })
  .meta({ id: 'FoundClass' });
export type FoundClass = z.infer<typeof foundClass>;

/** Classes of the tenant's catalogue by words, code or pinyin, the likeliest first, at most 20. */
export async function searchClasses(
  trx: Trx,
  { tenantId, words }: z.infer<typeof searchClassesInput>,
): Promise<{ catalogueId: string; classes: FoundClass[] }> {
  const catalogueId = await catalogueOf(trx, tenantId);
  const [classes, rules] = await Promise.all([
    trx.selectFrom('lookup.class').selectAll().where('catalogue_id', '=', catalogueId).orderBy('id').execute(),
    trx.selectFrom('lookup.case_rule').select(['class_id', 'condition']).orderBy('id').execute(),
  ]);
  const conditions = Map.groupBy(rules, ({ class_id }) => class_id);
  const found = await searchNames(classes, words, (row) => ({
    name: row.class_name,
    code: row.category_code + row.class_code,
    also: [row.category_name, ...(conditions.get(row.id) ?? []).map(({ condition }) => condition)],
  }));
  return {
    catalogueId,
    classes: found.slice(0, MOST).map((row) => ({
      id: row.id,
      kind: row.kind as FoundClass['kind'],
      code: row.category_code + row.class_code,
      name: row.class_name,
      categoryName: row.category_name,
    })),
  };
}

/**
 * The catalogue that native cases of a tenant are filed in: the one its first source system declares, so that native and
 * uploaded cases count alike; without a source the latest that has case rules.
 */
export async function catalogueOf(trx: Trx, tenantId: number): Promise<string> {
  const declared = await trx
    .selectFrom('biz.source_system')
    .select('catalogue_id')
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (declared !== undefined) return declared.catalogue_id;
  const { id } = await trx
    .selectFrom('lookup.catalogue as c')
    .select('c.id')
    .where((where) =>
      where.exists(
        where
          .selectFrom('lookup.class as k')
          .innerJoin('lookup.case_rule as r', 'r.class_id', 'k.id')
          .select('k.id')
          .whereRef('k.catalogue_id', '=', 'c.id'),
      ),
    )
    .orderBy('c.in_force_from', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}
