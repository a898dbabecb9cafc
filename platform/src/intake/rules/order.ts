import { civilDayNumber, wallText } from '../../calendars/zone.ts';
import { instant, message } from '../../kernel/message.ts';
import { STEP_FIELD, type CasePicture, type StepKind } from '../../cases/fields.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';

/**
 * Chains of steps that can only follow one another; equal times are fine (many systems write a whole chain at once). A
 * resumption before the suspension is that of an earlier one; the merge, which knows them, says so if there was none.
 */
const CHAINS: readonly (readonly StepKind[])[] = [
  ['reported', 'filed', 'dispatched', 'disposed', 'closed'],
  ['reported', 'suspended'],
  ['reported', 'resumed'],
  ['reported', 'extended'],
  ['reported', 'refused'],
  ['reported', 'voided'],
];

/**
 * A time known by its day only follows those of the same day that are known better: it is brought between what came before and
 * what comes after, so that a case closed on the day of its report has a legal order. Across days it is compared as it stands.
 */
export function ofTheDay({ inexact, picture }: Draft, { mapping }: IntakeContext): void {
  if (inexact.size === 0) return;
  const zone = mapping.document.timeZone;
  const isSameDay = (a: Date, b: Date) => civilDayNumber(a, zone) === civilDayNumber(b, zone);
  for (const chain of CHAINS) {
    const known = chain.filter((step) => picture[STEP_FIELD[step]] !== null);
    const move = (
      step: StepKind | undefined,
      beside: StepKind | undefined,
      isOff: (at: Date, other: Date) => boolean,
    ) => {
      if (step === undefined || beside === undefined || inexact.get(step) !== 'day') return;
      const [at, other] = [picture[STEP_FIELD[step]], picture[STEP_FIELD[beside]]];
      if (at === null || other === null || !isSameDay(at, other) || !isOff(at, other)) return;
      picture[STEP_FIELD[step]] = other;
    };
    for (let i = known.length - 2; i >= 0; i--) move(known[i], known[i + 1], (at, next) => at > next);
    for (let i = 1; i < known.length; i++) move(known[i], known[i - 1], (at, before) => at < before);
  }
}

/** Steps in the order in which they can happen, once a chain. */
export function order(draft: Draft, context: IntakeContext): void {
  const { picture } = draft;
  for (const chain of CHAINS) {
    let before: { step: StepKind; at: Date } | null = null;
    for (const step of chain) {
      const at: Date | null = picture[STEP_FIELD[step]];
      if (at === null) continue;
      if (before !== null && at < before.at) {
        report(draft, context, 'TIME-ORDER', {
          field: step,
          received: wallText(at, context.mapping.document.timeZone),
          expected: message('expected.not-before', { step: message(`step.${before.step}`), at: instant(before.at) }),
        });
        break;
      }
      before = { step, at };
    }
  }
}

/** Ends and pauses that cannot both be true. */
export function ends(draft: Draft, context: IntakeContext): void {
  const { picture } = draft;
  if (picture.resumedAt !== null && picture.suspendedAt === null && !draft.absent.has('suspendedAt')) {
    report(draft, context, 'FLOW-RESUMED-ONLY', { field: 'resumed' });
  }
  if (picture.closedAt !== null && (picture.voidedAt ?? picture.refusedAt) !== null) {
    report(draft, context, 'FLOW-TWO-ENDS', { field: 'closed', expected: endOf(picture) });
  }
}

const endOf = (picture: CasePicture) => message(picture.voidedAt === null ? 'step.refused' : 'step.voided');
