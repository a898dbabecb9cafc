import { wallText, type Actor, type InTwo } from '@liangji/platform';
import type { Cell, Column } from './exported-list.ts';
import { WORDS } from './words.ts';

/** Who asks for a list, and the names of the tenants he sees. */
export interface Asking {
  readonly actor: Actor;
  readonly tenants: ReadonlyMap<number, InTwo>;
}

/** Whether somebody of the city asks: his rows are of several counties. */
export const isOfCity = ({ actor }: Asking): boolean => actor.pool === 'city';

/** The county whose rows are asked for: the one named, else the own one; null for all of a city. */
export const countyOf = (asking: Asking, tenantId: number | undefined): number | null =>
  tenantId ?? (isOfCity(asking) ? null : asking.actor.tenantId);

/** The county, or the whole city, in words; null for a county the actor does not see: of it the list is empty. */
export const whose = ({ actor, tenants }: Asking, tenantId: number | undefined): InTwo | null =>
  tenants.get(tenantId ?? actor.tenantId) ?? null;

/** The columns, for the city after one with the county of each row. */
export function columnsFor<Row>(
  asking: Asking,
  county: (row: Row) => InTwo | null,
  columns: readonly Column<Row>[],
): readonly Column<Row>[] {
  return isOfCity(asking) ? [{ title: WORDS.region, width: 16, of: county }, ...columns] : columns;
}

/** How a list is narrowed: whose it is, and the filters that are given. */
export function aboutOf(
  asking: Asking,
  tenantId: number | undefined,
  filters: readonly (readonly [InTwo, Cell])[],
): (readonly [InTwo, Cell])[] {
  return [[WORDS.region, whose(asking, tenantId)], ...filters.filter(([, value]) => value !== null)];
}

/** A bound of time by the clock of whoever asks. */
export function momentOf({ actor }: Asking, value: string | undefined, before = ''): string | null {
  return value === undefined ? null : `${before}${wallText(new Date(value), actor.tenant.timeZone)}`;
}

/** A page of a list, and where the next one begins; null: that was all. */
export interface Page<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | null;
}

/** Every row of a list that is read page by page. */
export async function* allPages<Row, Place>(
  read: (after: Place | null) => Promise<Page<Row, Place>>,
): AsyncGenerator<Row> {
  for (let after: Place | null = null; ;) {
    const { rows, next }: Page<Row, Place> = await read(after);
    yield* rows;
    if (next === null) return;
    after = next;
  }
}

/** A page as GraphQL answers it. */
export interface Connection {
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

export const pageOf = <Row>({ nodes, pageInfo }: Connection): Page<Row, string> => ({
  rows: nodes as unknown as readonly Row[],
  next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
});

/** Rows that are read at a time, as many as a list of GraphQL gives. */
export const ROWS_A_PAGE = 1_000;

/** Answers a document of GraphQL as whoever asks. */
export type AskDocument = (
  document: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;
