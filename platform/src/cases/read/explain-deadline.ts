import { deadline, type ExplainedDeadline } from '../../calendars/deadline.ts';
import type { Limit } from '../../calendars/limit.ts';
import { calendarOf } from '../../calendars/read-calendar.ts';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problem.ts';
import { caseRow } from '../case-row.ts';
import type { CountedPause, Extension, Turn } from '../clock.ts';
import { limitOf } from '../fact.ts';
import { verdictOf, type Verdict } from '../judgement.ts';
import { projectCase } from '../project.ts';
import { readEvents } from '../read-events.ts';

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
  /** What the sender says, and by how many ms it lies after ours (negative: before). */
  readonly claimedDueAt: Date | null;
  readonly claimedLaterMs: number | null;
  /** The sender says overdue where we say in time, or the other way round. */
  readonly claimDiffers: boolean;
  readonly calendar: { readonly id: string; readonly version: number; readonly zone: string };
}

/** What a sender's overdue mark is compared with. */
const OVERDUE: Partial<Record<Verdict, boolean>> = { late: true, overdue: true, in_time: false, running: false };

/** Explains the deadline of one case segment by segment. SYS-NOT-FOUND for a case the reader cannot see. */
export async function explainDeadline(trx: Trx, tenantId: number, caseId: string, now: Date): Promise<CaseDeadline> {
  const events = (await readEvents(trx, tenantId, [caseId])).get(caseId);
  if (events === undefined) throw new Problem('SYS-NOT-FOUND');
  const calendar = await calendarOf(trx, tenantId);
  const { picture, clock, fact } = caseRow(calendar, projectCase(events));
  const turn = clock.at(-1);
  const limit = limitOf(picture);
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
    claimedDueAt,
    claimDiffers: picture.claimedOverdue !== null && OVERDUE[verdict] === !picture.claimedOverdue,
    claimedLaterMs: claimedDueAt && dueAt ? claimedDueAt.getTime() - dueAt.getTime() : null,
    calendar: { id: calendar.id, version: calendar.version, zone: calendar.zone },
  };
}
