/** A row of a page and the rows it is shown with. */
export interface PageRow {
  /** View of schema api. */
  readonly view: string;
  readonly columns: readonly string[];
  /** One row each, or null. */
  readonly one?: Readonly<Record<string, BelowRow>>;
  /** Lists, at most `MOST_ROWS` long. */
  readonly many?: Readonly<Record<string, BelowRow & { readonly order: string }>>;
}

/** A row below another one: found by its own columns (left) being the columns of the other (right). */
export interface BelowRow extends PageRow {
  readonly by: Readonly<Record<string, string>>;
}

/** A page that is asked by one statement: a root field `name(tenantId, id)`. */
export interface Page {
  readonly name: string;
  readonly about: string;
  readonly row: PageRow;
}

/** What a statement must know about the views. */
export interface Views {
  readonly isOfTenants: (view: string) => boolean;
  /** Numbers that JSON would round: answered as text. */
  readonly isWide: (view: string, column: string) => boolean;
}

/** More rows of a list are not read. */
export const MOST_ROWS = 1000;

/** A column as GraphQL calls it. */
export const fieldName = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The one statement of a page: a row by tenant ($1) and id ($2) as JSON, with everything below it. */
export function pageStatement({ row }: Page, views: Views): string {
  return `select ${rowJson(row, 'r', views)} as page from api."${row.view}" r where r.tenant_id = $1 and r.id = $2`;
}

/**
 * A row, and everything below it, as a JSON expression. Every view of tenant rows below is held to the tenant by the
 * parameter $1 itself, or, where that is a city, to the tenant of the row above it.
 */
export function rowJson(
  row: PageRow,
  rowAlias: string,
  { isOfTenants, isWide }: Views,
  reach: 'tenantId' | 'cityId' = 'tenantId',
): string {
  let aliases = 0;

  function json(of: PageRow, alias: string): string {
    const columns = of.columns.map(
      (column) => `'${fieldName(column)}', ${alias}.${column}${isWide(of.view, column) ? '::text' : ''}`,
    );
    const one = Object.entries(of.one ?? {}).map(([name, below]) => {
      const inner = `r${++aliases}`;
      return `'${name}', (select ${json(below, inner)} from ${fromClause(below, inner, alias)})`;
    });
    const many = Object.entries(of.many ?? {}).map(([name, below]) => {
      const inner = `r${++aliases}`;
      return `'${name}', (select coalesce(json_agg(${inner}.j), '[]') from (select ${json(below, inner)} as j
        from ${fromClause(below, inner, alias)} order by ${below.order} limit ${MOST_ROWS}) ${inner})`;
    });
    return `json_build_object(${[...columns, ...one, ...many].join(', ')})`;
  }

  function fromClause({ view, by }: BelowRow, alias: string, of: string): string {
    const keys = Object.entries(by).map(([own, other]) => `${alias}.${own} = ${of}.${other}`);
    const tenant = reach === 'tenantId' ? '$1' : `${of}.tenant_id`;
    const conditions = [...(isOfTenants(view) ? [`${alias}.tenant_id = ${tenant}`] : []), ...keys];
    return `api."${view}" ${alias} where ${conditions.join(' and ')}`;
  }

  return json(row, rowAlias);
}
