import { message } from '../../kernel/message.ts';
import { startedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';

/** The body of the unit that a row names, as it was when the case was given to it. The name stays beside it as it was sent, also where it means no unit. */
export function lead(draft: Draft, context: IntakeContext): void {
  const { unitName } = draft.picture;
  if (draft.absent.has('unitName')) draft.absent.add('leadUnitId');
  if (unitName === null) return;
  const bodyId = context.unitOf(unitName, startedAt(draft.picture, context));
  if (bodyId !== undefined) draft.picture.leadUnitId = bodyId;
  else {
    report(draft, context, 'MAP-UNIT-UNKNOWN', {
      field: 'unit',
      received: unitName,
      expected: message('expected.unit'),
    });
  }
}
