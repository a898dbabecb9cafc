import type { Acting, Database } from '../database/database.ts';
import { inTenant } from '../database/transaction.ts';
import { requireCity } from '../identity/require-city.ts';
import { readPeriodMembers, readPeriods } from './period/periods.ts';
import { periodHash, type HashedMember } from './result/period-hash.ts';
import { alteredIn, readStoredResult } from './result/stored-result.ts';

/** Whether a published snapshot still is what was hashed when it was frozen. */
export interface PeriodVerdict {
  readonly label: string;
  readonly snapshot: number;
  readonly hash: string;
  readonly isIntact: boolean;
  /** What does not fit, by member; `ranks` of the whole: hash and ranks of the members do not give the hash of the period. */
  readonly altered: readonly { readonly member: string; readonly fields: readonly string[] }[];
}

/**
 * Hashes again what is stored of every published snapshot of a city: columns, documents, lists and ranks. It counts nothing
 * again (`replayPeriod` does), so it is quick. Results that nobody published are reported as well.
 */
export async function verifyPeriods(database: Database, city: Acting): Promise<PeriodVerdict[]> {
  requireCity(city);
  const verdicts: PeriodVerdict[] = [];
  const { periods, snapshots } = await inTenant(database, 'rollup', city, async (trx) => ({
    periods: await readPeriods(trx, city.cityId),
    snapshots: await trx
      .selectFrom('biz.period_snapshot')
      .select(['period_id', 'snapshot', 'hash', 'state'])
      .where('tenant_id', '=', city.tenantId)
      .orderBy('snapshot')
      .execute(),
  }));
  for (const period of [...periods].reverse()) {
    const members = await inTenant(database, 'rollup', city, (trx) => readPeriodMembers(trx, city, period));
    const own = snapshots.filter(({ period_id: id, state }) => id === period.id && state === 'closed');
    for (const { snapshot, hash } of own) {
      const altered: { member: string; fields: string[] }[] = [];
      const hashed: HashedMember[] = [];
      for (const member of members) {
        const { tenantId } = member;
        const stored = await inTenant(database, 'rollup', member, (trx) =>
          readStoredResult(trx, tenantId, period.id, snapshot),
        );
        if (stored === null) continue;
        const fields = alteredIn(period, stored);
        if (fields.length > 0) altered.push({ member: member.name, fields });
        hashed.push(stored);
      }
      if (periodHash(period, snapshot, hashed) !== hash) altered.push({ member: period.label, fields: ['ranks'] });
      // A closing that was interrupted may have frozen some members of the next snapshot.
      const known = period.state === 'closing' ? period.snapshot : snapshot;
      const strays = snapshot === period.published ? await strayMembers(database, city, period.id, known) : [];
      for (const tenantId of strays) {
        const member = members.find((each) => each.tenantId === tenantId)?.name ?? String(tenantId);
        altered.push({ member, fields: ['snapshot'] });
      }
      verdicts.push({ label: period.label, snapshot, hash: hash ?? '', isIntact: altered.length === 0, altered });
    }
  }
  return verdicts;
}

/** Members with a frozen result of a later snapshot than any that was published. */
async function strayMembers(
  database: Database,
  city: Acting,
  periodId: string,
  published: number,
): Promise<readonly number[]> {
  const rows = await inTenant(database, 'rollup', city, (trx) =>
    trx
      .selectFrom('biz.result')
      .select('tenant_id')
      .distinct()
      .where('city_id', '=', city.cityId)
      .where('period_id', '=', periodId)
      .where('is_frozen', '=', true)
      .where('snapshot', '>', published)
      .execute(),
  );
  return rows.map((row) => row.tenant_id);
}
