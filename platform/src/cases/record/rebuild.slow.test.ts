import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, picture, prepareRiverton, record, standingDeps } from '../../../test/assessment/cases.ts';
import { freshDatabase, type TestDatabase } from '../../../test/cluster.ts';
import { makeBody, REED, RIVERTON, WILLOW } from '../../../test/people.ts';
import { asOwner } from '../../database/transaction.ts';
import { fingerprint } from '../../database/fingerprint.ts';
import { rebuildTenant } from './rebuild.ts';

let database: TestDatabase;
const deps = standingDeps(local('2026-10-30 09:00'));
const [first, second] = [randomUUID(), randomUUID()];
const sent = picture({
  filedAt: local('2026-10-12 08:10'),
  dispatchedAt: local('2026-10-12 09:00'),
  limitValue: '4',
  limitUnit: 'working_hour',
  unitName: '环卫所',
  leadUnitId: 21,
});
beforeAll(async () => {
  database = await freshDatabase('riverton', prepareRiverton);
  await makeBody(database, 2, 1, 21, 'department');
  const suspended = { ...sent, suspendedAt: local('2026-10-12 10:00'), resumedAt: local('2026-10-13 10:00') };
  const again = { ...suspended, suspendedAt: local('2026-10-13 11:00'), resumedAt: null };
  for (const row of [sent, suspended, again, { ...again, resumedAt: local('2026-10-14 09:00') }]) {
    await record(database, deps, WILLOW, first, row);
  }
  const disposed = { ...sent, disposedAt: local('2026-10-12 11:00'), closedAt: local('2026-10-12 12:00') };
  const reopened = { ...sent, dispatchedAt: local('2026-10-14 09:00'), reworkCount: 1 };
  for (const row of [disposed, reopened, { ...reopened, disposedAt: local('2026-10-14 10:00') }]) {
    await record(database, deps, WILLOW, second, row);
  }
  await record(database, deps, REED, randomUUID(), { ...sent, leadUnitId: null, voidedAt: local('2026-10-12 10:00') });
});
afterAll(() => database.drop());

const check = (write = false) => rebuildTenant(database, deps, WILLOW, { write });
const sabotage = (statement: string, ...values: unknown[]) => database.pool('direct').query(statement, values);

describe('rebuilding cases from their events alone', () => {
  it('finds every row as it stands, and writes nothing', async () => {
    const before = await fingerprint(database);
    expect(await check()).toEqual({ cases: 2, differences: [] });
    expect(await check(true)).toEqual({ cases: 2, differences: [] });
    expect(await rebuildTenant(database, deps, REED, { write: true })).toEqual({ cases: 1, differences: [] });
    expect(await rebuildTenant(database, deps, RIVERTON, { write: true })).toEqual({ cases: 0, differences: [] });
    expect(await fingerprint(database)).toEqual(before);
  });

  it('says which value is not what the events say, and puts it right only when asked to write', async () => {
    const rows = () =>
      asOwner(database, async (trx) => [
        await trx.selectFrom('biz.case').selectAll().orderBy('id').execute(),
        await trx.selectFrom('biz.case_fact').selectAll().orderBy('case_id').execute(),
        await trx.selectFrom('biz.case_turn').selectAll().orderBy('case_id').orderBy('turn_no').execute(),
      ]);
    const before = await rows();
    await sabotage(
      `update biz."case" set suspended_at = '2026-10-12 10:00+08', case_no = 'x', holder_id = 1, holder_unit_id = 10,
         lead_home_id = 1 where id = $1`,
      first,
    );
    await sabotage(`update biz.case_fact set due_at = null, due_day = null where case_id = $1`, first);
    await sabotage(`delete from biz.case_fact where case_id = $1`, second);
    await sabotage(`update biz.case_turn set due_at = null, unit_id = 20 where case_id = $1`, first);
    await sabotage(
      `insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, from_at)
         select tenant_id, city_id, case_id, 2, step, from_at from biz.case_turn where case_id = $1`,
      first,
    );
    await sabotage(`delete from biz.case_turn where case_id = $1`, second);
    const { differences } = await check();
    const found = differences.map(({ table, caseId, column }) => [table, caseId, column]);
    expect(new Set(found.map((one) => one.join(' ')))).toEqual(
      new Set([
        ...['suspended_at', 'case_no', 'holder_id', 'holder_unit_id', 'lead_home_id'].map(
          (column) => `biz.case ${first} ${column}`,
        ),
        ...['due_at', 'due_day'].map((column) => `biz.case_fact ${first} ${column}`),
        ...['1 due_at', '1 unit_id', '2 (row)'].map((column) => `biz.case_turn ${first} ${column}`),
        ...[`biz.case_fact ${second} (row)`, `biz.case_turn ${second} 1 (row)`],
      ]),
    );
    expect(differences.find(({ column }) => column === 'suspended_at')).toMatchObject({
      stored: local('2026-10-12 10:00').toISOString(),
      projected: local('2026-10-13 11:00').toISOString(),
    });
    expect(await check(true)).toMatchObject({ differences: { length: differences.length } });
    expect(await check()).toEqual({ cases: 2, differences: [] });
    expect(await rows()).toEqual(before);
    const marked = await sabotage(
      `select distinct day from biz.stat_dirty where tenant_id = 2 and basis = 'disposal_due'`,
    );
    expect(marked.rowCount).toBeGreaterThan(0);
    const audit = await sabotage(`select data from biz.audit where action = 'case.rebuild'`);
    expect(audit.rows).toEqual([{ data: { cases: 2, values: differences.length } }]);
  });

  it('reports a case without events, and leaves it as it is', async () => {
    const id = randomUUID();
    await sabotage(
      `insert into biz."case" (tenant_id, city_id, id, holder_id, holder_unit_id, case_no, stage, state, kind, source_code,
         source_group, reported_at, created_at, updated_at)
       select tenant_id, city_id, $1, holder_id, holder_unit_id, 'none', stage, state, kind, source_code, source_group,
         reported_at, created_at, updated_at from biz."case" where id = $2`,
      id,
      first,
    );
    expect((await check(true)).differences).toEqual([
      { table: 'biz.case', caseId: id, column: '(row)', stored: 'present', projected: null },
    ]);
    expect((await check()).differences).toHaveLength(1);
  });

  it('reports a turn of a case that is not there', async () => {
    const id = randomUUID();
    await sabotage(
      `insert into biz.case_turn (tenant_id, city_id, case_id, turn_no, step, from_at) values (2, 1, $1, 1, 'disposal', now())`,
      id,
    );
    const expected = { table: 'biz.case_turn', caseId: id, column: '1 (row)', stored: 'present', projected: null };
    expect((await check()).differences).toContainEqual(expected);
  });
});
