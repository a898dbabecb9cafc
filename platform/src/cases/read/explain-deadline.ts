import { deadline, type ExplainedDeadline } from '../../calendars/deadline.ts';
import type { Limit } from '../../calendars/limit.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { caseRow } from '../case-row.ts';
import type { CountedPause, Extension, Turn } from '../clock.ts';
import { limitOf } from '../fact.ts';
import { verdictOf, type Verdict } from '../judgement.ts';
import { projectCase, type ProjectedCase } from '../project.ts';
import { readEvents } from '../read-events.ts';
import type { Lamp } from '../step-due.ts';
import { runningTurn } from '../step-turns.ts';
import { explainSteps, type ExplainedStep } from './explain-steps.ts';

/** A deadline with everything a person needs to recompute it by hand. */
export interface CaseDeadline {
  readonly verdict: Verdict;
  /** Why there is no deadline: no rule gave a limit, or the clock has not started. Null when there is one. */
  readonly missing: 'no_rule' | 'not_started' | null;
  readonly startedAt: Date | null;
  /** Which step started the clock. */
  readonly startedBy: Turn['startedBy'] | null;
  readonly limit: Limit | null;
  /** Of the limit and the extensions that count. */
  readonly explained: ExplainedDeadline | null;
  readonly pauses: readonly CountedPause[];
  readonly extensions: readonly Extension[];
  /** Clocks of units that had the case before; it starts anew for another unit. */
  readonly earlier: readonly Pick<Turn, 'startedAt' | 'endedAt' | 'dueAt'>[];
  /** The clocks of all steps, in the order in which they started. */
  readonly steps: readonly ExplainedStep[];
  /** Of the step that runs; null while none does or it has no limit. */
  readonly lamp: Lamp | null;
  /** Names of the bodies in it, by id. */
  readonly bodies: readonly { readonly id: number; readonly name: string }[];
  /** What the sender says, and by how many ms it lies after ours (negative: before). */
  readonly claimedDueAt: Date | null;
  readonly claimedLaterMs: number | null;
  /** The sender says overdue where we say in time, or the other way round. */
  readonly claimDiffers: boolean;
  readonly calendar: { readonly id: string; readonly version: number; readonly zone: string };
}

/** What a sender's overdue mark is compared with. */
const OVERDUE: Partial<Record<Verdict, boolean>> = { late: true, overdue: true, in_time: false, running: false };

/** Explains the deadline of one case segment by segment. FLOW-CASE-UNKNOWN for a case the reader cannot see. */
export async function explainDeadline(trx: Trx, tenantId: number, caseId: string, now: Date): Promise<CaseDeadline> {
  const events = (await readEvents(trx, tenantId, [caseId])).get(caseId);
  if (events === undefined) throw new Problem('FLOW-CASE-UNKNOWN');
  const calendar = await calendarOf(trx, tenantId);
  const projected = withLimitOf(await readLimit(trx, tenantId, caseId), projectCase(events));
  const { picture, clock, fact, turns, state } = caseRow(calendar, projected);
  const turn = clock.at(-1);
  const limit = turn?.limit ?? limitOf(picture);
  const by = new Map(
    events.flatMap(({ id, byUnitId }) => (id === null || byUnitId === undefined ? [] : [[id, byUnitId]])),
  );
  const steps = explainSteps(calendar, projected, turns, by, now);
  const running = runningTurn(turns, state);
  const extensions = turn?.extensions ?? [];
  const added = extensions.filter(({ effect }) => effect === 'added').length;
  const explained = turn && limit ? deadline(calendar, turn.startedAt, limit, turn.pauses, added) : null;
  const { claimedDueAt } = picture;
  const { dueAt } = fact;
  const verdict = verdictOf(fact, now);
  return {
    verdict,
    missing: limit === null ? 'no_rule' : turn === undefined ? 'not_started' : null,
    startedAt: turn?.startedAt ?? null,
    startedBy: turn?.startedBy ?? null,
    limit,
    explained,
    pauses: turn?.pauses ?? [],
    extensions,
    earlier: clock.slice(0, -1).map(({ startedAt, endedAt, dueAt: due }) => ({ startedAt, endedAt, dueAt: due })),
    steps,
    lamp: running === undefined ? null : (steps[turns.indexOf(running)]?.lamp ?? null),
    bodies: await readNames(trx, tenantId, steps),
    claimedDueAt,
    claimDiffers: picture.claimedOverdue !== null && OVERDUE[verdict] === !picture.claimedOverdue,
    claimedLaterMs: claimedDueAt && dueAt ? claimedDueAt.getTime() - dueAt.getTime() : null,
    calendar: { id: calendar.id, version: calendar.version, zone: calendar.zone },
  };
}

type LimitColumns = Pick<ProjectedCase['picture'], 'limitValue' | 'limitUnit'>;

/** The limit as the row has it: a body may not read the event by which the case got it. */
async function readLimit(trx: Trx, tenantId: number, caseId: string): Promise<LimitColumns | undefined> {
  const row = await trx
    .selectFrom('biz.case')
    .select(['limit_value', 'limit_unit'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', caseId)
    .executeTakeFirst();
  return row && { limitValue: row.limit_value, limitUnit: row.limit_unit as LimitColumns['limitUnit'] };
}

const withLimitOf = (limit: LimitColumns | undefined, projected: ProjectedCase): ProjectedCase =>
  limit === undefined || projected.picture.limitValue !== null
    ? projected
    : { ...projected, picture: { ...projected.picture, ...limit } };

/** As bodies that serve the tenant. */
async function readNames(trx: Trx, tenantId: number, steps: readonly ExplainedStep[]): Promise<CaseDeadline['bodies']> {
  const ids = steps.flatMap(({ unitId, startedByUnitId, pauses, extensions, segments }) => [
    ...[unitId, startedByUnitId],
    ...[...pauses, ...extensions, ...segments].map(({ byUnitId }) => byUnitId),
  ]);
  const named = [...new Set(ids)].filter((id) => id !== null);
  if (named.length === 0) return [];
  return trx
    .selectFrom('biz.body')
    .select(['unit_id as id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('unit_id', 'in', named)
    .orderBy('unit_id')
    .execute();
}
