import { startOfDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import { hashOf } from '../../kernel/canonical.ts';
import { present } from '../../kernel/present.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ModeDocument } from '../../tenants/mode-document.ts';
import { readModes } from '../../tenants/mode-in-force.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import type { Applying } from './applying.ts';
import { casesKeepMode, modeBegins, modeUntested } from './consequences.ts';
import { pathText, type TenantManifest } from '../manifest/manifest.ts';
import { countOpenCases } from './open-cases.ts';

type ManifestMode = TenantManifest['modes'][number];

/**
 * Adds the modes of a tenant that are missing and corrects what they say. One that is in force already keeps its desks:
 * cases began under it, so another way of commanding takes a new day (CONF-FIXED). A mode left out of the manifest stays.
 */
export async function applyModes(trx: Trx, run: Applying, manifest: TenantManifest): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const stored = await trx
    .selectFrom('biz.tenant_mode')
    .select(['from_at', 'document'])
    .where('tenant_id', '=', tenantId)
    .execute();
  for (const [n, { mode, from }] of manifest.modes.entries()) {
    const fromAt = from.includes('T') ? new Date(from) : startOfDay(from, manifest.timeZone);
    const document = documentOf(mode);
    const change = { part: 'mode', key: `${document.name} ${from}`, name: document.title.zh } as const;
    const known = stored.find(({ from_at }) => from_at.getTime() === fromAt.getTime());
    const row = { document: jsonb(document as unknown as Json) };
    const warning = document.untested ? [modeUntested] : [];
    if (known === undefined) {
      await trx
        .insertInto('biz.tenant_mode')
        .values({ tenant_id: tenantId, city_id: cityId, from_at: fromAt, ...row })
        .execute();
      const open = await countOpenCases(trx, run.scope);
      const consequences = [modeBegins(from), ...warning, ...(open > 0 ? [casesKeepMode(open)] : [])];
      run.changes.push({ act: 'add', ...change, consequences });
      continue;
    }
    const before = known.document as unknown as ModeDocument;
    const fields = fieldsThatDiffer(before, document);
    if (Object.keys(fields).length === 0) continue;
    if (fromAt <= run.now && 'desks' in fields) {
      const path = pathText(['modes', n]);
      throw new Problem('CONF-FIXED', { slug: manifest.slug, key: `modes ${from}`, stored: before.name, path });
    }
    await trx
      .updateTable('biz.tenant_mode')
      .set(row)
      .where('tenant_id', '=', tenantId)
      .where('from_at', '=', fromAt)
      .execute();
    run.changes.push({ act: 'change', ...change, fields, ...(warning.length > 0 && { consequences: warning }) });
  }
  await copySeat(trx, run, manifest);
}

/** By hash, because jsonb orders keys in its own way. */
function fieldsThatDiffer(before: ModeDocument, after: ModeDocument): Record<string, readonly [unknown, unknown]> {
  const [old, next] = [before, after] as unknown as Record<string, unknown>[];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys]
      .map((key) => [key, [old?.[key] ?? null, next?.[key] ?? null]] as const)
      .filter(([, [one, other]]) => hashOf(one) !== hashOf(other)),
  );
}

/** The document a manifest holds or names; its check has seen that the name is one of ours. */
const documentOf = (mode: ManifestMode['mode']): ModeDocument =>
  typeof mode === 'string' ? present(shippedModes().get(mode), `mode ${mode}`) : mode;

/** Where those who command sit in the mode of today, for lists of tenants. */
async function copySeat(trx: Trx, run: Applying, { kind }: TenantManifest): Promise<void> {
  const { tenantId } = run.scope;
  const fromAt = (await readModes(trx, tenantId))(run.now);
  const inForce =
    fromAt &&
    (await trx
      .selectFrom('biz.tenant_mode')
      .select('document')
      .where('tenant_id', '=', tenantId)
      .where('from_at', '=', fromAt)
      .executeTakeFirst());
  const desks = inForce && (inForce.document as unknown as ModeDocument).desks;
  const mode = seatOf(kind, desks?.command.seat);
  await trx
    .updateTable('biz.tenant')
    .set({ mode })
    .where('tenant_id', '=', tenantId)
    .where('mode', '<>', mode)
    .execute();
}

/** A city commands itself; of a county without a mode nothing else is known than that it has a centre. */
export const seatOf = (kind: TenantManifest['kind'], seat: 'city' | 'own' | undefined): string =>
  kind === 'city' || seat === 'city' ? 'city_command' : 'county_command';
