import { sql, type RawBuilder } from 'kysely';
import type { Acting, Database, Trx } from '../database/database.ts';
import { asIdentity, inTenant, type ActingRole } from '../database/transaction.ts';
import { tenantTables } from './canaries/plant-canary.ts';
import type { SandboxTenant } from './canaries/sandbox-tenant.ts';
import type { Sandbox } from './sandbox.ts';

/** Somebody saw what is not theirs, or (`kind` blind) did not see what is: then the hunt proves nothing. */
export interface HuntFinding {
  readonly kind: 'leak' | 'blind';
  readonly entryPoint: string;
  readonly reader: string;
  readonly what: string;
}

export interface Hunt {
  readonly entryPoint: string;
  readonly questions: number;
  readonly findings: readonly HuntFinding[];
}

/** Roles that look over all counties of their city on purpose, in these tables. */
const CITY_WIDE: Readonly<Record<string, readonly string[]>> = {
  rollup: ['tenant', 'result'],
  operator: ['tenant', 'body', 'limit_rule'],
  unit: ['period_cut', 'closing', 'tenant_mode', 'limit_rule'], // a utility of the city works cases of all its counties
};
/** A worker may take this row away at any moment. */
const FLEETING = ['stat_dirty', 'case_dirty'];
const ROLES: readonly ActingRole[] = ['county', 'city', 'unit', 'operator', 'ingest', 'clerk', 'rollup'];
/** Rows looked at without a condition. */
const GLANCE = 500;
/** What no right at all is answered with: by the database, and for a department by the transaction. */
const DENIED: readonly unknown[] = ['42501', 'AUTH-FORBIDDEN'];

interface Reader {
  readonly role: ActingRole;
  readonly name: string;
  readonly acting: Acting;
  readonly own: SandboxTenant | undefined;
  readonly foreign: readonly SandboxTenant[];
}

/**
 * Every role that acts for a tenant asks every tenant table, as each county of the sandbox for the other one and as a city
 * that does not exist for all of them; all at once, so that pooled connections are used in turn by different tenants.
 */
export async function huntBySql(database: Database, sandbox: Sandbox): Promise<Hunt> {
  const tables = await asIdentity(database, tenantTables);
  const questions = readersOf(sandbox).flatMap((reader) => tables.map((table) => ({ reader, table })));
  const inTurn = questions.toSorted((a, b) => a.table.localeCompare(b.table));
  const findings = await Promise.all(inTurn.map(({ reader, table }) => look(database, reader, table)));
  return { entryPoint: 'SQL', questions: questions.length, findings: findings.flat() };
}

function readersOf({ city, counties: [a, b] }: Sandbox): Reader[] {
  const nowhere = { tenantId: -1, cityId: -1, unitId: -1, actor: 'isolation proof' };
  return ROLES.flatMap((role): Reader[] => [
    ...(role === 'city'
      ? []
      : [
          { role, name: 'county a', acting: a, own: a, foreign: [b] },
          { role, name: 'county b', acting: b, own: b, foreign: [a] },
        ]),
    { role, name: 'a city of nobody', acting: nowhere, own: undefined, foreign: [city, a, b] },
  ]);
}

/** A row as text, of the columns that the role may read: some tables are granted by column. */
async function readableOf(trx: Trx, table: string): Promise<RawBuilder<string>> {
  const { rows } = await sql<{ attname: string }>`
    select attname from pg_attribute where attrelid = ${`biz."${table}"`}::regclass and attnum > 0 and not attisdropped
       and has_column_privilege(attrelid, attnum, 'select') order by attnum`.execute(trx);
  const columns = rows.map(({ attname }) => sql.ref(`t.${attname}`));
  return columns.length === 0 ? sql`t::text` : sql`row(${sql.join(columns)})::text`;
}

async function look(database: Database, { role, name, acting, own, foreign }: Reader, table: string) {
  const wrong = CITY_WIDE[role]?.includes(table) && own !== undefined ? [] : foreign;
  const ids = foreign.map(({ tenantId }) => tenantId);
  const rows = await inTenant(database, role, acting, async (trx) => {
    const relation = sql.table(`biz.${table}`);
    const row = await readableOf(trx, table);
    const [aimed, glance] = await Promise.all([
      sql<{ row: string }>`select ${row} as row from ${relation} t where tenant_id = any(${ids}::int[])`.execute(trx),
      sql<{ row: string }>`select ${row} as row from ${relation} t limit ${GLANCE}`.execute(trx),
    ]);
    return { aimed: aimed.rows.map(({ row }) => row), glance: glance.rows.map(({ row }) => row) };
  }).catch((error: unknown) => {
    if (DENIED.includes((error as { code?: unknown }).code)) return undefined; // this role may not ask this table at all
    throw error;
  });
  if (rows === undefined) return [];
  const finding = (kind: HuntFinding['kind'], what: string): HuntFinding => ({
    kind,
    entryPoint: 'SQL',
    reader: `${role} as ${name}`,
    what: `biz.${table}: ${what}`,
  });
  const leaks = wrong.flatMap((tenant) =>
    [
      ...rows.aimed.filter((row) => row.startsWith(`(${tenant.tenantId},`)),
      ...rows.glance.filter((row) => row.includes(tenant.word)),
    ]
      .slice(0, 1)
      .map(() => finding('leak', `a row of ${tenant.slug}`)),
  );
  const seesOwn =
    own === undefined || FLEETING.includes(table) || rows.glance.some((row) => row.startsWith(`(${own.tenantId},`));
  // Schemes with their adoptions, periods and their snapshots are published by the city; a county's own are nobody's.
  const isPublished = ['scheme', 'scheme_adoption', 'period', 'period_snapshot'].includes(table);
  return seesOwn || isPublished ? leaks : [...leaks, finding('blind', 'its own row is not there')];
}
