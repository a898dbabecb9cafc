import { sql, type Selectable } from 'kysely';
import { calendarOf } from '../../calendars/read-calendar.ts';
import { writeAudit } from '../../audit/write-audit.ts';
import type { Acting, Database, Trx } from '../../database/database.ts';
import type { DB } from '../../database/tables.ts';
import { inTenant } from '../../database/transaction.ts';
import { assignments, unnestRows, type Columns } from '../../database/unnest-rows.ts';
import { written } from '../../database/written.ts';
import type { Deps } from '../../kernel/deps.ts';
import { caseRow, type CaseRow } from '../case-row.ts';
import { projectCase, type ProjectedCase } from '../project.ts';
import { FIRST_CASE, readCasesAfter } from '../read-events.ts';
import { BATON_COLUMNS, DESK_COLUMNS, FACT_COLUMNS, PROJECTED_COLUMNS } from './columns.ts';
import { closeCut } from './cut.ts';
import { readHomes } from './lead-home.ts';
import { writeTexts } from '../text/write-texts.ts';
import { refreshCases } from './refresh-cases.ts';
import { insertFacts, updateFacts } from './write-facts.ts';
import { replaceTurns, TURN_COLUMNS, turnRows } from './write-turns.ts';

/** A value of a row that is not what the events of its case say; of a row too few or too many, its presence. */
export interface RowDifference {
  readonly table: 'biz.case' | 'biz.case_fact' | 'biz.case_turn';
  readonly caseId: string;
  /** Of a turn with its number before it. */
  readonly column: string;
  readonly stored: string | null;
  readonly projected: string | null;
}

export interface Rebuilt {
  readonly cases: number;
  readonly differences: readonly RowDifference[];
}

interface RebuiltCase extends CaseRow, Pick<ProjectedCase, 'baton' | 'version'> {
  readonly caseId: string;
  readonly leadHomeId: number | null;
}

/** Everything in `case` that its events decide; the rest are the moments at which we wrote it. */
const REBUILT_COLUMNS: Columns<RebuiltCase> = {
  id: { type: 'uuid', of: (c) => c.caseId },
  ...PROJECTED_COLUMNS,
  ...BATON_COLUMNS,
  ...DESK_COLUMNS,
  lead_home_id: { type: 'int4', of: (c) => c.leadHomeId },
  version: { type: 'int4', of: (c) => c.version },
};

/**
 * Projects every case of a tenant from its events alone, under the calendar in force, and compares with the rows of `case`,
 * `case_fact` and `case_turn`; with `write`, stale cases are refreshed first, then rows that differ are written anew, audited,
 * and the buckets they touch marked; what is searched of every case is made anew. Page by page, each with the tenant's cut to
 * itself, so that nothing is recorded meanwhile. A case row without events, or a turn without a case, is only reported: nothing
 * says what it is.
 */
export async function rebuildTenant(
  database: Database,
  deps: Deps,
  tenant: Acting,
  { write }: { readonly write: boolean },
): Promise<Rebuilt> {
  const differences: RowDifference[] = [];
  if (write) while (await refreshCases(database, deps, tenant));
  let cases = 0;
  let after = FIRST_CASE;
  for (;;) {
    const page = await inTenant(database, 'rollup', tenant, (trx) =>
      rebuildPage(trx, database, deps, tenant, after, write),
    );
    if (page === null) break;
    cases += page.cases;
    differences.push(...page.differences);
    after = page.last;
  }
  differences.push(...(await inTenant(database, 'rollup', tenant, (trx) => rowsWithoutCase(trx, tenant))));
  return { cases, differences };
}

interface Page extends Rebuilt {
  readonly last: string;
}

async function rebuildPage(
  trx: Trx,
  database: Database,
  deps: Deps,
  tenant: Acting,
  after: string,
  write: boolean,
): Promise<Page | null> {
  const { tenantId } = tenant;
  if ((await readCasesAfter(trx, tenantId, after, null)).size === 0) return null;
  await closeCut(trx, deps, tenantId);
  const events = await readCasesAfter(trx, tenantId, after, null);
  const ids = [...events.keys()];
  const rows = await trx
    .selectFrom('biz.case')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  const facts = await trx
    .selectFrom('biz.case_fact')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', ids)
    .execute();
  const turns = await trx
    .selectFrom('biz.case_turn')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('case_id', 'in', ids)
    .execute();
  const turnsOf = Map.groupBy(turns, (turn) => turn.case_id);
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const factOf = new Map(facts.map((fact) => [fact.case_id, fact]));
  const calendar = await calendarOf(trx, tenantId);
  const homes = await readHomes(trx, tenantId);
  const rebuilt = [...events].map(([caseId, some]): RebuiltCase => {
    const projected = projectCase(some);
    const { baton, version } = projected;
    const leadHomeId = homes.get(projected.picture.leadUnitId ?? NaN) ?? null;
    return { caseId, baton, version, leadHomeId, ...caseRow(calendar, projected) };
  });
  const differences = rebuilt.flatMap((one) => [
    ...differencesOf('biz.case', one, REBUILT_COLUMNS, rowOf.get(one.caseId)),
    ...differencesOf('biz.case_fact', one, FACT_COLUMNS, factOf.get(one.caseId)),
    ...turnDifferences(one, turnsOf.get(one.caseId) ?? []),
  ]);
  if (write && differences.length > 0) {
    const differing = (table: RowDifference['table']) => {
      const of = new Set(differences.flatMap((one) => (one.table === table ? [one.caseId] : [])));
      return rebuilt.filter(({ caseId }) => of.has(caseId));
    };
    const wrongFacts = differing('biz.case_fact');
    const missing = wrongFacts.filter(({ caseId }) => !factOf.has(caseId));
    const wrong = wrongFacts.filter(({ caseId }) => factOf.has(caseId));
    if (missing.length > 0) await insertFacts(trx, tenant, deps.ids.next(), missing);
    if (wrong.length > 0) await updateFacts(trx, tenant, deps.ids.next(), wrong);
    await replaceTurns(trx, tenant, differing('biz.case_turn'));
    await writeCases(
      database,
      tenant,
      differing('biz.case').filter(({ caseId }) => rowOf.has(caseId)),
    );
    const data = { values: differences.length, cases: new Set(differences.map(({ caseId }) => caseId)).size };
    await writeAudit(trx, deps, tenant, { action: 'case.rebuild', subject: ids[0] ?? after, data });
  }
  if (write) await writeTexts(trx, tenant, ids);
  return { cases: rebuilt.length, differences, last: ids.at(-1) ?? after };
}

/** As the desk's clerk, whoever holds the cases: a county may not write what its city holds. */
async function writeCases(database: Database, tenant: Acting, cases: readonly RebuiltCase[]): Promise<void> {
  if (cases.length === 0) return;
  await inTenant(database, 'clerk', tenant, (trx) =>
    written(
      trx,
      cases.length,
      sql`
      update biz."case" as c set ${assignments(REBUILT_COLUMNS, 'r', 'id')} from ${unnestRows(cases, REBUILT_COLUMNS)}
       where c.tenant_id = ${tenant.tenantId} and c.id = r.id
      returning 1`,
    ),
  );
}

function differencesOf<T extends { readonly caseId: string }>(
  table: RowDifference['table'],
  one: T,
  columns: Columns<T>,
  row: Readonly<Record<string, unknown>> | undefined,
): RowDifference[] {
  const { caseId } = one;
  if (row === undefined) return [{ table, caseId, column: '(row)', stored: null, projected: 'present' }];
  return Object.entries(columns).flatMap(([column, { of }]) => {
    const stored = textOf(row[column]);
    const projected = textOf(of(one));
    return stored === projected ? [] : [{ table, caseId, column, stored, projected }];
  });
}

function turnDifferences(one: RebuiltCase, stored: readonly Selectable<DB['biz.case_turn']>[]): RowDifference[] {
  const rowOf = new Map(stored.map((row) => [row.turn_no, row]));
  const projected = turnRows([one]);
  const surplus = stored.filter(({ turn_no: no }) => no > projected.length);
  const differences = projected.flatMap((turn) =>
    differencesOf('biz.case_turn', turn, TURN_COLUMNS, rowOf.get(turn.turnNo)).map((difference) => ({
      ...difference,
      column: `${turn.turnNo} ${difference.column}`,
    })),
  );
  const tooMany = surplus.map(({ turn_no: no }): RowDifference => ({
    ...{ table: 'biz.case_turn', caseId: one.caseId, column: `${no} (row)`, stored: 'present', projected: null },
  }));
  return [...differences, ...tooMany];
}

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.toISOString() : String(value as string | number | boolean);
};

/** Rows of `case` without an event, and of `case_turn` without a case. */
async function rowsWithoutCase(trx: Trx, { tenantId }: Acting): Promise<RowDifference[]> {
  const { rows } = await sql<Pick<RowDifference, 'table' | 'caseId' | 'column'>>`
    select 'biz.case' as table, c.id as "caseId", '(row)' as column from biz."case" c
      left join biz.case_event e on e.tenant_id = ${tenantId} and e.tenant_id = c.tenant_id and e.case_id = c.id
     where c.tenant_id = ${tenantId} and e.id is null
    union all
    select 'biz.case_turn', t.case_id, t.turn_no || ' (row)' from biz.case_turn t
      left join biz."case" c on c.tenant_id = ${tenantId} and c.tenant_id = t.tenant_id and c.id = t.case_id
     where t.tenant_id = ${tenantId} and c.id is null`.execute(trx);
  return rows.map((row) => ({ ...row, stored: 'present', projected: null }));
}
