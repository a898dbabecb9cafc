import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database, Trx } from './database.ts';
import { asOwner } from './transaction.ts';

/**
 * Columns that may differ between two databases that hold the same: moments of our own clock, who held a lease, and how
 * the rows of an upload travelled. A column counts unless it stands here.
 */
const VOLATILE: Readonly<Record<string, readonly string[]>> = {
  'biz.audit': ['at', 'written_at'],
  'biz.batch': [
    ...['received_at', 'started_at', 'finished_at', 'heartbeat_at', 'lease_until', 'paused_until', 'generation'],
    ...['format', 'encoding', 'file_name', 'sha256', 'byte_count', 'lines'],
  ],
  'biz.batch_chunk': ['recorded_at'],
  'biz.case': ['case_no', 'created_at', 'updated_at'],
  'biz.case_event': ['recorded_at'],
  'biz.case_person': ['phone_digest'],
  'biz.finding': ['line'],
  'biz.mapping': ['from_at'],
  'biz.period_snapshot': ['opened_at', 'closed_at', 'hash'],
  'biz.period_cut': ['last_recorded_at'],
  'biz.result': ['cut_at', 'last_data_at', 'hash'],
  'biz.stat_dirty': ['marked_at'],
  'biz.scheme': ['created_at'],
  'biz.scheme_adoption': ['adopted_at'],
  'biz.scheme_input': ['entered_at'],
  'control.account': ['subject', 'secret_hash', 'expires_at', 'changed_at'],
  'control.operator': ['created_at'],
  'control.operator_audit': ['at'],
  'control.tenant': ['created_at'],
};

/**
 * Tables made of moments alone: numbers of the day, seals over the audit, sessions, the last due sweep; keys; and what the
 * worker writes after the cases for those who search them.
 */
const LEFT_OUT = new Set([
  ...['biz.case_number', 'biz.audit_seal', 'biz.due_sweep', 'biz.case_text', 'biz.text_word', 'biz.text_state'],
  ...['control.secret', 'control.session', 'control.counter', 'control.quota', 'control.refused_sign_in'],
]);

/** Columns that hold a tenant's number, shown as its slug. */
const TENANT_COLUMNS = ['tenant_id', 'city_id', 'holder_id', 'home_id', 'target_tenant_id', 'origin_id', 'county_id'];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Table → number of rows and hash of its content. Two databases hold the same when these are equal. */
export type Fingerprint = Readonly<Record<string, string>>;

/**
 * The content of every table without what chance and clock put into it: ids of cases, batches and periods are replaced by
 * their natural keys (other ids by nothing), rows are sorted, volatile columns left out. Reads as owner, in one snapshot.
 */
export async function fingerprint(database: Database): Promise<Fingerprint> {
  return asOwner(database, async (trx) => {
    await sql`set transaction isolation level repeatable read read only`.execute(trx);
    const names = await readNames(trx);
    const prints: Record<string, string> = {};
    for (const table of await readTables(trx)) prints[table] = print(await readLines(trx, table, names));
    return prints;
  });
}

interface Names {
  readonly ofId: ReadonlyMap<string, string>;
  readonly ofTenant: ReadonlyMap<number, string>;
}

async function readNames(trx: Trx): Promise<Names> {
  const { rows: tenants } = await sql<{ id: number; slug: string }>`select id, slug from control.tenant`.execute(trx);
  const { rows: named } = await sql<{ id: string; name: string }>`
    select s.case_id::text as id, min(concat_ws(':', 'case', y.code, s.external_id)) as name
      from biz.case_source s join biz.source_system y on y.tenant_id = s.tenant_id and y.id = s.source_id group by 1
    union all select b.id::text, concat_ws(':', 'batch', y.code, b.client_batch_id)
      from biz.batch b join biz.source_system y on y.tenant_id = b.tenant_id and y.id = b.source_id
    union all select id::text, 'period:' || label from biz.period`.execute(trx);
  return {
    ofId: new Map(named.map(({ id, name }) => [id, name])),
    ofTenant: new Map(tenants.map(({ id, slug }) => [id, slug])),
  };
}

async function readTables(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
     where schemaname in ('control', 'lookup', 'biz') order by 1`.execute(trx);
  return rows.map(({ name }) => name).filter((name) => !LEFT_OUT.has(name));
}

async function readLines(trx: Trx, table: string, { ofId, ofTenant }: Names): Promise<string[]> {
  const volatile = VOLATILE[table] ?? [];
  const { rows } = await sql<{ line: Record<string, unknown> }>`
    select to_jsonb(t) - ${[...volatile]}::text[] as line from ${sql.table(table)} t`.execute(trx);
  return rows
    .map(({ line }) => {
      for (const column of TENANT_COLUMNS) {
        if (typeof line[column] === 'number') line[column] = ofTenant.get(line[column]) ?? line[column];
      }
      // The number depends on the order in which uploads came, as case_no does.
      if (table === 'biz.case_event') delete (line['data'] as Record<string, unknown>)['caseNo'];
      if (table === 'biz.result_list') line['case_ids'] = (line['case_ids'] as string[]).map(nameOf(ofId)).sort();
      return JSON.stringify(line).replace(UUID, nameOf(ofId));
    })
    .sort();
}

const nameOf =
  (names: Names['ofId']) =>
  (id: string): string =>
    names.get(id) ?? '(id)';

function print(lines: readonly string[]): string {
  return `${lines.length} ${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}
