import { sql } from 'kysely';
import { z } from 'zod';
import { query } from '../../commands/query.ts';
import type { Trx } from '../../database/database.ts';
import { unitsOf, type Actor } from '../../identity/actor.ts';
import { reachOf } from '../../identity/reach.ts';
import { CASE_STATES, type CaseState } from '../stage.ts';
import { isMine } from './is-mine.ts';

const MOST = 200;
const KINDS = ['command', 'lead', 'assist', 'verify', 'check', 'reply', 'notice'] as const;

const input = z.strictObject({
  kinds: z.array(z.enum(KINDS)).min(1).optional().describe('all without it'),
  mine: z.boolean().default(false).describe('those given to the asker inside of the body, or to his squad'),
  limit: z.int().min(1).max(MOST).default(MOST),
});

const task = z
  .strictObject({
    tenantId: z.int32().describe('of the case'),
    taskId: z.uuid(),
    caseId: z.uuid(),
    kind: z
      .enum(KINDS)
      .describe(
        'command: dispatch it; lead: work it; assist, verify (核实), check (核查), reply: answer it; notice: take note',
      ),
    state: z.enum(['open', 'accepted']).describe('accepted: taken or acknowledged'),
    caseState: z.enum(CASE_STATES).nullable().describe('null for a body that does not see the case, as the version'),
    caseVersion: z.int32().nullable().describe('to be named by an act on the case'),
    askerUnitId: z.int32().describe('body that gave the task'),
    askedAt: z.iso.datetime(),
    dueAt: z.iso.datetime().nullable(),
    warnAt: z.iso.datetime().nullable().describe('when 80 % of its limit are used'),
    brief: z.record(z.string(), z.unknown()).describe('the task sheet; holds no personal data'),
  })
  .meta({ id: 'WaitingTask' });
export type WaitingTask = z.infer<typeof task>;

/** Open tasks of the actor's own body in every tenant it serves, all or the actor's own, the most urgent first, at most 200. */
export async function waitingTasks(
  trx: Trx,
  actor: Actor,
  {
    kinds = KINDS,
    limit,
    mine = false,
  }: {
    readonly kinds?: readonly (typeof KINDS)[number][] | undefined;
    readonly limit: number;
    readonly mine?: boolean;
  },
): Promise<WaitingTask[]> {
  const { column, id } = reachOf(actor);
  const rows = await trx
    .selectFrom('biz.assignment as a')
    .leftJoin('biz.case as c', (join) =>
      join.onRef('c.tenant_id', '=', 'a.tenant_id').onRef('c.id', '=', 'a.case_id').on(`c.${column}`, '=', id),
    )
    .select(['a.tenant_id', 'a.id', 'a.case_id', 'a.kind', 'a.state', 'a.asker_unit_id', 'a.asked_at', 'a.due_at'])
    .select(['a.warn_at', 'a.brief', 'c.state as case_state', 'c.version'])
    .where(`a.${column}`, '=', id)
    .where('a.city_id', '=', actor.cityId)
    .where('a.unit_id', 'in', unitsOf(actor.body))
    .where('a.state', 'in', ['open', 'accepted'])
    .where('a.kind', 'in', kinds)
    .$if(mine, (tasks) => tasks.where(isMine(actor, 'a')))
    .orderBy(sql`coalesce(a.due_at, '9999-12-31 00:00:00+00'::timestamptz)`)
    .orderBy('a.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...{ tenantId: row.tenant_id, taskId: row.id, caseId: row.case_id, askerUnitId: row.asker_unit_id },
    ...{ kind: row.kind as WaitingTask['kind'], state: row.state as WaitingTask['state'] },
    ...{ caseState: row.case_state as CaseState | null, caseVersion: row.version },
    ...{ askedAt: row.asked_at.toISOString(), dueAt: iso(row.due_at), warnAt: iso(row.warn_at) },
    brief: row.brief as Record<string, unknown>,
  }));
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const waitingTasksQuery = query({
  name: 'tasks.waiting',
  title: { zh: '本单位待办任务', en: 'Tasks that wait for one’s own body' },
  input,
  output: z.strictObject({ tasks: z.array(task).describe('the most urgent first') }),
  problems: [],
  read: async (trx, actor, wanted) => ({ tasks: await waitingTasks(trx, actor, wanted) }),
});
