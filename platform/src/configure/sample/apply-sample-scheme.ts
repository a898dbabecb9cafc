import { openPeriod } from '../../assessment/period/periods.ts';
import type { Period } from '../../assessment/period/periods.ts';
import { publishScheme } from '../../assessment/scheme/schemes.ts';
import { shippedSchemes } from '../../assessment/scheme/shipped-schemes.ts';
import type { Acting, Database } from '../../database/database.ts';
import { asIdentity } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { present } from '../../kernel/present.ts';
import { SAMPLE_MONTH } from './sample-month.ts';

/** Publishes the shipped schemes for the sample city and opens October 2026 under `liangji-region-1`. Idempotent. */
export async function applySampleScheme(database: Database, deps: Deps): Promise<Period> {
  const city = await sampleCityActing(database);
  for (const document of shippedSchemes()) await publishScheme(database, deps, city, document);
  return openPeriod(database, deps, city, { ...SAMPLE_MONTH, schemeId: 'liangji-region-1', schemeVersion: 1 });
}

/** The sample city itself, as whom its schemes are published and its month is closed. */
export async function sampleCityActing(database: Database): Promise<Acting> {
  const row = await asIdentity(database, (trx) =>
    trx.selectFrom('control.tenant').select('id').where('slug', '=', 'suining').executeTakeFirst(),
  );
  const { id } = present(row, 'the sample city (apply it first)');
  return { tenantId: id, cityId: id, actor: 'sample' };
}
