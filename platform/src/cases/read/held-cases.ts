import { sql } from 'kysely';
import { z } from 'zod';
import { pageOf } from '../../commands/page-of.ts';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import { unitsOf, type Actor } from '../../identity/actor.ts';
import { reachOf } from '../../identity/reach.ts';
import { OPEN_STATES, IS_OPEN } from '../stage.ts';

const MOST = 200;
const instant = z.iso.datetime().nullable();

/** A place in the queue: of the last case of a page. */
const place = z.strictObject({ stepDueAt: instant, caseId: z.uuid() });

const input = z.strictObject({
  states: z.array(z.enum(OPEN_STATES)).min(1).optional().describe('all open ones without it'),
  limit: z.int().min(1).max(MOST).default(MOST),
  after: place.optional().describe('`next` of the page before'),
});

const heldCase = z
  .strictObject({
    tenantId: z.int32(),
    caseId: z.uuid(),
    caseNo: z.string(),
    version: z.int32().describe('to be named by an act'),
    state: z.enum(OPEN_STATES),
    kind: z.enum(['component', 'event']),
    classId: z.int32().nullable(),
    urgent: z.boolean(),
    description: z.string().nullable().describe('masked, as the address'),
    address: z.string().nullable(),
    leadUnitId: z.int32().nullable().describe('主责: body that works it'),
    reportedAt: z.iso.datetime(),
    dueAt: instant.describe('deadline of the disposal'),
    stepDueAt: instant.describe('deadline of the running step; null while its clock stands'),
    warnAt: instant.describe('when 80 % of the limit of the step are used'),
  })
  .meta({ id: 'HeldCase' });
export type HeldCase = z.infer<typeof heldCase>;

/** As the key of the index of the queue (migration 0060) says it. */
const QUEUE_AT = sql<Date>`coalesce(step_due_at, '9999-12-31T00:00:00Z'::timestamptz)`;
const NEVER = '9999-12-31T00:00:00Z';

/**
 * A page of the open cases that the actor's body holds, whether it was given a task on them or not, by the deadline of the running
 * step: what lies at a desk for intake, filing, dispatch, check or closing; of another body what it works.
 */
export async function heldCases(
  trx: Trx,
  actor: Actor,
  { states = [...OPEN_STATES], limit, after }: z.infer<typeof input>,
): Promise<HeldCase[]> {
  const { column, id } = reachOf(actor);
  const rows = await trx
    .selectFrom('biz.case')
    .select(['tenant_id', 'id', 'case_no', 'version', 'state', 'kind', 'class_id', 'urgent', 'description', 'address'])
    .select(['lead_unit_id', 'reported_at', 'due_at', 'step_due_at', 'warn_at'])
    .where(column, '=', id)
    .where('city_id', '=', actor.cityId)
    .where('holder_unit_id', 'in', unitsOf(actor.body))
    .where(sql.raw<boolean>(IS_OPEN))
    .where('state', 'in', states)
    .$if(after !== undefined, (rest) =>
      rest.where(sql<boolean>`(${QUEUE_AT}, id) > (${after?.stepDueAt ?? NEVER}::timestamptz, ${after?.caseId}::uuid)`),
    )
    .orderBy(QUEUE_AT)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ tenantId: row.tenant_id, caseId: row.id, caseNo: row.case_no, version: row.version },
    ...{ state: row.state as HeldCase['state'], kind: row.kind as HeldCase['kind'], classId: row.class_id },
    ...{ urgent: row.urgent, leadUnitId: row.lead_unit_id, reportedAt: row.reported_at.toISOString() },
    description: row.description,
    address: row.address,
    ...{ dueAt: iso(row.due_at), stepDueAt: iso(row.step_due_at), warnAt: iso(row.warn_at) },
  }));
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const heldCasesQuery = query({
  name: 'cases.held',
  title: { zh: '本单位在办案卷', en: 'Open cases that lie at one’s own body' },
  input,
  output: z.strictObject({
    cases: z.array(heldCase).describe('the most urgent first'),
    next: place.nullable().describe('to be sent as `after` for the next page; null: that was all'),
  }),
  problems: [],
  read: async (trx, actor, wanted) => {
    const cases = await heldCases(trx, actor, { ...wanted, limit: wanted.limit + 1 });
    const { shown, last } = pageOf(cases, wanted.limit);
    return { cases: shown, next: last && { stepDueAt: last.stepDueAt, caseId: last.caseId } };
  },
});
