import { become } from '../../database/transaction.ts';
import type { Trx } from '../../database/database.ts';
import { jsonb } from '../../database/json.ts';
import type { Deps } from '../../kernel/deps.ts';
import { Problem } from '../../kernel/problem.ts';
import type { AppliedBy } from './applying.ts';
import { differences, type Bilingual, type Change } from '../change.ts';
import { deadlinesMove, rankedOtherwise } from './consequences.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import { bringCalendar, countiesFollowCalendar } from './apply-calendar.ts';
import { seatOf } from './apply-modes.ts';
import { newNumberPrefix, requireSamePrefix } from './number-prefix.ts';
import { takeNumbers } from './numbers.ts';
import { countOpenCases } from './open-cases.ts';
import type { TenantScope } from '../scope.ts';

/** Finds or makes the tenant, becomes it, and brings its attributes to the manifest's. */
export async function applyTenantRow(
  trx: Trx,
  deps: Deps,
  by: AppliedBy,
  manifest: TenantManifest,
  changes: Change[],
): Promise<TenantScope> {
  const known = await trx
    .selectFrom('control.tenant as t')
    .innerJoin('control.tenant as c', 'c.id', 't.city_id')
    .select(['t.id', 't.city_id', 'c.slug as city'])
    .where('t.slug', '=', manifest.slug)
    .executeTakeFirst();
  if (known === undefined) {
    const scope = await createTenant(trx, deps, by, manifest);
    changes.push({ act: 'add', part: 'tenant', key: manifest.slug, name: manifest.name });
    return scope;
  }
  const scope = { tenantId: known.id, cityId: known.city_id };
  const fixed = (key: string, stored: string) =>
    new Problem('CONF-FIXED', { slug: manifest.slug, key, stored, path: key });
  if (known.city !== manifest.city) throw fixed('city', known.city);
  await become(trx, { ...scope, actor: by.actor });
  const stored = await trx
    .selectFrom('biz.tenant')
    .selectAll()
    .where('tenant_id', '=', scope.tenantId)
    .executeTakeFirstOrThrow();
  if (stored.kind !== manifest.kind) throw fixed('kind', stored.kind);
  requireSamePrefix(manifest, stored.number_prefix);
  const calendar = await bringCalendar(trx, scope, manifest);
  const { code_history, ...wanted } = attributesOf(manifest, calendar.id);
  const differing = differences(
    { ...stored, code_history: byKey(stored.code_history) },
    { ...wanted, code_history: byKey(code_history) },
  );
  const fields: NonNullable<Change['fields']> = { ...differing, ...calendar.fields };
  if (Object.keys(fields).length === 0) return scope;
  await trx
    .updateTable('biz.tenant')
    .set({ ...wanted, code_history: jsonb(code_history) })
    .where('tenant_id', '=', scope.tenantId)
    .execute();
  const consequences: Bilingual[] = [];
  const isOtherCalendar = 'calendar_id' in fields || 'hours' in fields;
  if (isOtherCalendar || 'time_zone' in fields) consequences.push(deadlinesMove(await countOpenCases(trx, scope)));
  if (isOtherCalendar && scope.tenantId === scope.cityId) {
    consequences.push(...(await countiesFollowCalendar(trx, by, scope, stored.calendar_id, calendar.id)));
  }
  if ('rank_group' in fields) consequences.push(rankedOtherwise);
  changes.push({ act: 'change', part: 'tenant', key: manifest.slug, name: manifest.name, fields, consequences });
  return scope;
}

/** jsonb orders keys in its own way. */
const byKey = (history: unknown): unknown[] =>
  (history as Record<string, unknown>[]).map((entry) => Object.entries(entry).sort());

async function createTenant(trx: Trx, deps: Deps, by: AppliedBy, manifest: TenantManifest): Promise<TenantScope> {
  const [tenantId] = (await takeNumbers(trx, 'tenant', 1)) as [number];
  const cityId = manifest.kind === 'city' ? tenantId : await cityIdOf(trx, manifest.city);
  const scope = { tenantId, cityId };
  await trx
    .insertInto('control.tenant')
    .values({ id: tenantId, city_id: cityId, slug: manifest.slug, created_at: deps.clock.now() })
    .execute();
  await become(trx, { ...scope, actor: by.actor });
  const { id: calendarId } = await bringCalendar(trx, scope, manifest);
  const { code_history, ...attributes } = attributesOf(manifest, calendarId);
  await trx
    .insertInto('biz.tenant')
    .values({
      tenant_id: tenantId,
      city_id: cityId,
      slug: manifest.slug,
      kind: manifest.kind,
      mode: seatOf(manifest.kind, undefined),
      ...attributes,
      code_history: jsonb(code_history),
      number_prefix: await newNumberPrefix(trx, scope, manifest),
    })
    .execute();
  // The row every merge and every closing locks; nothing was recorded yet.
  await trx
    .insertInto('biz.period_cut')
    .values({ tenant_id: tenantId, city_id: cityId, last_recorded_at: new Date(0) })
    .execute();
  return scope;
}

function attributesOf(manifest: TenantManifest, calendarId: string) {
  return {
    name: manifest.name,
    name_en: manifest.nameEn,
    code: manifest.code,
    code_history: manifest.codeHistory,
    rank_group: manifest.rankGroup,
    time_zone: manifest.timeZone,
    calendar_id: calendarId,
  };
}

async function cityIdOf(trx: Trx, slug: string): Promise<number> {
  const city = await trx
    .selectFrom('control.tenant')
    .select(['id', 'city_id'])
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (city === undefined) throw new Problem('CONF-CITY-FIRST', { city: slug, path: 'city' });
  if (city.id !== city.city_id) throw new Problem('CONF-NOT-CITY', { city: slug, path: 'city' });
  return city.id;
}

/** Whoever caches what intake and figures need sees a new version with its next transaction. */
export async function growConfigVersion(trx: Trx, tenantId: number): Promise<void> {
  await trx
    .updateTable('biz.tenant')
    .set((set) => ({ config_version: set('config_version', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .execute();
}
