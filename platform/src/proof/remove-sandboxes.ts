import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { asOwner } from '../database/transaction.ts';

/** Slugs of sandboxes begin so, whoever made them. */
export const SANDBOX_PREFIX = 'isolation-proof-';

const STILL_REFERRED_TO = '23503';

/**
 * Takes away every row of every sandbox whose slug begins with `prefix`; returns how many tenants that were. The jobs of
 * the installation know sandboxes too: one of them may be adding a row that nobody sees yet (a seal to an audit row, say).
 * Then the deletion fails when that is committed, as a whole, and a second one sees it.
 */
export async function removeSandboxes(database: Database, prefix: string, madeBefore: Date): Promise<number> {
  try {
    return await removeOnce(database, prefix, madeBefore);
  } catch (error) {
    if ((error as { code?: string }).code !== STILL_REFERRED_TO) throw error;
    return removeOnce(database, prefix, madeBefore);
  }
}

function removeOnce(database: Database, prefix: string, madeBefore: Date): Promise<number> {
  return asOwner(database, async (trx) => {
    const tenants = await trx
      .selectFrom('control.tenant')
      .select(['id', 'slug'])
      .where('slug', 'like', `${SANDBOX_PREFIX}%`)
      .where('slug', 'like', `${prefix}%`)
      .where('created_at', '<=', madeBefore)
      .execute();
    const ids = tenants.map(({ id }) => id);
    if (ids.length === 0) return 0;
    // Whoever begins something new for one of them waits from here on, and then finds it gone.
    await trx.selectFrom('biz.tenant').select('tenant_id').where('tenant_id', 'in', ids).forUpdate().execute();
    const { rows } = await sql<{ table: string; refers: string | null }>`
      select c.relname as table, f.relname as refers from pg_class c
        left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
        left join pg_class f on f.oid = k.confrelid and f.relnamespace = c.relnamespace
       where c.relnamespace = 'biz'::regnamespace and c.relkind in ('r', 'p')`.execute(trx);
    for (const table of referringFirst(rows)) {
      await sql`delete from ${sql.table(`biz.${table}`)} where tenant_id = any(${ids}::int[])`.execute(trx);
    }
    await trx.deleteFrom('control.login').where('tenant_id', 'in', ids).execute();
    await trx.deleteFrom('control.machine_client').where('tenant_id', 'in', ids).execute();
    await trx.deleteFrom('control.tenant').where('id', 'in', ids).whereRef('id', '<>', 'city_id').execute();
    await trx.deleteFrom('control.tenant').where('id', 'in', ids).execute();
    return ids.length;
  });
}

/** Tables in an order in which none is emptied before those that refer to it. */
function referringFirst(edges: readonly { readonly table: string; readonly refers: string | null }[]): string[] {
  const left = new Set(edges.map(({ table }) => table));
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter((table) => !edges.some((edge) => edge.refers === table && left.has(edge.table)));
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`);
    for (const table of free) {
      left.delete(table);
      order.push(table);
    }
  }
  return order;
}
