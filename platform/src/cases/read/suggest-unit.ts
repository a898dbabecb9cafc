import { z } from 'zod';
import { sql } from 'kysely';
import { civilDay } from '../../calendars/zone.ts';
import type { Trx } from '../../database/database.ts';
import { inTwo, message, plain } from '../../kernel/message.ts';
import { isBelowCity } from '../../tenants/mode-document.ts';
import { modeAt, readModes } from '../../tenants/mode-in-force.ts';
import { DESK_KINDS } from '../../units/desk.ts';

/** Cases looked through for who worked the class lately: bounds the work however many there are. */
const LATELY_CASES = 20_000;
const LATELY_DAYS = 90;
const MOST_LATELY = 5;

const id = z.int32().positive();
export const suggestUnitInput = z.strictObject({
  tenantId: id,
  classId: id,
  streetId: id.nullable().default(null),
  communityId: id.nullable().default(null),
  caseId: z.uuid().nullable().default(null).describe('case whose street and community count, instead of those given'),
});
type Wanted = Omit<z.infer<typeof suggestUnitInput>, 'caseId'>;

export const suggestedUnit = z
  .strictObject({
    unitId: z.int32(),
    name: z.string(),
    kind: z.enum(['duty', 'lately']).describe('by a duty laid down, or because it worked the class here lately'),
    rule: z.strictObject({ zh: z.string(), en: z.string() }).describe('why: 处置 市政设施 · 赤城街道 → 市政所'),
    count: z.int32().nullable().describe('cases it worked lately; null for a duty'),
  })
  .meta({ id: 'SuggestedUnit' });
export type SuggestedUnit = z.infer<typeof suggestedUnit>;

/** Who disposes comes before who maintains, owns, supervises. */
const KINDS = ['dispose', 'maintain', 'own', 'supervise'] as const;

/**
 * Bodies a case of a class at a place may be dispatched to: by the duties in force, the most specific first (class, then area,
 * then kind of duty), then those that worked the class lately, on the same street where one is given. Bodies of the city that
 * the asker’s mode reaches through the city are suggested by duty alone.
 */
export async function suggestUnit(
  trx: Trx,
  asker: { readonly tenantId: number },
  { caseId, ...given }: z.input<typeof suggestUnitInput>,
  now: Date,
): Promise<SuggestedUnit[]> {
  const { tenantId, classId, streetId = null, communityId = null } = given;
  const place = caseId ? await placeOfCase(trx, tenantId, caseId) : { streetId, communityId };
  const wanted: Wanted = { tenantId, classId, ...place };
  const tenant = await trx
    .selectFrom('biz.tenant')
    .select(['time_zone', 'city_id'])
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  if (tenant === undefined) return [];
  const day = civilDay(now, tenant.time_zone);
  const mode = modeAt(await readModes(trx, tenantId), now)?.document;
  const isBelow = mode !== undefined && isBelowCity(mode, { cityId: tenant.city_id, holderId: asker.tenantId });
  const byDuty = await dutyBodies(trx, wanted, day);
  const lately = await latelyBodies(trx, wanted, now, day, isBelow ? [tenantId] : [tenantId, tenant.city_id]);
  const seen = new Set<number>();
  return [...byDuty, ...lately].filter(({ unitId }) => !seen.has(unitId) && seen.add(unitId));
}

/** Where a case lies; nowhere in particular for whoever does not see it. */
async function placeOfCase(trx: Trx, tenantId: number, caseId: string) {
  const place = await trx
    .selectFrom('biz.case')
    .select(['street_id as streetId', 'community_id as communityId'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  return place ?? { streetId: null, communityId: null };
}

async function dutyBodies(trx: Trx, { tenantId, classId, streetId, communityId }: Wanted, day: string) {
  const places = [streetId, communityId].filter((each) => each !== null);
  const rows = await trx
    .selectFrom('biz.duty as d')
    .innerJoin('biz.body as b', (join) =>
      join.onRef('b.tenant_id', '=', 'd.tenant_id').onRef('b.unit_id', '=', 'd.unit_id'),
    )
    .leftJoin('biz.area as a', (join) =>
      join.onRef('a.tenant_id', '=', 'd.tenant_id').onRef('a.id', '=', 'd.area_id').on('a.tenant_id', '=', tenantId),
    )
    .leftJoin('lookup.class as k', 'k.id', 'd.class_id')
    .select(['d.unit_id', 'd.kind', 'd.class_id', 'd.area_id', 'b.name', 'a.name as area', 'k.class_name'])
    .where('d.tenant_id', '=', tenantId)
    .where('b.tenant_id', '=', tenantId)
    .where((where) => where.or([where('d.class_id', 'is', null), where('d.class_id', '=', classId)]))
    .where((where) =>
      where.or([where('d.area_id', 'is', null), ...(places.length > 0 ? [where('d.area_id', 'in', places)] : [])]),
    )
    .where('d.from_day', '<=', day)
    .where((where) => where.or([where('d.to_day', 'is', null), where('d.to_day', '>', day)]))
    .where((where) => where.or([where('b.to_day', 'is', null), where('b.to_day', '>', day)]))
    .orderBy('d.id')
    .execute();
  const areaRank = (area: number | null) => (area === null ? 0 : area === communityId ? 2 : 1);
  const order = (row: (typeof rows)[number]) => [
    row.class_id === null ? 1 : 0,
    -areaRank(row.area_id),
    KINDS.indexOf(row.kind as (typeof KINDS)[number]),
  ];
  return rows
    .toSorted(
      (a, b) =>
        order(a)
          .map((each, at) => each - order(b)[at]!)
          .find((each) => each !== 0) ?? 0,
    )
    .map((row): SuggestedUnit => ({
      unitId: row.unit_id,
      name: row.name,
      kind: 'duty',
      rule: inTwo(
        message('duty.rule', {
          kind: message(`duty.${row.kind as (typeof KINDS)[number]}`),
          class: row.class_name === null ? message('duty.every-class') : plain(row.class_name),
          area: row.area === null ? message('duty.everywhere') : plain(row.area),
          body: row.name,
        }),
      ),
      count: null,
    }));
}

async function latelyBodies(
  trx: Trx,
  { tenantId, classId, streetId }: Wanted,
  now: Date,
  day: string,
  homes: readonly number[],
) {
  const since = new Date(now.getTime() - LATELY_DAYS * 86_400_000);
  const rows = await trx
    .selectFrom((from) =>
      from
        .selectFrom('biz.case')
        .select(['tenant_id', 'lead_unit_id', 'class_id', 'street_id'])
        .where('tenant_id', '=', tenantId)
        .where('reported_at', '>=', since)
        .orderBy('reported_at', 'desc')
        .limit(LATELY_CASES)
        .as('c'),
    )
    .innerJoin('biz.body as b', (join) =>
      join.onRef('b.tenant_id', '=', 'c.tenant_id').onRef('b.unit_id', '=', 'c.lead_unit_id'),
    )
    .select(['b.unit_id', 'b.name', sql<number>`count(*)::int`.as('count')])
    .where('b.tenant_id', '=', tenantId)
    .where('b.kind', 'not in', DESK_KINDS)
    .where('b.home_id', 'in', homes)
    .where((where) => where.or([where('b.to_day', 'is', null), where('b.to_day', '>', day)]))
    .where('c.class_id', '=', classId)
    .$if(streetId !== null, (query) => query.where('c.street_id', '=', streetId))
    .groupBy(['b.unit_id', 'b.name'])
    .orderBy('count', 'desc')
    .orderBy('b.unit_id')
    .limit(MOST_LATELY)
    .execute();
  return rows.map((row): SuggestedUnit => ({
    unitId: row.unit_id,
    name: row.name,
    kind: 'lately',
    rule: inTwo(message('duty.lately', { count: row.count, days: LATELY_DAYS })),
    count: row.count,
  }));
}
