import { deadline, type ExplainedDeadline } from '../../calendars/deadline.ts';
import type { Limit } from '../../calendars/limit.ts';
import type { Trx } from '../../database/database.ts';
import { Problem } from '../../kernel/problems.ts';
import { readCalendar } from '../../calendars/load-calendar.ts';
import { clockStart, limitOf, pausesIn } from '../fact.ts';
import { pictureOf } from '../picture.ts';

/** A deadline with everything a person needs to recompute it by hand. */
export interface CaseDeadline {
  /** Why there is no deadline: no rule gave a limit, or the clock has not started. Null when there is one. */
  readonly missing: 'no_rule' | 'not_started' | null;
  readonly startedAt: Date | null;
  /** Which step started the clock. */
  readonly startedBy: 'dispatched' | 'filed' | null;
  readonly limit: Limit | null;
  readonly explained: ExplainedDeadline | null;
  /** What the sender says, and by how many ms it lies after ours (negative: before). */
  readonly claimedDueAt: Date | null;
  readonly claimedLaterMs: number | null;
  readonly calendar: { readonly id: string; readonly version: number; readonly zone: string };
}

/** Explains the deadline of one case segment by segment. SYS-NOT-FOUND for a case the reader cannot see. */
export async function explainDeadline(trx: Trx, tenantId: number, caseId: string): Promise<CaseDeadline> {
  const row = await trx
    .selectFrom('biz.case as c')
    .innerJoin('biz.tenant as t', 't.tenant_id', 'c.tenant_id')
    .selectAll('c')
    .select('t.calendar_id')
    .where('c.tenant_id', '=', tenantId)
    .where('t.tenant_id', '=', tenantId)
    .where('c.id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined) throw new Problem('SYS-NOT-FOUND');
  const calendar = await readCalendar(trx, row.calendar_id);
  if (calendar === undefined) throw new Error(`calendar ${row.calendar_id} is not loaded`);
  const picture = pictureOf(row);
  const startedAt = clockStart(picture);
  const limit = limitOf(picture);
  const explained = startedAt && limit ? deadline(calendar, startedAt, limit, pausesIn(picture)) : null;
  const dueAt = explained?.dueAt ?? null;
  const claimed = picture.claimedDueAt;
  return {
    missing: limit === null ? 'no_rule' : startedAt === null ? 'not_started' : null,
    startedAt,
    startedBy: startedAt === null ? null : picture.dispatchedAt === null ? 'filed' : 'dispatched',
    limit,
    explained,
    claimedDueAt: claimed,
    claimedLaterMs: claimed && dueAt ? claimed.getTime() - dueAt.getTime() : null,
    calendar: { id: calendar.id, version: calendar.version, zone: calendar.zone },
  };
}
