import { sql } from 'kysely';
import type { Trx } from '../../database/database.ts';
import { inTwo, message } from '../../kernel/message.ts';
import { DESK_KINDS } from '../../units/desk.ts';
import type { SuggestedUnit, Wanted } from './suggest-unit.ts';

/** Cases looked through for who worked the class lately: bounds the work however many there are. */
const LATELY_CASES = 20_000;
const LATELY_DAYS = 90;
const MOST_LATELY = 5;

/** Bodies of some tenants that worked the class in the last 90 days, on the same street where one is given, those with most cases first. */
export async function latelyBodies(
  trx: Trx,
  { tenantId, classId, streetId }: Wanted,
  now: Date,
  day: string,
  homes: readonly number[],
): Promise<SuggestedUnit[]> {
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
