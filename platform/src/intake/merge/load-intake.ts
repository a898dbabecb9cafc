import type { WorkCalendar } from '../../calendars/calendar.ts';
import { civilDay } from '../../calendars/zone.ts';
import { makeCatalogues, type Catalogues } from '../../catalogues/catalogues.ts';
import { readOwnLimits, withOwnLimits } from '../../catalogues/own-limits.ts';
import { readCatalogues } from '../../catalogues/read-catalogues.ts';
import type { Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { PlaceIndex } from '../../geography/place-index.ts';
import { readPlaceIndex } from '../../geography/read-place-index.ts';
import { readCalendar } from '../../calendars/load-calendar.ts';
import { getMapping } from '../mapping/batch.queries.ts';
import { readUnits } from '../mapping/read-units.ts';
import type { IntakeContext } from '../rules/draft.ts';
import type { Lease } from '../batch/lease.ts';
import { makeContext } from '../rules/make-context.ts';
import type { IntakeServices } from '../batch/services.ts';

/** Everything a run asks while it reads: loaded once, so that no rule and no chunk looks anything up. */
export interface LoadedIntake {
  readonly context: IntakeContext;
  readonly calendar: WorkCalendar;
}

interface Surroundings {
  readonly version: string;
  readonly catalogues: Catalogues;
  readonly places: PlaceIndex;
  readonly today: string;
  readonly calendar: WorkCalendar;
}

/** Per process and tenant, the last used; keyed by the configuration version read in the transaction. */
const known = new Map<number, Surroundings>();
const MAX_KNOWN = 50;

export async function loadIntake(services: IntakeServices, lease: Lease): Promise<LoadedIntake> {
  const { tenantId } = lease.acting;
  return inTenant(services.database, 'ingest', lease.acting, async (trx) => {
    const mapping = await getMapping(trx, tenantId, lease.sourceId, lease.mappingVersion);
    const around = await surroundingsOf(trx, tenantId, services.deps.clock.now());
    const context = makeContext({
      mapping: mapping.document,
      catalogues: around.catalogues,
      places: around.places,
      units: { named: await readUnits(trx, tenantId), day: around.today },
      now: lease.receivedAt,
    });
    return { context, calendar: around.calendar };
  });
}

async function surroundingsOf(trx: Trx, tenantId: number, now: Date): Promise<Surroundings> {
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select(['config_version', 'calendar_id', 'time_zone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const calendar = await trx
    .selectFrom('lookup.calendar')
    .select((q) => q.fn.max('version').as('version'))
    .where('id', '=', tenant.calendar_id)
    .executeTakeFirst();
  const catalogues = await trx.selectFrom('lookup.catalogue').select(['id', 'version']).orderBy('id').execute();
  const today = civilDay(now, tenant.time_zone);
  const version = JSON.stringify([tenant, calendar, catalogues, today]);
  const held = known.get(tenantId);
  if (held?.version === version) return held;
  const loaded = await readCalendar(trx, tenant.calendar_id);
  if (loaded === undefined) throw new Error(`calendar ${tenant.calendar_id} is not loaded`);
  const fresh: Surroundings = {
    version,
    catalogues: makeCatalogues(withOwnLimits(await readCatalogues(trx), await readOwnLimits(trx, tenantId, today))),
    places: await readPlaceIndex(trx, tenantId, today),
    today,
    calendar: loaded,
  };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(tenantId, fresh);
  return fresh;
}
