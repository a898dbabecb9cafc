import type { CasePicture, Stage } from '../../cases/types.ts';
import { stageOf } from '../../cases/stage.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { statusOf } from './status-word.ts';
import { readTime } from './times.ts';

const STAGE_FIELD = {
  reported: null,
  filed: 'filedAt',
  dispatched: 'dispatchedAt',
  disposed: 'disposedAt',
  suspended: 'suspendedAt',
  closed: 'closedAt',
  refused: 'refusedAt',
  void: 'voidedAt',
} as const satisfies Record<Stage, keyof CasePicture | null>;

const ENDS: readonly string[] = ['closed', 'refused', 'void'];

/** The status word: may say where its step's time stands, and must not contradict the times. Times always win. */
export function status(draft: Draft, context: IntakeContext): void {
  const { mapping } = context;
  const word = mapping.status?.(draft.cells);
  if (!word) return;
  const meaning = statusOf(draft, context);
  if (meaning === undefined) {
    const expected = [...mapping.statuses.keys()].join(' / ');
    return report(draft, context, 'MAP-STATUS-UNKNOWN', { field: 'status', received: word, expected });
  }
  const field = STAGE_FIELD[meaning.stage as Stage];
  if (field !== null && draft.picture[field] === null && meaning.at !== null) {
    draft.picture[field] = readTime(draft, context, meaning.stage, meaning.at) ?? null;
    draft.absent.delete(field);
  }
  if (field !== null && draft.picture[field] === null && !draft.absent.has(field)) {
    return report(draft, context, 'FLOW-STATUS-TIME', { field: meaning.stage, received: word });
  }
  const stage = stageOf(draft.picture);
  if (stage !== meaning.stage && ENDS.includes(stage) !== ENDS.includes(meaning.stage)) {
    report(draft, context, 'FLOW-STATUS-CONTRADICTS', { field: 'status', received: word, expected: stage });
  }
}
