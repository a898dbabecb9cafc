import type { Client, ClientBase } from 'pg';
import type { TestDatabase } from '../cluster.ts';
import { handleOf } from '../../src/database/database.ts';
import { withTenantClient } from '../../src/database/transaction.ts';
import { ROLES } from '../../src/database/roles.ts';
import { BIG } from './filled.ts';
import type { HotQuery } from './hot-queries.ts';

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The statements that a hot query really sends, explained in its own transaction as its own role. */
export async function plansOf(database: TestDatabase, query: HotQuery): Promise<PlanNode[]> {
  return withTenantClient(database, query.role, query.acting, async (client) =>
    explain(client, await sentBy(client, query)),
  );
}

/** The same without those indexes: a superuser drops them, becomes the role, looks and takes everything back. */
export async function plansWithoutIndexes(
  superuser: Client,
  database: TestDatabase,
  query: HotQuery,
): Promise<PlanNode[]> {
  const statements = await withTenantClient(database, query.role, query.acting, (client) => sentBy(client, query));
  const { tenantId, cityId, unitId, actor } = query.acting;
  await superuser.query('begin');
  try {
    for (const index of query.indexes) await drop(superuser, index);
    await superuser.query(`set local role ${ROLES[query.role]}`);
    await superuser.query('select app.become($1, $2, $3, $4)', [tenantId, cityId, unitId, actor]);
    return await explain(superuser, statements);
  } finally {
    await superuser.query('rollback');
  }
}

async function drop(superuser: Client, index: string): Promise<void> {
  const { rows } = await superuser.query<{ sql: string }>(
    `select coalesce(
       (select format('alter table %s drop constraint %I cascade', conrelid::regclass, conname)
          from pg_constraint where conindid = $1::regclass and contype in ('p', 'u')),
       format('drop index %s', $1::regclass)) as sql`,
    [`biz.${index}`],
  );
  await superuser.query(rows[0]!.sql);
}

/** What is wrong with the plans of a query: a big table read from end to end, another index than expected, no tenant. */
export function faultsOf(query: HotQuery, plans: readonly PlanNode[]): string[] {
  const nodes = plans.flatMap(flatten);
  const faults = nodes.flatMap((node) => {
    const index = node['Index Name'];
    if (index === undefined) {
      const isWhole = node['Node Type'].includes('Seq Scan') && BIG.includes(node['Relation Name'] ?? '');
      return isWhole ? [`reads ${node['Relation Name']} from end to end`] : [];
    }
    if (![...query.indexes, ...(query.beside ?? [])].includes(index)) return [`uses ${index}`];
    return /tenant_id|city_id/.test(node['Index Cond'] ?? '') ? [] : [`searches ${index} without a tenant`];
  });
  const used = nodes.some((node) => query.indexes.includes(node['Index Name'] ?? ''));
  return used ? faults : [...faults, `uses none of ${query.indexes.join(', ')}`];
}

async function sentBy(client: ClientBase, query: HotQuery): Promise<Statement[]> {
  const sent: Statement[] = [];
  const send = client.query.bind(client) as (...args: unknown[]) => unknown;
  client.query = ((...args: unknown[]) => {
    const [first, second] = args as [string | Statement, readonly unknown[] | undefined];
    sent.push(typeof first === 'string' ? { text: first, values: second ?? [] } : first);
    return send(...args);
  }) as typeof client.query;
  try {
    await query.ask(handleOf(client as never));
  } finally {
    client.query = send as typeof client.query;
  }
  return sent;
}

async function explain(client: ClientBase, statements: readonly Statement[]): Promise<PlanNode[]> {
  const plans: PlanNode[] = [];
  for (const { text, values } of statements) {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (format json) ${text}`, [
      ...values,
    ]);
    plans.push(rows[0]!['QUERY PLAN'][0].Plan);
  }
  return plans;
}

const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
