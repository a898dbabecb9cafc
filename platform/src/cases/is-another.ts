import type { CasePicture, FieldName, StepKind } from './fields.ts';

/** What a row is compared with to read a changed time. */
export interface Compared {
  /** The case before the row. */
  readonly before: CasePicture;
  /** The case with what was read of the row so far. */
  readonly now: CasePicture;
  /** What the row says; of its absent fields, nothing. */
  readonly next: CasePicture;
  readonly absent: readonly FieldName[];
}

type Reads = (time: Date, known: Date, compared: Compared) => boolean;

const once: Reads = () => false;
const grew = ({ before, next, absent }: Compared, field: 'reworkCount' | 'extensionCount'): boolean =>
  !absent.includes(field) && next[field] > before[field];
/** Whether a row names another unit than the case has. */
export const goesToAnotherUnit = ({ before, next, absent }: Omit<Compared, 'now'>): boolean =>
  !absent.includes('unitName') &&
  before.unitName !== null &&
  next.unitName !== null &&
  before.unitName !== next.unitName;
const isWithin = (instant: Date | null, from: Date, to: Date): boolean =>
  instant !== null && from <= instant && instant <= to;

/**
 * Whether a step time that differs from the one we know is another occurrence; if not, it corrects the one we know.
 * A sender's row has one time for each step, so the row as a whole has to show that the step happened again
 * (docs/decisions/0017). In doubt it is a correction.
 */
export const isAnother: Readonly<Record<StepKind, Reads>> = {
  reported: once,
  filed: once,
  /** Later, and to another unit; or after a disposal, with one rework more. */
  dispatched: (time, known, compared) =>
    time > known &&
    (goesToAnotherUnit(compared) || (grew(compared, 'reworkCount') && isWithin(compared.now.disposedAt, known, time))),
  /** Later, with one rework more. (After a new dispatch there is none to compare with.) */
  disposed: (time, known, compared) => time > known && grew(compared, 'reworkCount'),
  /** Later than the end of the one before: its resumption, or the disposal. */
  suspended: (time, known, { before }) =>
    time > known && (isWithin(before.resumedAt, known, time) || isWithin(before.disposedAt, known, time)),
  /** After a suspension later than the last resumption. (After a new suspension there is none to compare with.) */
  resumed: (time, known, { now }) => isWithin(now.suspendedAt, known, time),
  /** Later, with one extension more. */
  extended: (time, known, compared) => time > known && grew(compared, 'extensionCount'),
  /** Later, with one rework more. */
  closed: (time, known, compared) => time > known && grew(compared, 'reworkCount'),
  refused: once,
  voided: once,
};
