import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import { hashOf } from '../../kernel/canonical.ts';
import { checkScheme } from './check-scheme.ts';
import type { Scheme } from './compile-scheme.ts';
import { requireCity } from '../../identity/require-city.ts';

/** A scheme as a city has stored it. */
export interface StoredScheme {
  readonly id: string;
  readonly version: number;
  /** Hex sha256 of the document; part of every frozen result. */
  readonly hash: string;
  readonly scheme: Scheme;
}

/**
 * Stores a scheme version for a city, append-only. The same document again changes nothing; another document under the same
 * id and version is SCHEME-EXISTS; an unsound one is SCHEME-REFUSED with every reason in `params.reason`.
 */
export async function publishScheme(
  database: Database,
  deps: Deps,
  city: Acting,
  input: unknown,
): Promise<{ readonly id: string; readonly version: number; readonly hash: string }> {
  requireCity(city);
  const checked = checkScheme(input);
  if (!checked.ok) {
    throw new Problem('SCHEME-REFUSED', {
      reason: checked.reasons.map(({ code, details }) => ({ code, params: details })),
    });
  }
  const { document } = checked.scheme;
  const { id, version } = document;
  const hash = hashOf(document);
  return inTenant(database, 'city', city, async (trx) => {
    const written = await trx
      .insertInto('biz.scheme')
      .values({
        tenant_id: city.tenantId,
        city_id: city.cityId,
        id,
        version,
        document: jsonb(document as unknown as Json),
        hash,
        created_at: deps.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('hash')
      .execute();
    if (written.length > 0) {
      await writeAudit(trx, deps, city, { action: 'scheme.publish', subject: `${id} ${version}`, data: { hash } });
      return { id, version, hash };
    }
    const stored = await readScheme(trx, city.cityId, id, version);
    if (stored.hash !== hash) throw new Problem('SCHEME-EXISTS', { id, version });
    return { id, version, hash };
  });
}

/** One stored scheme. SCHEME-MISSING when the city has none of that id and version. */
export async function readScheme(trx: Trx, cityId: number, id: string, version: number): Promise<StoredScheme> {
  const row = await readRow(trx, cityId, id, version);
  const checked = checkScheme(row.document);
  if (!checked.ok) throw new Error(`stored scheme ${id} ${version} is unsound: ${checked.reasons[0]?.en}`);
  return { id, version, hash: row.hash, scheme: checked.scheme };
}

/** The document of a stored scheme, unchecked. SCHEME-MISSING likewise. */
export async function readDocument(trx: Trx, cityId: number, id: string, version: number): Promise<Json> {
  return (await readRow(trx, cityId, id, version)).document;
}

async function readRow(trx: Trx, cityId: number, id: string, version: number) {
  const row = await trx
    .selectFrom('biz.scheme')
    .select(['hash', 'document'])
    .where('tenant_id', '=', cityId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('SCHEME-MISSING', { id, version });
  return row;
}
