import '../service/graphile-env.ts';
import { actingOf, askInTenant, message, Problem, type Actor } from '@liangji/platform';
import type { PgCodec } from 'postgraphile/@dataplan/pg';
import type { Asker } from '../computed/computed.ts';
import { hashOfText } from '../documents/manifest.ts';
import { refuseValue } from '../documents/value-problem.ts';
import { TENANT_OR_CITY, type Argument, type List } from '../lists/list.ts';
import { columnsOfOrder, listStatement, type Bound, type ListPage, type Reach } from './list-statement.ts';
import type { pageMask } from './mask-page.ts';
import { fieldName, type Views } from './page.ts';

type Row = Readonly<Record<string, unknown>>;

/** What is asked of a list: whose rows, which page, in what order, and the arguments that narrow it. */
export interface AskedPage {
  readonly tenantId?: number | null;
  readonly cityId?: number | null;
  readonly first: number;
  readonly after?: string | null;
  readonly before?: string | null;
  readonly sort?: string | null;
  readonly filters: Readonly<Record<string, unknown>>;
}

export interface ReadPage {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasPreviousPage: boolean;
    readonly hasNextPage: boolean;
  };
  readonly nodes: readonly Row[];
}

/** Reads a page of a list as somebody. SYS-INPUT for neither or both of county and city, SYS-GRAPHQL for a value that is none. */
export type ListReader = (asker: Asker, asked: AskedPage) => Promise<ReadPage>;

/** The arguments by which a list may be narrowed. */
export const filtersOf = ({ args }: List): [string, Argument][] =>
  Object.entries(args).filter(([name]) => !(name in TENANT_OR_CITY));

/**
 * Makes the reader of a list. Its statement is written once for every choice of arguments, where PostGraphile would write it
 * for every request, and is prepared under one name.
 */
export function listReader(
  page: ListPage,
  views: Views,
  mask: ReturnType<typeof pageMask>,
  codecOf: (column: string) => PgCodec,
): ListReader {
  const { name, list, computed = {} } = page;
  const sorts = page.sorts ?? { '': list.order };
  const filters = filtersOf(list);
  const statements = new Map<string, { readonly name: string; readonly text: string }>();

  function statementOf(given: [string, Argument][], bound: Bound, reach: Reach, sort: string) {
    const shape = [...given.map(([argument]) => argument), bound, reach, sort].join();
    const known = statements.get(shape);
    if (known !== undefined) return known;
    const asked = { given: given.map(([, argument]) => argument), bound, reach, order: sorts[sort]! };
    const text = listStatement(page, asked, views, codecOf);
    const made = { name: `${name} ${hashOfText(text).slice(0, 16)}`, text };
    statements.set(shape, made);
    return made;
  }

  return async ({ database, actor, now }, { first, after, before, filters: values, ...asked }) => {
    const sort = asked.sort ?? Object.keys(sorts)[0]!;
    const order = Object.hasOwn(sorts, sort) ? sorts[sort]! : refuseValue(message('graphql.value'));
    const label = asked.sort == null ? name : `${name} ${sort}`;
    const { reach, id } = reachOf(name, actor, asked);
    const given = filters.filter(([each]) => values[each] != null);
    const narrowing = given.map(([each, { codec }]) => codec.toPg(values[each]));
    const bound = before != null ? 'before' : after != null ? 'after' : null;
    const cursor = before ?? after;
    const key = cursor == null ? [] : fromCursor(cursor, label, order.length);
    const parameters = [id, ...narrowing, ...key, first + 1];
    const statement = { ...statementOf(given, bound, reach, sort), values: parameters };
    const answers = await askInTenant(database, actor.pool, actingOf(actor), [statement]);
    const { total, rows } = (answers[0]!.rows as [{ total: number; rows: Row[] }])[0];
    const nodes = rows.slice(0, first);
    const isMore = rows.length > first;
    if (bound === 'before') nodes.reverse();
    const columns = columnsOfOrder(order).map(fieldName);
    const cursorOf = (row: Row | undefined): string | null =>
      row === undefined ? null : toCursor([label, ...columns.map((column) => row[column])]);
    const pageInfo = {
      startCursor: cursorOf(nodes[0]),
      endCursor: cursorOf(nodes.at(-1)),
      hasPreviousPage: bound === 'before' ? isMore : bound === 'after',
      hasNextPage: bound === 'before' || isMore,
    };
    const at = now();
    const worked = (row: Row) =>
      Object.fromEntries(Object.entries(computed).map(([each, { of }]) => [each, of(row, at)]));
    return { totalCount: total, pageInfo, nodes: nodes.map((row) => mask({ ...row, ...worked(row) })) };
  };
}

/**
 * A list is of a county, or of all counties of a city. Whoever is of a county means that county when he asks for its city: he
 * sees no other, and a cluster finds where his rows are.
 */
function reachOf(list: string, actor: Actor, { tenantId, cityId }: Pick<AskedPage, 'tenantId' | 'cityId'>) {
  if (tenantId != null && cityId == null) return { reach: 'tenantId', id: tenantId } as const;
  if (cityId == null || tenantId != null) {
    throw new Problem('SYS-INPUT', { reason: message('graphql.reach', { list }) });
  }
  const isOwn = cityId === actor.cityId && actor.tenantId !== actor.cityId;
  return isOwn ? ({ reach: 'tenantId', id: actor.tenantId } as const) : ({ reach: 'cityId', id: cityId } as const);
}

const toCursor = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64');

/** Values of a cursor of this list in this order; refuses one that is none, or of another list. */
function fromCursor(cursor: string, label: string, length: number): unknown[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64').toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const isOurs = Array.isArray(key) && key.length === length + 1 && key[0] === label;
  return isOurs ? (key as unknown[]).slice(1) : refuseValue(message('graphql.value'));
}
