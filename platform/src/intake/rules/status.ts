import { message, plain } from '../../kernel/message.ts';
import { STEP_FIELD } from '../../cases/fields.ts';
import type { Stage } from '../../cases/types.ts';
import { hasEnded, stageOf } from '../../cases/stage.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { statusOf } from './status-word.ts';
import { readTime } from './times.ts';

/** The field that says since when a case is at a stage; none for its report, which every case has. */
const stepOf = (stage: Exclude<Stage, 'reported'>) => (stage === 'void' ? 'voided' : stage);

/** A stage in the words of its step. */
const stageWord = (stage: Stage) => message(`step.${stage === 'void' ? 'voided' : stage}`);

/** The status word: may say where its step's time stands, and must not contradict the times. Times always win. */
export function status(draft: Draft, context: IntakeContext): void {
  const { mapping } = context;
  const word = mapping.status?.read(draft.cells);
  if (!word) return;
  if (word.includes('\ufffd'))
    return report(draft, context, 'ENV-CHARACTER-NEEDED', { field: 'status', received: word });
  const meaning = statusOf(draft, context);
  if (meaning === undefined) {
    const expected = plain(Object.keys(mapping.document.status?.values ?? {}).join(' / '));
    return report(draft, context, 'MAP-STATUS-UNKNOWN', { field: 'status', received: word, expected });
  }
  const step = meaning.stage === 'reported' ? null : stepOf(meaning.stage);
  const field = step === null ? null : STEP_FIELD[step];
  if (step !== null && field !== null && draft.picture[field] === null && meaning.at !== null) {
    draft.picture[field] = readTime(draft, context, step, meaning.at) ?? null;
    draft.absent.delete(field);
  }
  if (step !== null && field !== null && draft.picture[field] === null && meaning.undated) {
    draft.picture[field] = new Date(context.now);
    draft.inexact.set(step, 'unknown');
    draft.absent.delete(field);
    report(draft, context, 'FLOW-UNDATED', { field: step, received: word });
  }
  if (field !== null && draft.picture[field] === null && !draft.absent.has(field)) {
    return report(draft, context, 'FLOW-STATUS-TIME', { field: meaning.stage, received: word });
  }
  const stage = stageOf(draft.picture);
  if (stage !== meaning.stage && hasEnded(stage) !== hasEnded(meaning.stage)) {
    report(draft, context, 'FLOW-STATUS-CONTRADICTS', { field: 'status', received: word, expected: stageWord(stage) });
  }
}
