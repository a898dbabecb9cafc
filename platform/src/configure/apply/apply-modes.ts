import { startOfDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { Json } from '../../database/tables.ts';
import { hashOf } from '../../kernel/canonical.ts';
import { present } from '../../kernel/present.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ModeDocument } from '../../tenants/mode-document.ts';
import { modeAt, readModes } from '../../tenants/mode-in-force.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import type { Applying } from './applying.ts';
import { casesKeepMode, modeBegins, modeIsCorrected, modeUntested } from './consequences.ts';
import { pathText, type TenantManifest } from '../manifest/manifest.ts';
import { countOpenCases } from './open-cases.ts';

type ManifestMode = TenantManifest['modes'][number];

/**
 * Adds the modes of a tenant that are missing and corrects those to come. In force already, a mode stays as it is, because
 * cases began under it and keep what they began with: another way of working takes a new day (CONF-FIXED). Its title may be put
 * right, and one of ours follows what we ship under its name, with the cases under it. A mode left out of the manifest stays.
 */
export async function applyModes(trx: Trx, run: Applying, manifest: TenantManifest): Promise<void> {
  const { tenantId, cityId } = run.scope;
  const stored = await readModes(trx, tenantId);
  for (const [n, { mode, from }] of manifest.modes.entries()) {
    const fromAt = from.includes('T') ? new Date(from) : startOfDay(from, manifest.timeZone);
    const document = documentOf(mode);
    const change = { part: 'mode', key: `${document.name} ${from}`, name: document.title.zh } as const;
    const known = stored.find((one) => one.from.getTime() === fromAt.getTime());
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
    const before = known.document;
    const fields = fieldsThatDiffer(before, document);
    if (Object.keys(fields).length === 0) continue;
    const isInForce = fromAt <= run.now;
    const isOurs = typeof mode === 'string' && mode === before.name;
    if (isInForce && !isOurs && Object.keys(fields).some((field) => !OF_NO_EFFECT.has(field))) {
      const path = pathText(['modes', n]);
      throw new Problem('CONF-FIXED', { slug: manifest.slug, key: `modes ${from}`, stored: before.name, path });
    }
    await trx
      .updateTable('biz.tenant_mode')
      .set(row)
      .where('tenant_id', '=', tenantId)
      .where('from_at', '=', fromAt)
      .execute();
    const follow = isInForce && isOurs ? [modeIsCorrected(await countOpenCases(trx, run.scope))] : [];
    const consequences = [...warning, ...follow];
    run.changes.push({ act: 'change', ...change, fields, ...(consequences.length > 0 && { consequences }) });
  }
  await copySeat(trx, run, manifest);
}

/** Fields of a mode that change nothing for anybody who works by it. */
const OF_NO_EFFECT: ReadonlySet<string> = new Set(['title', 'untested']);

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
  const inForce = modeAt(await readModes(trx, tenantId), run.now);
  const mode = seatOf(kind, inForce?.document.desks.command.seat);
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
