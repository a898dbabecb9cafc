import { message } from '../../kernel/message.ts';
import type { AreaLevel } from '../../geography/place-index.ts';
import type { CompiledWords } from '../mapping/compile.ts';
import { placedAt } from './case-day.ts';
import type { Draft, IntakeContext } from './draft.ts';
import { report } from './draft.ts';
import { plainText } from './cell-text.ts';

/** Street before community: communities of two streets may have one name. */
const LEVELS = [
  ['street', 'streetId'],
  ['community', 'communityId'],
] as const;

/**
 * Cell, street and community that the row names itself. A point says more of its cell than a code beside it; of its areas a
 * word says more, because their outlines are drawn coarser than people know their streets.
 */
export function namedPlaces(draft: Draft, context: IntakeContext): void {
  const { cell: readCell, street, community } = context.mapping;
  if (readCell === null && street === null && community === null) return;
  if (readCell !== null) cell(draft, context, readCell);
  for (const [level, field] of LEVELS) {
    const spec = context.mapping[level];
    if (spec !== null) area(draft, context, level, field, spec);
  }
}

function cell(draft: Draft, context: IntakeContext, read: NonNullable<IntakeContext['mapping']['cell']>): void {
  const { picture } = draft;
  const code = plainText(draft, context, 'cell', read);
  // Without a column and without a position nothing is known of the cell.
  if (code === undefined && context.mapping.document.place === undefined) draft.absent.add('cellId');
  if (!code) return;
  const places = context.placesAt(placedAt(picture, context));
  const named = places.cellOf(code);
  const about = { field: 'cell', received: code };
  if (named === null)
    return report(draft, context, 'GEO-CELL-UNKNOWN', { ...about, expected: message('expected.cell') });
  if (picture.cellId !== null) {
    if (picture.cellId !== named) report(draft, context, 'GEO-CELL-DIFFERS', about);
    return;
  }
  draft.absent.delete('cellId');
  draft.namesPlaces.add('cellId');
  picture.cellId = named;
  const areas = places.areasOfCell(named);
  picture.streetId ??= areas.streetId;
  picture.communityId ??= areas.communityId;
}

function area(
  draft: Draft,
  context: IntakeContext,
  level: AreaLevel,
  field: 'streetId' | 'communityId',
  spec: CompiledWords<string>,
): void {
  const { picture } = draft;
  const word = plainText(draft, context, level, spec.read);
  if (word === undefined && context.mapping.document.place === undefined) draft.absent.add(field);
  if (!word) return;
  const found = context.placesAt(placedAt(picture, context)).areasCalled(level, spec.words(word) ?? word);
  const [only, ...others] = level === 'community' && found.length > 1 ? found.filter(isIn(picture.streetId)) : found;
  const about = { field: level, received: word };
  if (only === undefined || others.length > 0) {
    return report(draft, context, 'MAP-AREA-UNKNOWN', { ...about, expected: message(`expected.${level}`) });
  }
  if (picture[field] !== null && picture[field] !== only.id) report(draft, context, 'GEO-AREA-DIFFERS', about);
  draft.absent.delete(field);
  draft.namesPlaces.add(field);
  picture[field] = only.id;
}

const isIn =
  (streetId: number | null) =>
  ({ parentId }: { readonly parentId: number | null }): boolean =>
    parentId === streetId;
