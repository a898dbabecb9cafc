import { civilDay } from '../../calendars/zone.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import type { Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import { asProblem, Problem } from '../../kernel/problem.ts';
import { notifyCaseChanged } from '../case-changes.ts';
import type { CaseEvent } from '../events.ts';
import { standingEvents } from '../recall.ts';
import { waitingBefore, type Request } from '../requests.ts';
import { shareCut } from '../record/cut.ts';
import { recordAct, type TaskUpdate } from '../record/record-act.ts';
import type { Session } from './record-attempt.ts';
import { afterRecall } from './after-act.ts';
import { rowsOf } from './lifecycle.ts';
import type { ReadCase } from './as-read.ts';
import type { Asks } from './outcome.ts';
import { readCase } from './read-standing.ts';
import { deciderOf, tryRows } from './refuse.ts';
import { homeOf, leadHomeOf, type Performer, type Standing } from './standing.ts';
import { askedColumns } from './task-rows.ts';

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
      changes: undoneTasks(await readEndedTasks(trx, tenantId, caseId), version, found, handOver),
    },
  );
  const { holderUnitId, leadUnitId } = standing;
  const units = [holderUnitId, leadUnitId, acted.baton.holderUnitId].filter((unit) => unit !== null);
  await notifyCaseChanged(trx, { tenantId, cityId, caseId, version: version + 1, units });
}

interface EndedTask {
  readonly id: string;
  readonly unit_id: number;
  readonly kind: string;
  readonly state: string;
  readonly asked_at: Date;
  readonly answer: unknown;
}

const readEndedTasks = (trx: Trx, tenantId: number, caseId: string) =>
  trx
    .selectFrom('biz.assignment')
    .select(['id', 'unit_id', 'kind', 'state', 'asked_at', 'answer'])
    .where('tenant_id', '=', tenantId)
    .where('case_id', '=', caseId)
    .execute();

/**
 * Tasks asked since the hand-over end with it, orders and notices do not; those that it ended are open again, and so is the
 * request that it granted.
 */
export function undoneTasks(
  tasks: readonly EndedTask[],
  version: number,
  { events, standing }: Pick<ReadCase, 'events' | 'standing'>,
  handOver: CaseEvent,
): TaskUpdate[] {
  const waited = waitingBefore(standingEvents(events), handOver);
  return tasks.flatMap(({ id, unit_id: unitId, kind, state, asked_at: asked, answer }): TaskUpdate[] => {
    if (kind === 'notice' || kind === 'reply') return [];
    const isSince = asked >= handOver.occurredAt;
    if ((state === 'open' || state === 'accepted') && isSince) return [{ id, set: { state: 'withdrawn' } }];
    const endedBy = (answer as { version?: string } | null)?.version;
    if (endedBy !== String(version)) return [];
    const isAsker = waited !== null && kind === 'lead' && waited.asked.byUnitId === unitId;
    const asks = isAsker ? askedColumns(askedBy(waited, standing)) : { asks: null, asks_unit_id: null };
    return [{ id, set: { state: 'accepted', ...asks } }];
  });
}

/** What the event that asked says of its request. */
function askedBy({ request, asked: { data } }: Request, standing: Standing): Asks {
  const { reason, words, resumeAt, unitId: decider } = data;
  const unitId = typeof decider === 'number' ? decider : deciderOf(standing, request);
  return {
    ...{ request, reason: String(reason ?? ''), words: typeof words === 'string' ? words : null },
    ...{ until: typeof resumeAt === 'string' ? resumeAt : null, unitId },
    otherId: homeOf(standing, unitId) === standing.cityId ? standing.cityId : null,
  };
}
