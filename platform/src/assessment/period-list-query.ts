import { z } from 'zod';
import { startOfDay } from '../calendars/zone.ts';
import { query } from '../commands/query.ts';
import type { Trx } from '../database/database.ts';
import type { Actor } from '../identity/actor.ts';
import { namesOfPeople } from '../identity/names-of-people.ts';
import { reachOf } from '../identity/reach.ts';
import { readPeriods, shownSnapshot, type Period } from './period/periods.ts';

const state = z
  .enum(['coming', 'running', 'ended', 'closing', 'closed', 'reopened'])
  .describe('ended: over and waiting to be closed; reopened: published, and open again for a further snapshot');

const period = z.strictObject({
  label: z.string(),
  series: z.string(),
  fromDay: z.iso.date(),
  toDay: z.iso.date().describe('excluded'),
  state,
  snapshot: z.int().describe('the latest one, from 1'),
  published: z.int().nullable().describe('the one in force'),
  closedAt: z.iso.datetime().nullable().describe('when the one in force was published'),
  closedBy: z
    .strictObject({ name: z.string().nullable(), post: z.string().nullable() })
    .nullable()
    .describe('null to everybody but the city itself, and of periods closed before it was kept'),
  hash: z.string().nullable().describe('of the one in force'),
  scored: z.int().describe('counties and zones with a score, among those the reader sees'),
  withoutData: z
    .array(z.strictObject({ tenantId: z.int32(), slug: z.string(), name: z.string() }))
    .describe('those without a score'),
});

/** The assessment periods of a city, the latest first: how far each is, who published it, and who has no data in it. */
export const periodListQuery = query({
  name: 'period.list',
  title: { zh: '评价周期列表', en: 'The assessment periods' },
  input: z.strictObject({}),
  output: z.strictObject({ periods: z.array(period) }),
  problems: [],
  read: async (trx, actor, _input, { clock }) => {
    const periods = await readPeriods(trx, actor.cityId);
    const results = await readResults(trx, actor);
    const closers = await readClosers(trx, actor);
    const tenants = await readNames(trx, actor);
    return {
      periods: periods.map((each) => {
        const shown = results.filter(
          (result) => result.period_id === each.id && result.snapshot === shownSnapshot(each),
        );
        const { label, series, fromDay, toDay, snapshot, published, hash } = each;
        return {
          ...{ label, series, fromDay, toDay, snapshot, published, hash },
          state: stateOf(each, actor.tenant.timeZone, clock.now()),
          closedAt: each.closedAt?.toISOString() ?? null,
          closedBy: closers.get(`${label} ${published}`) ?? null,
          scored: shown.filter((result) => result.state === 'scored').length,
          withoutData: shown.flatMap((result) => {
            const tenant = tenants.get(result.tenant_id);
            return result.state === 'scored' || tenant === undefined ? [] : [tenant];
          }),
        };
      }),
    };
  },
});

/** How far a period is, by the clock of whoever asks: a county lives in the zone of its city. */
function stateOf(
  { state, published, snapshot, fromDay, toDay }: Period,
  zone: string,
  now: Date,
): z.infer<typeof period>['state'] {
  if (published !== null && published < snapshot) return 'reopened';
  if (state !== 'open') return state;
  if (now < startOfDay(fromDay, zone)) return 'coming';
  return now < startOfDay(toDay, zone) ? 'running' : 'ended';
}

function readResults(trx: Trx, actor: Actor) {
  const { column, id } = reachOf(actor);
  return trx
    .selectFrom('biz.result')
    .select(['period_id', 'snapshot', 'tenant_id', 'state'])
    .where(column, '=', id)
    .where('object_kind', '=', 'region')
    .orderBy('tenant_id')
    .execute();
}

/** Who published each snapshot, by label and number, from the audit of the city; a county reads none of it. */
async function readClosers(trx: Trx, { tenantId, cityId }: Actor) {
  if (tenantId !== cityId) return new Map<string, { name: string | null; post: string | null }>();
  const acts = await trx
    .selectFrom('biz.audit')
    .select(['subject', 'data', 'by_person_id', 'by_post'])
    .where('tenant_id', '=', cityId)
    .where('action', '=', 'period.close')
    .execute();
  const names = await namesOfPeople(
    trx,
    cityId,
    acts.map(({ by_person_id: personId }) => personId),
  );
  return new Map(
    acts.map(({ subject, data, by_person_id: personId, by_post: post }) => [
      `${subject} ${String((data as { snapshot?: number }).snapshot ?? 1)}`,
      { name: names.get(personId ?? '') ?? null, post },
    ]),
  );
}

async function readNames(trx: Trx, actor: Actor) {
  const { column, id } = reachOf(actor);
  const rows = await trx
    .selectFrom('biz.tenant')
    .select(['tenant_id', 'slug', 'name'])
    .where(column, '=', id)
    .execute();
  return new Map(rows.map(({ tenant_id: tenantId, slug, name }) => [tenantId, { tenantId, slug, name }] as const));
}
