import type { WorkCalendar } from '../../calendars/calendar.ts';
import { bySpan, type AsOf } from '../../calendars/spans.ts';
import { makeCatalogues, type Catalogues } from '../../catalogues/catalogues.ts';
import { readOwnLimits, withOwnLimits } from '../../catalogues/own-limits.ts';
import { readCatalogues } from '../../catalogues/read-catalogues.ts';
import type { Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import type { PlaceIndex } from '../../geography/place-index.ts';
import { readPlaces } from '../../geography/read-places.ts';
import { calendarInForce, readCalendar } from '../../calendars/read-calendar.ts';
import { present } from '../../kernel/present.ts';
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
  readonly zone: string;
  readonly catalogues: AsOf<Catalogues>;
  readonly places: AsOf<PlaceIndex>;
  readonly calendar: WorkCalendar;
}

/** Per process and tenant, the last used; keyed by the configuration version read in the transaction. */
const known = new Map<number, Surroundings>();
const MAX_KNOWN = 50;

export async function loadIntake(services: IntakeServices, lease: Lease): Promise<LoadedIntake> {
  const { tenantId } = lease.acting;
  return inTenant(services.database, 'ingest', lease.acting, async (trx) => {
    const mapping = await getMapping(trx, tenantId, lease.sourceId, lease.mappingVersion);
    const around = await surroundingsOf(trx, tenantId);
    const context = makeContext({
      mapping: mapping.document,
      catalogues: around.catalogues,
      places: around.places,
      units: { named: await readUnits(trx, tenantId), zone: around.zone },
      now: lease.receivedAt,
    });
    return { context, calendar: around.calendar };
  });
}

async function surroundingsOf(trx: Trx, tenantId: number): Promise<Surroundings> {
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select(['config_version', 'time_zone'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow();
  const calendar = await calendarInForce(trx, tenantId);
  const catalogues = await trx.selectFrom('lookup.catalogue').select(['id', 'version']).orderBy('id').execute();
  const version = JSON.stringify([tenant, calendar, catalogues]);
  const held = known.get(tenantId);
  if (held?.version === version) return held;
  const zone = tenant.time_zone;
  const rows = await readCatalogues(trx);
  const limits = await readOwnLimits(trx, tenantId);
  const fresh: Surroundings = {
    version,
    zone,
    catalogues: bySpan(limits, zone, (day) => makeCatalogues(withOwnLimits(rows, limits, day))),
    places: await readPlaces(trx, tenantId, zone),
    calendar: present(await readCalendar(trx, calendar.id, calendar.version), `calendar ${calendar.id}`),
  };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(tenantId, fresh);
  return fresh;
}
