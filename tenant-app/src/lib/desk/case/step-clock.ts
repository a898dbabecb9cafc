import type { CaseDeadline } from '#lib/cases/deadline.ts';
import { word } from '#lib/cases/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { deskWord } from '../acts/words.ts';
import { lampOf, MARKS } from '../queue/lamp.ts';
import type { Lamp, LampKind } from '../queue/lamp.ts';

export type StepClock = CaseDeadline['steps'][number];
type Timed = Pick<StepClock, 'endedAt' | 'dueAt' | 'warnAt' | 'lamp'> & {
  readonly pauses: readonly Pick<StepClock['pauses'][number], 'to' | 'counts' | 'reason'>[];
};

/** How a step that has ended went, by the lamp at its end. */
const ENDED: Readonly<Record<string, readonly [LampKind, () => string]>> = {
  green: ['ok', m.lamp_in_time],
  yellow: ['warn', m.lamp_barely],
  red: ['over', m.lamp_late],
};

/** The lamp of a step: at its end as it was then, while it runs as it is at `now` (ms). */
export function lampOfStep({ endedAt, dueAt, warnAt, lamp, pauses }: Timed, now: number): Lamp {
  if (endedAt !== null) {
    const [kind, text] = ENDED[lamp ?? ''] ?? (['none', m.lamp_none] as const);
    return { kind, mark: MARKS[kind], text: text() };
  }
  const pause = pauses.find(({ to, counts }) => to === null && counts);
  if (pause === undefined) return lampOf({ state: 'running', dueAt, warnAt }, now);
  return { kind: 'paused', mark: MARKS.paused, text: pause.reason === 'suspended' ? m.lamp_paused() : m.lamp_stands() };
}

/** The clock that the deadline of the case is judged by: the latest of the disposal. Null before there is one. */
export const clockOfCase = (steps: readonly StepClock[]): StepClock | null =>
  steps.findLast(({ step }) => step === 'disposal') ?? null;

/** The figures of a step as they add up: what its segments counted, and what its limit came to with the extensions. */
export function sumsOf({ segments, extensions, limitMs }: Pick<StepClock, 'segments' | 'extensions' | 'limitMs'>) {
  const added = extensions.filter(({ effect }) => effect === 'added').length;
  return {
    countedMs: segments.reduce((sum, { countedMs }) => sum + countedMs, 0),
    /** The limit alone, ms; null without one. */
    onceMs: limitMs === null ? null : limitMs / (1 + added),
    added,
  };
}

/** The act that a kind of event comes of, where no other word is known for it. */
const ACT_OF: Readonly<Record<string, string>> = {
  ...{ registered: 'register', accepted: 'accept', verify_asked: 'ask_verify', verify_answered: 'answer_verify' },
  ...{
    check_sent: 'ask_check',
    check_answered: 'answer_check',
    check_passed: 'pass_check',
    assist_asked: 'ask_assist',
  },
  ...{ sent_down: 'send_down', passed_up: 'pass_up', file_returned: 'return_to_acceptor', taken: 'take' },
  ...{ reworked: 'fail_check', returned: 'return_case', recalled: 'recall' },
};

/** What started a clock, by the kind of its event. */
export const startOf = (kind: string): string => {
  const act = ACT_OF[kind];
  return act === undefined ? word('event', kind) : deskWord('act', act);
};
