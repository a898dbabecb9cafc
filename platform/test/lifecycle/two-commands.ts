import { asOwner } from '../../src/database/transaction.ts';
import { jsonb } from '../../src/database/json.ts';
import type { JsonObject } from '../../src/database/tables.ts';
import type { Database } from '../../src/database/database.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import { poolOf, type Actor } from '../../src/identity/actor.ts';
import { shippedModes } from '../../src/tenants/shipped-modes.ts';
import { makeBody, makeCity } from '../people.ts';

/** City 1 with desk 10, utility 11 and collectors 12; willow 2 (two commands) and reed 3 (one command) with desks, departments, collectors. */
export async function settleCommands(database: Database): Promise<void> {
  await makeCity(database, 'riverton', 1, { willow: 2, reed: 3 });
  await loadCalendar(database);
  await settleBodies(database);
  await asOwner(database, async (trx) => {
    await trx
      .insertInto('lookup.catalogue')
      .values({ id: 'gbt47678', title: 'GB/T 47678.5-2026', in_force_from: '2026-07-01', version: 1 })
      .execute();
    await trx
      .insertInto('lookup.class')
      .values({
        ...{ id: 1, catalogue_id: 'gbt47678', kind: 'event', category_code: '01', category_name: '市容环境' },
        ...{ class_code: '001', class_name: '暴露垃圾', provenance: 'read' },
      })
      .execute();
    await trx
      .insertInto('lookup.case_rule')
      .values({
        ...{ id: 1, class_id: 1, kind: 'event', category_name: '市容环境', class_name: '暴露垃圾', condition: '一般' },
        ...{ limit_value: '4', limit_unit: 'working_hour', closing_condition: '清除', responsible_unit_kind: '环卫' },
        source: 'made up',
      })
      .execute();
  });
}

/** Departments, collectors and the utility of such a city, and the modes of its counties. */
export async function settleBodies(database: Database): Promise<void> {
  const bodies = [
    [1, 11, 'utility'],
    [1, 12, 'collection_company'],
    [2, 21, 'department'],
    [2, 22, 'department'],
    [2, 23, 'collection_company'],
    [3, 31, 'department'],
  ] as const;
  for (const [tenant, unit, kind] of bodies) await makeBody(database, tenant, 1, unit, kind);
  await asOwner(database, async (trx) => {
    for (const [tenantId, mode] of [
      [2, 'one-supervision-two-commands'],
      [3, 'one-supervision-one-command'],
    ] as const) {
      await trx
        .insertInto('biz.tenant_mode')
        .values({
          ...{ tenant_id: tenantId, city_id: 1, from_at: new Date('2026-01-01T00:00:00+08:00') },
          document: jsonb(shippedModes().get(mode) as unknown as JsonObject),
        })
        .execute();
    }
  });
}

const TENANTS = {
  1: { slug: 'riverton', kind: 'city' },
  2: { slug: 'willow', kind: 'county' },
  3: { slug: 'reed', kind: 'county' },
} as const;

/** Somebody in a post of a body; `person` numbers those of one post. */
export function actorOf(tenantId: 1 | 2 | 3, unitId: number, kind: string, post: string, person = 1): Actor {
  const { slug, kind: tenantKind } = TENANTS[tenantId];
  const body = { id: unitId, kind, name: `${kind} ${unitId}` };
  const pool = poolOf({ kind: tenantKind }, body);
  const names = { name: slug, nameEn: slug, cityName: 'riverton', cityNameEn: 'riverton' };
  const code = POSTS.indexOf(post);
  const personId = `00000000-0000-4000-8000-${[tenantId, unitId, code, person].map((n) => String(n).padStart(3, '0')).join('')}`;
  return {
    ...{ kind: pool, pool, tenantId, cityId: 1, sourceId: null, body },
    tenant: { slug, kind: tenantKind, timeZone: 'Asia/Shanghai', ...names },
    ...{ personId, name: `${post} ${person}`, login: `${slug}-${post}-${person}` },
    post: { id: personId, post, unitName: body.name, body, to: null },
  };
}

const POSTS = ['collector', 'acceptor', 'shift_leader', 'dispatcher', 'department', 'worker', 'inspector', 'leader'];

/** The cases of a county work by another of the shipped modes from now on, those it has as well. */
export async function setMode(database: Database, tenantId: number, mode: string): Promise<void> {
  await asOwner(database, (trx) =>
    trx
      .updateTable('biz.tenant_mode')
      .set({ document: jsonb(shippedModes().get(mode) as unknown as JsonObject) })
      .where('tenant_id', '=', tenantId)
      .execute(),
  );
}

/** A squad of a body. */
export async function makeSquad(database: Database, tenantId: number, bodyId: number, id: number): Promise<void> {
  await asOwner(database, (trx) =>
    trx
      .insertInto('biz.unit')
      .values({
        ...{ tenant_id: tenantId, city_id: 1, id, code: `u${id}`, body_id: bodyId, parent_id: bodyId, kind: 'squad' },
        ...{ name: `squad ${id}`, from_day: '2026-01-01' },
      })
      .execute(),
  );
}
