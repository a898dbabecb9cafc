import type { CasePicture } from '../../cases/fields.ts';
import type { IntakeContext } from './draft.ts';

/*
 * The instants by which a row is read: rows of configuration hold from day to day, and the day is that of the case, never that
 * of the upload, so that the same row means the same whenever it is sent. A row without a usable report time is refused; what
 * else is noticed of it is by the moment of receipt.
 */

type Times = Pick<CasePicture, 'reportedAt' | 'filedAt' | 'dispatchedAt'>;

/** By which a case is placed: its report. */
export const placedAt = ({ reportedAt }: Times, { now }: IntakeContext): Date =>
  reportedAt.getTime() === 0 ? new Date(now) : reportedAt;

/**
 * By which its limit is taken and the unit it names is recognised: when the disposal clock starts, at the dispatch to that unit,
 * or at filing where a source has no dispatch of its own (workflow.md §5, `cases/clock.ts`). Before either no clock runs, and it
 * is the report.
 */
export const startedAt = (times: Times, context: IntakeContext): Date =>
  times.dispatchedAt ?? times.filedAt ?? placedAt(times, context);
