import { sql } from 'kysely';
import { z } from 'zod';
import { query } from '../commands/query.ts';
import type { Trx } from '../database/database.ts';
import { actingOf } from '../identity/actor.ts';
import { requireRight } from '../identity/rights.ts';
import { periodEnd } from './period/period-end.ts';
import { readPeriod, readPeriodMembers, type Period } from './period/periods.ts';
import { regionResult } from './period/region-result.ts';

const count = z.int().min(0);

/** What closing a period would freeze, as things stand now: for whoever may close it, before he does. */
export const closingQuery = query({
  name: 'period.closing',
  title: { zh: '定稿前核对', en: 'What closing a period would freeze' },
  input: z.strictObject({ label: z.string().min(1).max(64) }),
  output: z.strictObject({
    label: z.string(),
    snapshot: count.describe('the one that closing would publish'),
    state: z.enum(['open', 'closing', 'closed']),
    endsAt: z.iso.datetime().describe('end of its last day: not to be closed before'),
    isOver: z.boolean(),
    members: z.array(
      z.strictObject({
        tenantId: z.int32(),
        name: z.string(),
        hasData: z.boolean().describe('false: it would be closed without a score'),
        score: z.string().nullable().describe('provisional, as grade'),
        grade: z.string().nullable(),
        cases: count.describe('filed or due on a day of the period, none that is void'),
        openCases: count.describe('of these, not closed yet: they are frozen as they stand'),
        waitingUploads: count.describe('received and not wholly taken in: what is in them would come late'),
        lastDataAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  problems: ['PERIOD-UNKNOWN'],
  read: async (trx, actor, { label }, { clock }) => {
    requireRight(actor, 'closePeriod');
    const city = actingOf(actor);
    const { cityId } = city;
    const period = await readPeriod(trx, cityId, label);
    const { at } = await periodEnd(trx, city, period);
    const results = await readProvisional(trx, cityId, period);
    const members = [];
    for (const member of await readPeriodMembers(trx, city, period)) {
      const result = results.get(member.tenantId);
      members.push({
        ...{ tenantId: member.tenantId, name: member.name, hasData: result?.state === 'scored' },
        ...{ score: result?.score ?? null, grade: result?.grade ?? null },
        ...(await countCases(trx, member.tenantId, period)),
        waitingUploads: await countWaiting(trx, member.tenantId),
        lastDataAt: result?.last_data_at?.toISOString() ?? null,
      });
    }
    const { state, snapshot } = period;
    return { label, snapshot, state, endsAt: at.toISOString(), isOver: clock.now() >= at, members };
  },
});

/** Results of the running snapshot, by county. */
async function readProvisional(trx: Trx, cityId: number, { id, snapshot }: Period) {
  const rows = await trx
    .selectFrom('biz.result')
    .select(['tenant_id', 'state', 'score', 'grade', 'last_data_at'])
    .where('city_id', '=', cityId)
    .where('period_id', '=', id)
    .where(regionResult(snapshot))
    .execute();
  return new Map(rows.map((row) => [row.tenant_id, row]));
}

async function countCases(trx: Trx, tenantId: number, { fromDay, toDay }: Period) {
  const row = await trx
    .selectFrom('biz.case_fact')
    .select(sql<number>`count(*)::int`.as('cases'))
    .select(sql<number>`(count(*) filter (where closed_at is null))::int`.as('openCases'))
    .where('tenant_id', '=', tenantId)
    .where('filed_at', 'is not', null)
    .where('voided_at', 'is', null)
    .where((is) =>
      is.or((['filed_day', 'due_day'] as const).map((day) => is.and([is(day, '>=', fromDay), is(day, '<', toDay)]))),
    )
    .executeTakeFirstOrThrow();
  return { cases: row.cases, openCases: row.openCases };
}

async function countWaiting(trx: Trx, tenantId: number): Promise<number> {
  const { waiting } = await trx
    .selectFrom('biz.batch')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('tenant_id', '=', tenantId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow();
  return waiting;
}
