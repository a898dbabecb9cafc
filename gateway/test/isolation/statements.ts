import type { TestDatabase } from '@liangji/platform/testing';

/** A statement as a county's pool sends it. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Roles that act for one county at a time. */
const COUNTY_ROLES = ['county', 'ingest'] as const;

/** Hears every statement that connections opened from now on send for a county. */
export function hearStatements(database: TestDatabase): Statement[] {
  const heard: Statement[] = [];
  for (const role of COUNTY_ROLES) {
    database.pool(role).on('connect', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((...args: unknown[]) => {
        const [first, second] = args as [string | Statement, unknown[] | undefined];
        const { text, values } = typeof first === 'string' ? { text: first, values: second } : first;
        heard.push({ text, values: values ?? (Array.isArray(second) ? second : []) });
        return query(...args);
      }) as typeof client.query;
    });
  }
  return heard;
}

/** Functions of schema api by what their first argument names: `tenant_id`, `city_id`, or something of a look-up. */
export async function firstArguments(database: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database
    .pool('direct')
    .query<{ name: string; first: string }>(
      `select p.proname as name, p.proargnames[1] as first from pg_proc p where p.pronamespace = 'api'::regnamespace`,
    );
  return new Map(rows.map(({ name, first }) => [name, first]));
}

const LOOKUPS = new Set(['class', 'case_rule', 'classes']);
const RELATION = /"?\b(biz|api)"?\."?(\w+)"?(\()?/g;
const BY_PARAMETER = /"?tenant_id"? = \$(\d+)/g;
/** PostGraphile asks for many at once by a list of keys, in the order of the identifiers. */
const BY_LIST = /"?tenant_id"? = __\w+_identifiers__\."id(\d+)"/;
const INSERT = /insert into "?biz"?\."?\w+"?\s*\(\s*"?tenant_id"?\b[^)]*\)\s*(?:select|values \()\s*\$(\d+)/g;

/**
 * Does a statement over tenant tables say whose rows it wants, beside what row-level security says? By a parameter, a list
 * of keys, the first column of an insert, or the first argument of a function of schema api. A function whose first
 * argument is the city is a question of the city; what a county receives from it is its own part.
 */
export function namesItsTenant({ text, values }: Statement, firstArgument: ReadonlyMap<string, string>): boolean {
  const relations = [...text.matchAll(RELATION)].filter(([, , name]) => !LOOKUPS.has(name!));
  if (relations.length === 0) return true;
  const isNumber = (value: unknown): boolean => Number.isInteger(value);
  const parameters = [...text.matchAll(BY_PARAMETER), ...text.matchAll(INSERT)];
  if (parameters.some(([, n]) => isNumber(values[Number(n) - 1]))) return true;
  const list = BY_LIST.exec(text);
  if (list) {
    const keys = JSON.parse(String(values[0])) as unknown[][];
    return keys.every((key) => isNumber(key[Number(list[1])]));
  }
  return relations.some(([, schema, name, call]) => {
    if (schema !== 'api' || call === undefined) return false;
    return ['tenant_id', 'city_id'].includes(firstArgument.get(name!) ?? '') && isNumber(values[0]);
  });
}
