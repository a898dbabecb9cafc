import { message } from '../../kernel/message.ts';
import { startedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';

/** The body of the unit that a row names, as it was when the case was given to it. The name stays beside it as it was sent, also where it means no unit. */
export function lead(draft: Draft, context: IntakeContext): void {
  const { unitName } = draft.picture;
  if (draft.absent.has('unitName')) draft.absent.add('leadUnitId');
  if (unitName === null) return;
  const meant = context.unitOf(unitName, startedAt(draft.picture, context));
  const about = { field: 'unit', received: unitName };
  if (meant === undefined) {
    report(draft, context, 'MAP-UNIT-UNKNOWN', { ...about, expected: message('expected.unit') });
  } else if ('gone' in meant) {
    const expected = message('expected.unit-in-force', { unit: meant.gone });
    report(draft, context, 'MAP-UNIT-GONE', { ...about, expected });
  } else draft.picture.leadUnitId = meant.bodyId;
}
