import { civilDay } from '../../calendars/zone.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import { shareCut } from '../record/cut.ts';
import { recordAct, type TaskUpdate } from '../record/record-act.ts';
import type { Session } from './act-on-case.ts';
import { afterRecall } from './after-act.ts';
import { rowsOf } from './lifecycle.ts';
import { readCase } from './read-standing.ts';
import { tryRows } from './refuse.ts';
import { leadHomeOf, type Performer } from './standing.ts';

/** Undoes the last hand-over of a case that is still as its giver saw it. */
export async function recall(
  trx: Trx,
  deps: Deps,
  session: Session,
  who: Performer,
  caseId: string,
  version: number,
): Promise<void> {
  const { tenantId, cityId, timeZone } = session;
  const acting = { tenantId, cityId, unitId: who.unitId, actor: session.login };
  const cut = await shareCut(trx, deps, tenantId);
  const now = deps.clock.now();
  const found = await readCase(trx, session, { tenantId, caseId }, civilDay(now, timeZone), 'locked');
  const { standing, events } = found;
  const handOver = events.find((event) => event.version === version);
  if (standing.version !== version || handOver === undefined) {
    throw new Problem('FLOW-MOVED-ON', { since: [], instead: [] });
  }
  const { refusal } = tryRows(rowsOf('recall'), { standing, who, task: null, now });
  if (refusal !== null) throw asProblem(refusal);
  const recalled = {
    ...{ id: deps.ids.next(), kind: 'recalled' as const, occurredAt: now, amends: handOver.id, version: version + 1 },
    ...{ leadUnitId: standing.leadUnitId, data: { act: 'recall' }, taskId: null },
    leadHomeId: leadHomeOf(standing, standing.leadUnitId),
  };
  const acted = afterRecall(await calendarOf(trx, tenantId), found, recalled);
  await recordAct(
    trx,
    deps,
    { acting, cut, personId: null, post: 'clerk' },
    {
      ...{ acted, isNew: false, caseId, events: [recalled], opens: [] },
      changes: undoneTasks(await readEndedTasks(trx, tenantId, caseId), version, handOver.occurredAt),
    },
  );
  const { holderUnitId, leadUnitId } = standing;
  const units = [holderUnitId, leadUnitId, acted.baton.holderUnitId].filter((unit) => unit !== null);
  await notifyCaseChanged(trx, { tenantId, cityId, caseId, version: version + 1, units });
}

interface EndedTask {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly asked_at: Date;
  readonly answer: unknown;
}

const readEndedTasks = (trx: Trx, tenantId: number, caseId: string) =>
  trx
    .selectFrom('biz.assignment')
    .select(['id', 'kind', 'state', 'asked_at', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .execute();

/** Tasks asked since the hand-over end with it, orders and notices do not; those that it ended are open again. */
export function undoneTasks(tasks: readonly EndedTask[], version: number, at: Date): TaskUpdate[] {
  return tasks.flatMap(({ id, kind, state, asked_at: asked, answer }) => {
    if (kind === 'notice' || kind === 'reply') return [];
    if ((state === 'open' || state === 'accepted') && asked >= at) return [{ id, set: { state: 'withdrawn' } }];
    const endedBy = (answer as { version?: string } | null)?.version;
    return endedBy === String(version) ? [{ id, set: { state: 'accepted', asks: null, asks_unit_id: null } }] : [];
  });
}
