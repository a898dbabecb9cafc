import type { TestDatabase } from '@liangji/platform/testing';
import type { Statement } from './hear-statements.ts';
import { conditionsOf, nodesOf, type PlanNode } from './plan.ts';

type Acting = NonNullable<Statement['acting']>;

/** Published by the city to its counties: their rows carry the number of the city. */
const PUBLISHED = ['scheme', 'period'];

/**
 * Functions of schema api that ask for a whole city. Only pages of the city ask them; a county that does so by hand
 * receives its own part, from every shard. That no county's page does so is a test of its own.
 */
export const OF_THE_CITY = ['tenants', 'results', 'city_areas', 'city_batches', 'city_cases', 'city_stat_days'];

/** What rollup reads over all counties when it acts for the city itself: who they are, and their results to rank. */
const CITY_WIDE = ['tenant', 'result'];

/** A key of PostGraphile's list of keys, as the planner shows it. */
const LISTED = /^\(*ids(?:_\d+)?\.value ->> (\d+)\)*::integer$/;
const CALL = /"?\bapi"?\."?(\w+)"?\(/g;

/**
 * The tenant tables that a statement reads or writes without saying whose rows it wants, beside what row-level security
 * says: none if all is well. Asked of the planner, for an owner whom no policy holds: what is left is the statement's own
 * conditions, those that follow from its joins included, views and functions opened. Every table must be held to the acting
 * tenant's number, or to the tenant_id of a table that is.
 */
export async function namelessIn(database: TestDatabase, statement: Statement): Promise<string[]> {
  const { text, values, acting } = statement;
  if (!/\b(biz|api)"?\./.test(text)) return [];
  if (acting === undefined) return ['acts for nobody'];
  const client = await database.pool('direct').connect();
  try {
    await client.query('begin');
    await client.query('select app.become($1::int, $2::int, null, $3)', [acting.tenantId, acting.cityId, 'test']);
    await client.query('set local enable_hashjoin = off'); // keys of a join stand at the table that is looked up
    await client.query('set local enable_mergejoin = off');
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>({
      text: `explain (verbose, format json) ${text}`,
      values: [...values],
    });
    return namelessOf(rows[0]!['QUERY PLAN'][0].Plan, statement, acting);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

function namelessOf(plan: PlanNode, statement: Statement, acting: Acting): string[] {
  const tables = [...nodesOf(plan)].filter((node) => node['Relation Name'] !== undefined);
  if (tables.length === 0)
    return ['a plan without tables: a function the planner cannot open, or values that find nothing'];
  const nodes = tables.filter(({ Schema }) => Schema === 'biz');
  const closed = [...nodesOf(plan)].filter((node) => node['Node Type'] === 'Function Scan' && node.Schema === 'api');
  const reads = nodes.filter((node) => node['Node Type'] !== 'ModifyTable');
  const inserts = nodes.filter(({ Operation }) => Operation === 'Insert');
  const held = heldAliases(plan, reads, statement, acting);
  return [
    ...closed.map((node) => `function api.${String(node['Function Name'])} that the planner cannot open`),
    ...reads.filter(({ Alias }) => !held.has(Alias!)).map((node) => `biz.${node['Relation Name']} as ${node.Alias}`),
    ...inserts
      .filter((node) => !insertsOwn(node, statement, acting))
      .map((node) => `insert into biz.${node['Relation Name']}`),
  ];
}

/** Names of the tables, sub-queries and `with` parts of a plan whose rows are the acting tenant's, by their conditions. */
function heldAliases(plan: PlanNode, reads: PlanNode[], statement: Statement, acting: Acting): Set<string> {
  const equalities = conditionsOf(plan).flatMap(({ text, aliases }) => {
    const [one, other, ...more] = text.split(' = ');
    if (one === undefined || other === undefined || more.length > 0) return [];
    return [
      { aliases, left: one, right: other },
      { aliases, left: other, right: one },
    ];
  });
  const held = new Set<string>();
  for (let before = -1; before !== held.size;) {
    before = held.size;
    for (const { Alias: alias = '', 'Relation Name': relation = '' } of reads) {
      const isHeld = equalities
        .filter(({ aliases }) => aliases?.has(alias) ?? true)
        .some(({ left, right }) => holds(alias, relation, left, right, statement, acting, held));
      if (isHeld) held.add(alias);
    }
    for (const [alias, parts] of derivedOf(plan)) {
      if (parts.length > 0 && parts.every((part) => held.has(part))) held.add(alias);
    }
  }
  return held;
}

function holds(
  alias: string,
  relation: string,
  left: string,
  right: string,
  statement: Statement,
  { tenantId, cityId }: Acting,
  held: ReadonlySet<string>,
): boolean {
  const [, name, column] = /^"?(.+?)"?\.(tenant_id|city_id)$/.exec(left) ?? [];
  if (name !== alias) return false;
  if (column === 'city_id') {
    return right === String(cityId) && mayAskCity(relation, statement, tenantId === cityId);
  }
  const numbers = PUBLISHED.includes(relation) ? [tenantId, cityId] : [tenantId];
  if (numbers.map(String).includes(right)) return true;
  const listed = LISTED.exec(right);
  if (listed !== null) {
    const keys = JSON.parse(String(statement.values[0])) as unknown[][];
    return keys.every((key) => numbers.includes(Number(key[Number(listed[1])])));
  }
  const [, other = '', theirs] = /^"?(.+?)"?\.(tenant_id|city_id)$/.exec(right) ?? [];
  return held.has(other) && (theirs === 'tenant_id' || PUBLISHED.includes(relation));
}

function mayAskCity(relation: string, { role, text }: Statement, isCity: boolean): boolean {
  if (role === 'rollup') return isCity && CITY_WIDE.includes(relation);
  return role === 'county' && [...text.matchAll(CALL)].some(([, name]) => OF_THE_CITY.includes(name!));
}

/** Sub-queries and references to `with` parts, each with what it selects from. */
function derivedOf(plan: PlanNode): [string, string[]][] {
  const nodes = [...nodesOf(plan)];
  return nodes.flatMap((node): [string, string[]][] => {
    if (node['Node Type'] === 'Subquery Scan') return [[node.Alias!, (node.Plans ?? []).flatMap(sourcesOf)]];
    if (node['Node Type'] !== 'CTE Scan') return [];
    const part = nodes.find((each) => each['Subplan Name'] === `CTE ${node['CTE Name']}`);
    return [[node.Alias!, part === undefined ? [] : sourcesOf({ ...part, 'Subplan Name': undefined })]];
  });
}

/** What a part selects from; sub-queries beside its rows (`Subplan Name`) are asked about themselves. */
function sourcesOf(node: PlanNode): string[] {
  if (node['Subplan Name'] !== undefined) return [];
  if (node.Schema === 'biz' || node['Node Type'] === 'CTE Scan') return [node.Alias!];
  return (node.Plans ?? []).flatMap(sourcesOf);
}

/** The first column of every tenant table is tenant_id; rows given one by one bring it as the first of their values. */
function insertsOwn({ Plans }: PlanNode, { text, values }: Statement, { tenantId }: Acting): boolean {
  const first = Plans?.find((child) => child['Parent Relationship'] === 'Outer')?.Output?.[0];
  if (first !== '"*VALUES*".column1') return first === String(tenantId);
  const rows = [...text.slice(text.indexOf(' values ')).matchAll(/\(\$(\d+),/g)];
  return rows.length > 1 && rows.every(([, n]) => values[Number(n) - 1] === tenantId);
}
