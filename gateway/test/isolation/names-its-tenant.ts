import type { TestDatabase } from '@liangji/platform/testing';
import type { Statement } from './hear-statements.ts';
import { conditionsOf, nodesOf, type PlanNode } from './plan.ts';

type Acting = NonNullable<Statement['acting']>;

/** Published by the city to its counties: their rows carry the number of the city. */
const PUBLISHED = ['scheme', 'scheme_adoption', 'period', 'period_snapshot'];

/** What rollup reads over all counties when it acts for the city itself: who they are, and their results to rank. */
const CITY_WIDE = ['tenant', 'result'];

/**
 * The tenant tables that a statement reads or writes without saying whose rows it wants, beside what row-level security
 * says: none if all is well. Asked of the planner, for an owner whom no policy holds: what is left is the statement's own
 * conditions, views opened, a number that follows through an inner or left join included (a cluster's planner follows it
 * too). Every table must be held to the acting tenant's number itself: being equal to a column of another table, or to one of
 * a list of keys, is not enough to find its shard.
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
  const held = heldAliases(plan, reads, statement.role, acting);
  return [
    ...closed.map((node) => `function api.${String(node['Function Name'])} that the planner cannot open`),
    ...reads.filter(({ Alias }) => !held.has(Alias!)).map((node) => `biz.${node['Relation Name']} as ${node.Alias}`),
    ...inserts
      .filter((node) => !insertsOwn(node, statement, acting))
      .map((node) => `insert into biz.${node['Relation Name']}`),
  ];
}

/** Names of the tables, sub-queries and `with` parts of a plan whose rows are the acting tenant's, by their conditions. */
function heldAliases(plan: PlanNode, reads: PlanNode[], role: Statement['role'], acting: Acting): Set<string> {
  const equalities = conditionsOf(plan).flatMap(({ text, aliases }) => {
    const [one, other, ...more] = text.split(' = ');
    if (one === undefined || other === undefined || more.length > 0) return [];
    return [
      { aliases, left: one, right: other },
      { aliases, left: other, right: one },
    ];
  });
  return new Set(
    reads
      .filter(({ Alias: alias = '', 'Relation Name': relation = '' }) =>
        equalities
          .filter(({ aliases }) => aliases?.has(alias) ?? true)
          .some(({ left, right }) => holds(alias, relation, left, right, role, acting)),
      )
      .map(({ Alias }) => Alias!),
  );
}

function holds(
  alias: string,
  relation: string,
  left: string,
  right: string,
  role: Statement['role'],
  { tenantId, cityId }: Acting,
): boolean {
  const [, name, column] = /^"?(.+?)"?\.(tenant_id|city_id)$/.exec(left) ?? [];
  if (name !== alias) return false;
  if (column === 'city_id') {
    return right === String(cityId) && role === 'rollup' && tenantId === cityId && CITY_WIDE.includes(relation);
  }
  const numbers = PUBLISHED.includes(relation) ? [tenantId, cityId] : [tenantId];
  return numbers.map(String).includes(right);
}

/** The first column of every tenant table is tenant_id; rows given one by one bring it as the first of their values. */
function insertsOwn({ Plans }: PlanNode, { text, values }: Statement, { tenantId }: Acting): boolean {
  const first = Plans?.find((child) => child['Parent Relationship'] === 'Outer')?.Output?.[0];
  if (first !== '"*VALUES*".column1') return first === String(tenantId);
  const rows = [...text.slice(text.indexOf(' values ')).matchAll(/\(\$(\d+),/g)];
  return rows.length > 1 && rows.every(([, n]) => values[Number(n) - 1] === tenantId);
}
