import '../service/graphile-env.ts';
import type { PgCodec } from 'postgraphile/@dataplan/pg';
import { sql } from 'postgraphile/pg-sql2';
import type { Argument, List, SameReach } from '../lists/list.ts';
import { verbatim } from '../service/verbatim.ts';
import { rowJson, type PageRow, type Views } from './page.ts';

/** A page of a county's list that is asked by one statement: a root field with the arguments of the list. */
export interface ListPage {
  readonly name: string;
  readonly about: string;
  readonly list: List;
  /** Holds the columns by which the list is ordered. */
  readonly row: PageRow;
}

/** The row that a page is read from: the one behind it, the one before it, or none. */
export type Bound = 'after' | 'before' | null;

export const orderOf = ({ order }: List): string[] => order.map((column) => column.replace('-', ''));

/**
 * The one statement of a page of a list: how many rows there are, and as many as asked, as JSON. Its parameters: the tenant,
 * a value for every argument given, the values of the cursor in the order of the list, the number of rows. With `before` the
 * rows come the other way round. Of every table, rows of the tenant only, by the parameter itself.
 */
export function listStatement(
  { list, row }: ListPage,
  given: readonly Argument[],
  bound: Bound,
  views: Views,
  codecOf: (column: string) => PgCodec,
): string {
  let places = 1;
  const parameter = ({ sqlType }: PgCodec): string => `$${++places}::${sql.compile(sqlType).text}`;
  const ofTenant: SameReach = (alias) => sql`${alias}.tenant_id = ${verbatim('$1')}`;
  const r = verbatim('r');
  const conditions = given.map(({ codec, where }) => where(r, verbatim(parameter(codec)), ofTenant));
  const always = list.always === undefined ? [] : [list.always(r)];
  const where = sql.compile(sql.join([ofTenant(r), ...conditions, ...always], ' and ')).text;

  const columns = orderOf(list);
  const descending = list.order[0]!.startsWith('-') !== (bound === 'before');
  const key = columns.map((column) => `r.${column}`);
  const values = bound === null ? [] : columns.map((column) => parameter(codecOf(column)));
  const beyond = bound === null ? '' : ` and (${key.join(', ')}) ${descending ? '<' : '>'} (${values.join(', ')})`;
  const order = key.map((each) => `${each} ${descending ? 'desc' : 'asc'}`).join(', ');
  const from = `from api."${row.view}" r where ${where}`;
  return `select (select count(*) ${from})::int as total,
    (select coalesce(json_agg(p.j), '[]') from
      (select ${rowJson(row, 'r', views)} as j ${from}${beyond} order by ${order} limit $${++places}::int) p) as rows`;
}
