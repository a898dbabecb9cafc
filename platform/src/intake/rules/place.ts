import { isProjected } from '../../geography/crs.ts';
import type { Place } from '../../geography/place-point.ts';
import { cutText } from '../../kernel/cut-text.ts';
import { message } from '../../kernel/message.ts';
import type { FindingCode } from '../findings/severities.ts';
import { placedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';
import { plainNumber } from './number.ts';

const FIELDS = [
  ...(['originalX', 'originalY', 'originalCrs', 'longitude', 'latitude'] as const),
  ...(['cellId', 'streetId', 'communityId'] as const),
];
const DEGREES = /^[+-]?\d{1,3}(\.\d+)?$/;
const METRES = /^[+-]?\d{1,8}(\.\d+)?$/;

/**
 * Position: as sent, in WGS-84, with its grid cell and areas on the day of the report. A position we do not believe is kept as
 * sent and placed nowhere, unless the row names its cell or areas (`named-places.ts`).
 */
export function place(draft: Draft, context: IntakeContext): void {
  const { x: readX, y: readY, document } = context.mapping;
  if (readX === null || readY === null || document.place === undefined) return;
  const { picture } = draft;
  const x = plainText(draft, context, 'x', readX);
  const y = plainText(draft, context, 'y', readY);
  if (x === undefined && y === undefined) return leave(draft);
  if (!x && !y) {
    // A cell named by the row is a place too; one that we do not know has a finding of its own.
    if (!context.mapping.cell?.(draft.cells)) report(draft, context, 'GEO-MISSING', { field: 'place' });
    return;
  }
  const { crs } = document.place;
  const received = `${x ?? ''}, ${y ?? ''}`;
  picture.originalX = cutText(x ?? '', 40) || null;
  picture.originalY = cutText(y ?? '', 40) || null;
  picture.originalCrs = crs;
  const number = isProjected(crs) ? METRES : DEGREES;
  const [east, north] = [plainNumber(x ?? ''), plainNumber(y ?? '')];
  const placed =
    number.test(east) && number.test(north)
      ? context.place(Number(east), Number(north), placedAt(picture, context))
      : null;
  const fault = faultOf(placed);
  if (fault !== null || placed === null) {
    return report(draft, context, fault ?? 'GEO-INVALID', { field: 'place', received, ...expectedOf(fault, crs) });
  }
  picture.longitude = placed.longitude;
  picture.latitude = placed.latitude;
  picture.cellId = placed.cellId;
  picture.streetId = placed.streetId;
  picture.communityId = placed.communityId;
  if (!placed.insideCounty) report(draft, context, 'GEO-OUTSIDE', { field: 'place', received });
  else if (placed.cellId === null) report(draft, context, 'GEO-NO-CELL', { field: 'place', received });
}

type PlaceFault = Extract<FindingCode, 'GEO-INVALID' | 'GEO-ZERO' | 'GEO-PLACEHOLDER' | 'GEO-SWAPPED'>;

/** Why a position is not believed. */
function faultOf(placed: Place | null): PlaceFault | null {
  if (placed === null) return 'GEO-INVALID';
  if (placed.zero) return 'GEO-ZERO';
  if (placed.placeholder) return 'GEO-PLACEHOLDER';
  if (placed.swapped) return 'GEO-SWAPPED';
  return placed.impossible ? 'GEO-INVALID' : null;
}

function expectedOf(fault: PlaceFault | null, crs: Parameters<typeof isProjected>[0]) {
  if (fault === 'GEO-INVALID') return { expected: message(isProjected(crs) ? 'expected.metres' : 'expected.degrees') };
  if (fault !== 'GEO-SWAPPED') return {};
  return { expected: message(isProjected(crs) ? 'expected.easting-first' : 'expected.longitude-first') };
}

function leave(draft: Draft): void {
  for (const field of FIELDS) draft.absent.add(field);
}
