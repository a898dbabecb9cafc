import '../service/graphile-env.ts';
import type { PgCodec } from 'postgraphile/@dataplan/pg';
import { sql } from 'postgraphile/pg-sql2';
import type { Argument, List, SameReach } from '../lists/list.ts';
import { verbatim } from '../service/verbatim.ts';
import { rowJson, type PageRow, type Views } from './page.ts';

/** A page of a list that is asked by one statement: a root field with the arguments of the list. */
export interface ListPage {
  readonly name: string;
  readonly about: string;
  readonly list: List;
  /** Holds the columns by which the list is ordered. */
  readonly row: PageRow;
  /** What the platform works out for a row, by the name of its field: columns it is worked out from stand in `row`. */
  readonly computed?: Readonly<Record<string, Computed>>;
  /** May all counties of a city be asked for? Then by `cityId`, one of the two. */
  readonly isOfCities?: true;
  /** What the argument `sort` may be, each an order as that of the list, which is the first. */
  readonly sorts?: Readonly<Record<string, readonly string[]>>;
  /** More rows are not counted: `totalCount` is one more than this then. */
  readonly mostCounted?: number;
}

export interface Computed {
  /** As GraphQL writes it. */
  readonly type: string;
  readonly about: string;
  readonly of: (row: Readonly<Record<string, unknown>>, now: Date) => unknown;
}

/** The row that a page is read from: the one behind it, the one before it, or none. */
export type Bound = 'after' | 'before' | null;

/** Whose rows the first parameter names. */
export type Reach = 'tenantId' | 'cityId';

export const columnsOfOrder = (order: readonly string[]): string[] => order.map((column) => column.replace('-', ''));

/** Conditions that hold a table to the reach. Keys lead with the tenant, so that beside a city its tenants are named. */
const REACH: Readonly<Record<Reach, SameReach>> = {
  tenantId: (alias) => sql`${alias}.tenant_id = ${verbatim('$1')}`,
  cityId: (alias) => sql`${alias}.city_id = ${verbatim('$1')} and ${alias}.tenant_id = any(array(
    select of_city.tenant_id from api.tenant of_city where of_city.city_id = ${verbatim('$1')}))`,
};

/**
 * The one statement of a page of a list: how many rows there are, and as many as asked, as JSON. Its parameters: the tenant
 * or city, a value for every argument given, the values of the cursor in the order of the list, the number of rows. With
 * `before` the rows come the other way round. Of every table, rows of the tenant only, by the parameter itself.
 */
export function listStatement(
  { list, row, mostCounted }: ListPage,
  { given, bound, reach, order }: { given: readonly Argument[]; bound: Bound; reach: Reach; order: readonly string[] },
  views: Views,
  codecOf: (column: string) => PgCodec,
): string {
  let places = 1;
  const parameter = ({ sqlType }: PgCodec): string => `$${++places}::${sql.compile(sqlType).text}`;
  const r = verbatim('r');
  const ofReach = reach === 'cityId' ? sql`${r}.city_id = ${verbatim('$1')}` : REACH.tenantId(r);
  const conditions = given.map(({ codec, where }) => where(r, verbatim(parameter(codec)), REACH[reach]));
  const always = list.always === undefined ? [] : [list.always(r)];
  const where = sql.compile(sql.join([ofReach, ...conditions, ...always], ' and ')).text;

  const columns = columnsOfOrder(order);
  const descending = order[0]!.startsWith('-') !== (bound === 'before');
  const key = columns.map((column) => `r.${column}`);
  const values = bound === null ? [] : columns.map((column) => parameter(codecOf(column)));
  const beyond = bound === null ? '' : ` and (${key.join(', ')}) ${descending ? '<' : '>'} (${values.join(', ')})`;
  const inOrder = key.map((each) => `${each} ${descending ? 'desc' : 'asc'}`).join(', ');
  const from = `from api."${row.view}" r where ${where}`;
  const counted =
    mostCounted === undefined
      ? `select count(*) ${from}`
      : `select count(*) from (select ${from} limit ${mostCounted + 1}) counted`;
  return `select (${counted})::int as total,
    (select coalesce(json_agg(p.j), '[]') from
      (select ${rowJson(row, 'r', views, reach)} as j ${from}${beyond} order by ${inOrder} limit $${++places}::int) p) as rows`;
}
