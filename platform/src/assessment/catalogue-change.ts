import { sql } from 'kysely';
import { readCatalogues } from '../catalogues/read-catalogues.ts';
import { readCataloguePack } from '../catalogues/read-pack.ts';
import type { CatalogueRows, RuleRow } from '../catalogues/types.ts';
import { countRunning } from '../cases/read/count-running.ts';
import type { Database, Trx } from '../database/database.ts';
import { asOperator, inTenant } from '../database/transaction.ts';
import { int4Array, textArray } from '../database/pg-arrays.ts';
import { listTenants } from '../tenants/list-tenants.ts';

/** What loading other case rules does. */
export interface CatalogueChange {
  /** Rules whose limit is another one, as they are and as they become. */
  readonly limits: readonly { readonly before: RuleRow; readonly after: RuleRow }[];
  /** Rules that were not there. */
  readonly added: number;
  /** Tenants with open cases whose clock runs under one of these limits as it was: they keep it. */
  readonly keeping: readonly { readonly slug: string; readonly cases: number }[];
}

/**
 * What loading the committed catalogues would change about limits. A limit is fixed where the clock of a case starts, so it
 * moves no deadline: other limits are for the cases whose clock starts afterwards. Writes nothing. Roles identity, operator,
 * rollup.
 */
export async function planCatalogues(
  database: Database,
  pack: CatalogueRows = readCataloguePack(),
): Promise<CatalogueChange> {
  const stored = await asOperator(database, readCatalogues);
  const before = new Map(stored.rules.map((rule) => [rule.id, rule]));
  const limits = pack.rules.flatMap((after) => {
    const known = before.get(after.id);
    const isSame = known?.limitValue === after.limitValue && known.limitUnit === after.limitUnit;
    return known === undefined || isSame ? [] : [{ before: known, after }];
  });
  const added = pack.rules.filter(({ id }) => !before.has(id)).length;
  const keeping: { slug: string; cases: number }[] = [];
  if (limits.length === 0) return { limits, added, keeping };
  const rules = limits.map((limit) => limit.before);
  for (const tenant of await listTenants(database, 'catalogues')) {
    const own = await inTenant(database, 'rollup', tenant, async (trx) => ({
      slug: await slugOf(trx, tenant.tenantId),
      cases: await countRunning(trx, tenant.tenantId, under(rules)),
    }));
    if (own.cases > 0) keeping.push(own);
  }
  return { limits, added, keeping };
}

/** Of a case: its limit is that of one of these rules. One whose tenant has a limit of its own has another. */
const under = (rules: readonly RuleRow[]) => sql<boolean>`
  (c.rule_id, c.limit_value, c.limit_unit) in (select id, value, unit from unnest(
    ${int4Array(rules.map(({ id }) => id))}::int[], ${textArray(rules.map(({ limitValue }) => limitValue))}::text[],
    ${textArray(rules.map(({ limitUnit }) => limitUnit))}::text[]) as r(id, value, unit))`;

async function slugOf(trx: Trx, tenantId: number): Promise<string> {
  const { slug } = await trx
    .selectFrom('biz.tenant')
    .select('slug')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return slug;
}
