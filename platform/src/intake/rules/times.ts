import { civilDayNumber, wallText } from '../../calendars/zone.ts';
import { instant, message, plain } from '../../kernel/message.ts';
import { STEP_FIELD, STEP_KINDS, type StepKind } from '../../cases/fields.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';
import type { CompiledTime } from '../mapping/compile-time.ts';
import { statusOf } from './status-word.ts';

/** Clocks of senders run ahead a little; beyond this a time is in the future. */
const AHEAD_MS = 10 * 60_000;
const ANCIENT = Date.UTC(2000, 0, 1);

/** Step times of the row, each read with the formats of the mapping; those a status word makes meaningless are not. */
export function times(draft: Draft, context: IntakeContext): void {
  const drop = statusOf(draft, context)?.drop ?? [];
  const before = draft.errors;
  let isReported = false;
  for (const step of STEP_KINDS) {
    const time = context.mapping.times.get(step);
    if (time === undefined || drop.includes(step)) continue;
    const at = readTime(draft, context, step, time);
    if (step === 'reported') isReported = draft.errors > before; // why it is unusable
    if (at === undefined) draft.absent.add(STEP_FIELD[step]);
    else if (at !== null) {
      if (step === 'reported') draft.picture.reportedAt = at;
      else draft.picture[STEP_FIELD[step]] = at;
    }
  }
  if (draft.picture.reportedAt.getTime() === 0) {
    draft.absent.delete('reportedAt');
    if (!isReported) report(draft, context, 'TIME-MISSING', { field: 'reported' });
  }
}

/** A time of a step: not readable, not in the future. Undefined = no such column, null = empty or unusable. */
export function readTime(
  draft: Draft,
  context: IntakeContext,
  field: string,
  time: CompiledTime,
): Date | null | undefined {
  const at = readInstant(draft, context, field, time);
  if (at === null || at === undefined) return at;
  if (at.getTime() > context.now + AHEAD_MS && !isToday(draft, context, field, at)) {
    report(draft, context, 'TIME-FUTURE', {
      field,
      received: wallText(at, context.mapping.document.timeZone),
      expected: message('expected.not-after', { at: instant(context.now) }),
    });
    return null;
  }
  if (at.getTime() < ANCIENT)
    report(draft, context, 'TIME-ANCIENT', { field, received: wallText(at, context.mapping.document.timeZone) });
  return at;
}

const isStep = (field: string): field is StepKind => Object.hasOwn(STEP_FIELD, field);

/** A day has begun that is known as a day only: its end may still come. */
function isToday({ inexact }: Draft, { now, mapping }: IntakeContext, field: string, at: Date): boolean {
  const zone = mapping.document.timeZone;
  return isStep(field) && inexact.get(field) === 'day' && civilDayNumber(at, zone) === civilDayNumber(now, zone);
}

/** Any instant of a row, future ones included (deadlines). */
export function readInstant(
  draft: Draft,
  context: IntakeContext,
  field: string,
  time: CompiledTime,
): Date | null | undefined {
  const text = plainText(draft, context, field, time.read);
  if (text === undefined) return undefined;
  if (text === '') return null;
  const ofDay = time.toDay?.(text) ?? null;
  if (ofDay !== null && isStep(field)) draft.inexact.set(field, 'day');
  const ms = ofDay ?? time.toInstant(text);
  if (ms !== null) return new Date(ms);
  report(draft, context, 'TIME-INVALID', { field, received: text, expected: plain(time.formats.join(' / ')) });
  return null;
}
