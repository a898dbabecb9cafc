import { message, plain } from '../../kernel/message.ts';
import { STEP_FIELD } from '../../cases/fields.ts';
import type { Stage } from '../../cases/types.ts';
import { hasEnded, stageOf } from '../../cases/stage.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { statusOf } from './status-word.ts';
import { readTime } from './times.ts';

/** The field that says since when a case is at a stage; none for its report, which every case has. */
const fieldOf = (stage: Exclude<Stage, 'reported'>) => STEP_FIELD[stage === 'void' ? 'voided' : stage];

/** A stage in the words of its step. */
const stageWord = (stage: Stage) => message(`step.${stage === 'void' ? 'voided' : stage}`);

/** The status word: may say where its step's time stands, and must not contradict the times. Times always win. */
export function status(draft: Draft, context: IntakeContext): void {
  const { mapping } = context;
  const word = mapping.status?.(draft.cells);
  if (!word) return;
  if (word.includes('\ufffd'))
    return report(draft, context, 'ENV-CHARACTER-NEEDED', { field: 'status', received: word });
  const meaning = statusOf(draft, context);
  if (meaning === undefined) {
    const expected = plain([...mapping.statuses.keys()].join(' / '));
    return report(draft, context, 'MAP-STATUS-UNKNOWN', { field: 'status', received: word, expected });
  }
  const field = meaning.stage === 'reported' ? null : fieldOf(meaning.stage);
  if (field !== null && draft.picture[field] === null && meaning.at !== null) {
    draft.picture[field] = readTime(draft, context, meaning.stage, meaning.at) ?? null;
    draft.absent.delete(field);
  }
  if (field !== null && draft.picture[field] === null && !draft.absent.has(field)) {
    return report(draft, context, 'FLOW-STATUS-TIME', { field: meaning.stage, received: word });
  }
  const stage = stageOf(draft.picture);
  if (stage !== meaning.stage && hasEnded(stage) !== hasEnded(meaning.stage)) {
    report(draft, context, 'FLOW-STATUS-CONTRADICTS', { field: 'status', received: word, expected: stageWord(stage) });
  }
}
