import { writeOwnCalendar } from '../../calendars/load-calendar.ts';
import { sameOwn } from '../../calendars/own-calendar.ts';
import { readStored } from '../../calendars/read-calendar.ts';
import { SHIPPED_CALENDAR } from '../../calendars/state-council.ts';
import type { Trx } from '../../database/database.ts';
import { become } from '../../database/transaction.ts';
import { present } from '../../kernel/present.ts';
import { Problem } from '../../kernel/problem.ts';
import type { Bilingual, Change } from '../change.ts';
import type { TenantManifest } from '../manifest/manifest.ts';
import type { TenantScope } from '../scope.ts';
import type { AppliedBy } from './applying.ts';
import { countiesFollow } from './consequences.ts';
import { countOpenCases } from './open-cases.ts';
import { servedBy } from './served-by.ts';

/** The calendar a tenant is to work by, and what it has of its own that differs from before. */
export interface BroughtCalendar {
  readonly id: string;
  readonly fields: NonNullable<Change['fields']>;
}

/**
 * Finds the calendar a manifest names: by its id, or one of the tenant's own, which is written under its slug over that of its
 * city (a city's over the shipped one); left out, the city's. CONF-CALENDAR for an id that was never loaded or is a tenant's.
 */
export async function bringCalendar(
  trx: Trx,
  scope: TenantScope,
  { slug, calendar }: Pick<TenantManifest, 'slug' | 'calendar'>,
): Promise<BroughtCalendar> {
  const above = await calendarAbove(trx, scope);
  if (calendar === undefined || typeof calendar === 'string') {
    const id = calendar ?? above;
    const stored = await readStored(trx, id);
    if (stored === undefined || (stored.base !== null && id !== above)) throw unknown(id);
    return { id, fields: {} };
  }
  if ((await readStored(trx, above)) === undefined) throw unknown(above);
  const before = await readStored(trx, slug);
  if (before?.base === null) throw new Problem('CONF-TAKEN', { key: slug, path: 'calendar' });
  await writeOwnCalendar(trx, slug, above, calendar);
  const isSame = before !== undefined && sameOwn(before.own, calendar);
  return { id: slug, fields: isSame ? {} : { hours: [before?.own ?? null, calendar] } };
}

/** The calendar a tenant works by that has none of its own: its city's; the shipped one for a city. */
export async function calendarAbove(trx: Trx, { tenantId, cityId }: TenantScope): Promise<string> {
  return tenantId === cityId ? SHIPPED_CALENDAR : calendarIdOf(trx, cityId);
}

/**
 * Counties that work by their city's calendar, or have one over it, go with the city to another. Says how many, and how many
 * of their cases are open. The operator becomes one county after the other, and at the end the city again.
 */
export async function countiesFollowCalendar(
  trx: Trx,
  by: AppliedBy,
  scope: TenantScope,
  before: string,
  after: string,
): Promise<Bilingual[]> {
  const { cityId } = scope;
  let [counties, open] = [0, 0];
  for (const tenantId of await servedBy(trx, scope)) {
    if (tenantId === cityId) continue;
    const id = await calendarIdOf(trx, tenantId);
    const { own, base } = present(await readStored(trx, id), `calendar ${id}`);
    const isOverIt = base?.id === before && id !== after;
    if (id === before) {
      await trx.updateTable('biz.tenant').set({ calendar_id: after }).where('tenant_id', '=', tenantId).execute();
    } else if (isOverIt) await writeOwnCalendar(trx, id, after, own);
    else continue;
    await become(trx, { tenantId, cityId, actor: by.actor });
    counties += 1;
    open += await countOpenCases(trx, { tenantId, cityId });
  }
  await become(trx, { ...scope, actor: by.actor });
  return counties > 0 ? [countiesFollow(counties, open)] : [];
}

async function calendarIdOf(trx: Trx, tenantId: number): Promise<string> {
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select('calendar_id')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  return tenant.calendar_id;
}

const unknown = (calendar: string) => new Problem('CONF-CALENDAR', { calendar, path: 'calendar' });
