import '../service/graphile-env.ts';
import { actingOf, askInTenant, message } from '@liangji/platform';
import type { PgCodec } from 'postgraphile/@dataplan/pg';
import { context, loadOne, type FieldArgs } from 'postgraphile/grafast';
import type { Asker } from '../computed/computed.ts';
import { hashOfText } from '../documents/manifest.ts';
import { refuseValue } from '../documents/value-problem.ts';
import { TENANT_OR_CITY, type Argument, type List } from '../lists/list.ts';
import { listStatement, orderOf, type Bound, type ListPage } from './list-statement.ts';
import type { pageMask } from './mask-page.ts';
import { fieldName, type Views } from './page.ts';

type Row = Readonly<Record<string, unknown>>;
type Values = [tenantId: number, first: number, after: string | null, before: string | null, ...filters: unknown[]];

/** The arguments by which a list of one county may be narrowed. */
export const filtersOf = ({ args }: List): [string, Argument][] =>
  Object.entries(args).filter(([name]) => !(name in TENANT_OR_CITY));

/**
 * Makes the plan of a page of a list. Its statement is written once for every choice of arguments, where PostGraphile would
 * write it for every request, and is prepared under one name.
 */
export function listPlan(
  page: ListPage,
  views: Views,
  mask: ReturnType<typeof pageMask>,
  codecOf: (column: string) => PgCodec,
) {
  const { name, list } = page;
  const order = orderOf(list);
  const filters = filtersOf(list);
  const statements = new Map<string, { readonly name: string; readonly text: string }>();

  function statementOf(given: [string, Argument][], bound: Bound) {
    const shape = [...given.map(([argument]) => argument), bound].join();
    const known = statements.get(shape);
    if (known !== undefined) return known;
    const chosen = given.map(([, argument]) => argument);
    const text = listStatement(page, chosen, bound, views, codecOf);
    const made = { name: `${name} ${hashOfText(text).slice(0, 16)}`, text };
    statements.set(shape, made);
    return made;
  }

  const cursorOf = (row: Row | undefined): string | null =>
    row === undefined ? null : toCursor([name, ...order.map((column) => row[fieldName(column)])]);

  async function read({ database, actor }: Asker, [tenantId, first, after, before, ...values]: Values) {
    const given = filters.filter((_, index) => values[index] != null);
    const narrowing = values.filter((value) => value != null).map((value, index) => given[index]![1].codec.toPg(value));
    const bound = before != null ? 'before' : after != null ? 'after' : null;
    const cursor = before ?? after;
    const key = cursor == null ? [] : fromCursor(cursor, name, order.length);
    const statement = { ...statementOf(given, bound), values: [tenantId, ...narrowing, ...key, first + 1] };
    const answers = await askInTenant(database, actor.pool, actingOf(actor), [statement]);
    const { total, rows } = (answers[0]!.rows as [{ total: number; rows: Row[] }])[0];
    const nodes = rows.slice(0, first);
    const isMore = rows.length > first;
    if (bound === 'before') nodes.reverse();
    const pageInfo = {
      startCursor: cursorOf(nodes[0]),
      endCursor: cursorOf(nodes.at(-1)),
      hasPreviousPage: bound === 'before' ? isMore : bound === 'after',
      hasNextPage: bound === 'before' || isMore,
    };
    return { totalCount: total, pageInfo, nodes: nodes.map((row) => mask({ ...row })) };
  }

  const load = async (all: readonly Values[], { shared }: { shared: Asker }) => {
    const pages: unknown[] = [];
    for (const asked of all) pages.push(await read(shared, asked));
    return pages;
  };
  return (_$root: unknown, args: FieldArgs) =>
    loadOne(
      ['tenantId', 'first', 'after', 'before', ...filters.map(([each]) => each)].map((each) => args.getRaw(each)),
      { shared: () => context().get('asker'), load: load as never, name },
    );
}

const toCursor = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64');

/** Values of a cursor of this list; refuses one that is none, or of another list. */
function fromCursor(cursor: string, name: string, length: number): unknown[] {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64').toString());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const isOurs = Array.isArray(key) && key.length === length + 1 && key[0] === name;
  return isOurs ? (key as unknown[]).slice(1) : refuseValue(message('graphql.value'));
}
