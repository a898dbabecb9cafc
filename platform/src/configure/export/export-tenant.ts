import { readStored } from '../../calendars/read-calendar.ts';
import { civilDay, startOfDay } from '../../calendars/zone.ts';
import type { Database, Trx } from '../../database/database.ts';
import { lastsBeyond } from '../../database/lasts-beyond.ts';
import { asOperator, become } from '../../database/transaction.ts';
import type { Deps } from '../../kernel/deps.ts';
import { hashOf } from '../../kernel/canonical.ts';
import { present } from '../../kernel/present.ts';
import { Problem } from '../../kernel/problem.ts';
import type { ModeDocument } from '../../tenants/mode-document.ts';
import { shippedModes } from '../../tenants/shipped-modes.ts';
import { areasAbove } from '../manifest/area-tree.ts';
import { calendarAbove } from '../apply/apply-calendar.ts';
import { parseManifest } from '../manifest/check-manifest.ts';
import { exportSources } from './export-sources.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import type { TenantScope } from '../scope.ts';

/**
 * The manifest of a tenant as it stands, with everything that ended. Applied to an empty installation after that of its
 * city it gives the same configuration. Accounts of ours have no subject in it: they get new passwords elsewhere.
 * CONF-NO-TENANT for a slug nobody has.
 */
export async function exportTenant(
  database: Database,
  deps: Deps,
  by: { readonly actor: string; readonly issuer: string },
  slug: string,
): Promise<TenantManifest> {
  return asOperator(database, async (trx) => {
    const found = await trx
      .selectFrom('control.tenant as t')
      .innerJoin('control.tenant as c', 'c.id', 't.city_id')
      .select(['t.id', 't.city_id', 't.desk_unit_id', 'c.slug as city'])
      .where('t.slug', '=', slug)
      .executeTakeFirst();
    if (found === undefined) throw new Problem('CONF-NO-TENANT', { slug });
    const scope = { tenantId: found.id, cityId: found.city_id };
    await become(trx, { ...scope, actor: by.actor });
    const tenant = await trx
      .selectFrom('biz.tenant')
      .selectAll()
      .where('tenant_id', '=', scope.tenantId)
      .executeTakeFirstOrThrow();
    const { units, codeOf } = await exportUnits(trx, scope);
    return parseManifest({
      slug,
      city: found.city,
      kind: tenant.kind,
      name: tenant.name,
      nameEn: tenant.name_en,
      code: tenant.code,
      numberPrefix: tenant.number_prefix === tenant.code ? null : tenant.number_prefix,
      codeHistory: tenant.code_history,
      rankGroup: tenant.rank_group,
      timeZone: tenant.time_zone,
      calendar: await exportCalendar(trx, scope, tenant.calendar_id),
      modes: await exportModes(trx, scope, tenant.time_zone),
      units,
      people: await exportPeople(trx, scope, by.issuer, tenant.time_zone, codeOf),
      sources: await exportSources(trx, scope, by.issuer, (unitId) =>
        unitId === found.desk_unit_id ? undefined : codeOf(unitId),
      ),
      limits: await exportLimits(trx, scope, civilDay(deps.clock.now(), tenant.time_zone)),
      areas: await exportAreas(trx, scope),
      cells: await exportCells(trx, scope),
    });
  });
}

/** Nothing for one that goes by its city's (a city by the shipped one), what it has of its own, else the id. */
async function exportCalendar(trx: Trx, scope: TenantScope, id: string) {
  if (id === (await calendarAbove(trx, scope))) return undefined;
  const { own, base } = present(await readStored(trx, id), `calendar ${id}`);
  return base === null ? id : own;
}

/** Modes by name where they are those of this release, else as documents. */
async function exportModes(trx: Trx, { tenantId }: TenantScope, zone: string) {
  const rows = await trx
    .selectFrom('biz.tenant_mode')
    .select(['from_at', 'document'])
    .where('tenant_id', '=', tenantId)
    .orderBy('from_at')
    .execute();
  return rows.map(({ from_at, document }) => {
    const shipped = shippedModes().get((document as unknown as ModeDocument).name);
    const isOurs = shipped !== undefined && hashOf(shipped) === hashOf(document);
    return { mode: isOurs ? shipped.name : document, from: momentText(from_at, zone) };
  });
}

async function exportUnits(trx: Trx, { tenantId }: TenantScope) {
  const rows = await trx
    .selectFrom('biz.unit')
    .select(['id', 'code', 'kind', 'name', 'name_history', 'parent_id', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  const codes = new Map(rows.map(({ id, code }) => [id, code]));
  const codeOf = (id: number): string => present(codes.get(id), `unit ${id}`);
  const units = rows.map(({ code, kind, name, name_history, parent_id, from_day, to_day }) => ({
    code,
    kind: kind as TenantManifest['units'][number]['kind'],
    name,
    ...((name_history as unknown[]).length > 0 && { formerNames: name_history as { name: string }[] }),
    ...(parent_id !== null && { parent: codeOf(parent_id) }),
    from: from_day,
    ...(to_day !== null && { to: to_day }),
  }));
  return { units, codeOf };
}

async function exportPeople(
  trx: Trx,
  { tenantId }: TenantScope,
  issuer: string,
  zone: string,
  codeOf: (unitId: number) => string,
) {
  const people = await trx
    .selectFrom('biz.person')
    .select(['id', 'username', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  const posts = await trx
    .selectFrom('biz.post')
    .select(['person_id', 'unit_id', 'post', 'from_at', 'to_at'])
    .where('tenant_id', '=', tenantId)
    // Else it ended with its unit before it began.
    .where((where) => where.or([where('to_at', 'is', null), where('to_at', '>', where.ref('from_at'))]))
    .orderBy('id')
    .execute();
  const logins = await trx
    .selectFrom('control.login as l')
    .leftJoin('control.account as a', 'a.subject', 'l.subject')
    .select(['l.person_id', 'l.subject', 'a.username as account'])
    .where('l.tenant_id', '=', tenantId)
    .where('l.issuer', '=', issuer)
    .execute();
  return people.map(({ id, username, name }) => {
    const login = logins.find(({ person_id }) => person_id === id);
    return {
      // People of homes older than user names have none; this one is theirs alone.
      username: username ?? `u${id.slice(-12)}`,
      ...(login !== undefined && login.account === null && { subject: login.subject }),
      name,
      posts: posts
        .filter(({ person_id }) => person_id === id)
        .map(({ unit_id, post, from_at, to_at }) => ({
          unit: codeOf(unit_id),
          post,
          from: momentText(from_at, zone),
          ...(to_at !== null && { to: momentText(to_at, zone) }),
        })),
    };
  });
}

/** A day where it begins, else the instant. */
function momentText(at: Date, zone: string): string {
  const day = civilDay(at, zone);
  return startOfDay(day, zone).getTime() === at.getTime() ? day : at.toISOString();
}

async function exportAreas(trx: Trx, { tenantId }: TenantScope) {
  const rows = await trx
    .selectFrom('biz.area')
    .select(['id', 'level', 'parent_id', 'code', 'name', 'outline', 'is_schematic'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  return rows.map(({ level, parent_id, code, name, outline, is_schematic }) => {
    const parent = rows.find(({ id }) => id === parent_id);
    const isClear = parent !== undefined && areasAbove(rows, level, parent.name).length === 1;
    return {
      level,
      code,
      name,
      ...(parent !== undefined && { parent: isClear ? parent.name : (parent.code ?? parent.name) }),
      schematic: is_schematic,
      outline,
    };
  });
}

async function exportCells(trx: Trx, { tenantId }: TenantScope) {
  const rows = await trx
    .selectFrom('biz.grid_cell')
    .select(['code', 'area_class', 'outline', 'from_day', 'to_day'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
  return rows.map(({ code, area_class, outline, from_day, to_day }) => ({
    code,
    areaClass: area_class,
    from: from_day,
    ...(to_day !== null && { to: to_day }),
    outline,
  }));
}

/** What the tenant's own manifest says and has not ended; limits of its city come with the city. */
async function exportLimits(trx: Trx, { tenantId }: TenantScope, today: string) {
  const rows = await trx
    .selectFrom('biz.limit_rule as l')
    .innerJoin('lookup.class as c', 'c.id', 'l.class_id')
    .leftJoin('lookup.case_rule as r', 'r.id', 'l.rule_id')
    .select(['c.catalogue_id', 'c.kind', 'c.category_code', 'c.class_code', 'r.condition'])
    .select(['l.step', 'l.limit_value', 'l.limit_unit', 'l.from_day', 'l.to_day'])
    .where('l.tenant_id', '=', tenantId)
    .where('l.origin_id', '=', tenantId)
    .where(lastsBeyond('l.to_day', today))
    .orderBy('l.id')
    .execute();
  return rows.map((row) => ({
    catalogue: row.catalogue_id,
    class: `${row.kind}:${row.category_code}${row.class_code}`,
    ...(row.condition !== null && { condition: row.condition }),
    step: row.step,
    value: row.limit_value,
    unit: row.limit_unit,
    from: row.from_day,
    ...(row.to_day !== null && { to: row.to_day }),
  }));
}
