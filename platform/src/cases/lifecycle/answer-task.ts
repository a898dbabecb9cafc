import { sql } from 'kysely';
import { civilDay } from '../../calendars/zone.ts';
import type { Acting, Trx } from '../../database/database.ts';
import type { Deps } from '../../kernel/deps.ts';
import type { Message } from '../../kernel/message.ts';
import type { Cut } from '../record/cut.ts';
import { recordAttempt } from './record-attempt.ts';
import { rowsOf } from './lifecycle.ts';
import { readCase } from './read-standing.ts';
import { tryRows } from './refuse.ts';
import type { Performer } from './standing.ts';

/** As whom a sender’s system answers: the desk of its tenant. */
export interface Answering {
  readonly acting: Acting & { readonly unitId: number };
  readonly cut: Cut;
  readonly timeZone: string;
}

/** What a sender says was done about the open task of its desk on a case. */
export interface SentFeedback {
  readonly caseId: string;
  /** A desk asked to command the case has dispatched it to itself: when; null where it was dispatched here. */
  readonly dispatchedAt: Date | null;
  readonly disposedAt: Date;
}

/**
 * Answers the open task of a desk by what its own system sent: the acts of the lifecycle, done by the desk as a machine at the
 * times that were sent. Nothing is needed for them beside the times: a row has no photographs. Returns why it may not be
 * done, null where it was; then nothing of it is, the dispatch before a refused feedback neither. The cut is shared, the case
 * locked.
 */
export async function answerTask(
  trx: Trx,
  deps: Deps,
  { acting, cut, timeZone }: Answering,
  { caseId, dispatchedAt, disposedAt }: SentFeedback,
): Promise<Message | null> {
  const { tenantId, cityId, unitId, actor: login } = acting;
  const who: Performer = { tenantId, unitId, post: 'machine', personId: null };
  const session = { pool: 'county' as const, tenantId, cityId, login, timeZone };
  const acts = [
    ...(dispatchedAt === null ? [] : [{ act: 'dispatch' as const, now: dispatchedAt, given: { unitId } }]),
    { act: 'feed_back' as const, now: disposedAt, given: {} },
  ];
  await sql`savepoint answer`.execute(trx);
  for (const { act, now, given } of acts) {
    const today = civilDay(now, timeZone);
    const found = await readCase(trx, session, { tenantId, caseId }, today, 'locked');
    const { attempt, refusal } = tryRows(rowsOf(act), { standing: found.standing, who, task: null, now });
    if (refusal !== null) {
      await sql`rollback to savepoint answer`.execute(trx);
      return refusal;
    }
    await recordAttempt(trx, deps, session, { cut, now, today }, found, attempt, given);
  }
  await sql`release savepoint answer`.execute(trx);
  return null;
}
