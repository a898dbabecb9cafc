import { cutText } from '../../kernel/cut-text.ts';
import { message } from '../../kernel/message.ts';
import { placedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';

const FIELDS = [
  ...(['originalX', 'originalY', 'originalCrs', 'longitude', 'latitude'] as const),
  ...(['cellId', 'streetId', 'communityId'] as const),
];
const NUMBER = /^[+-]?\d{1,3}(\.\d+)?$/;

/** Position: as sent, in WGS-84, and its grid cell on the day of the report. A position we do not believe is kept as sent and placed nowhere. */
export function place(draft: Draft, context: IntakeContext): void {
  const { x: readX, y: readY, document } = context.mapping;
  if (readX === null || readY === null || document.place === undefined) return;
  const { picture } = draft;
  const x = plainText(draft, context, 'x', readX);
  const y = plainText(draft, context, 'y', readY);
  if (x === undefined && y === undefined) return leave(draft);
  if (!x && !y) return report(draft, context, 'GEO-MISSING', { field: 'place' });
  const sent = `${x ?? ''}, ${y ?? ''}`;
  picture.originalX = cutText(x ?? '', 40) || null;
  picture.originalY = cutText(y ?? '', 40) || null;
  picture.originalCrs = document.place.crs;
  if (x === undefined || y === undefined || !NUMBER.test(x) || !NUMBER.test(y)) {
    return report(draft, context, 'GEO-INVALID', {
      field: 'place',
      received: sent,
      expected: message('expected.degrees'),
    });
  }
  const placed = context.place(Number(x), Number(y), placedAt(picture, context));
  if (placed.zero) return report(draft, context, 'GEO-ZERO', { field: 'place', received: sent });
  if (placed.placeholder) return report(draft, context, 'GEO-PLACEHOLDER', { field: 'place', received: sent });
  if (placed.swapped) {
    return report(draft, context, 'GEO-SWAPPED', {
      field: 'place',
      received: sent,
      expected: message('expected.longitude-first'),
    });
  }
  if (placed.impossible) {
    return report(draft, context, 'GEO-INVALID', {
      field: 'place',
      received: sent,
      expected: message('expected.degrees'),
    });
  }
  picture.longitude = placed.longitude;
  picture.latitude = placed.latitude;
  picture.cellId = placed.cellId;
  picture.streetId = placed.streetId;
  picture.communityId = placed.communityId;
  if (!placed.insideCounty) report(draft, context, 'GEO-OUTSIDE', { field: 'place', received: sent });
  else if (placed.cellId === null) report(draft, context, 'GEO-NO-CELL', { field: 'place', received: sent });
}

function leave(draft: Draft): void {
  for (const field of FIELDS) draft.absent.add(field);
}
