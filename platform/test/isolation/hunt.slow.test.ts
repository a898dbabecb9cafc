import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { loadCatalogues } from '../../src/catalogues/load-catalogues.ts';
import { fingerprint } from '../../src/database/fingerprint.ts';
import { systemDeps } from '../../src/kernel/deps.ts';
import { huntBySql } from '../../src/proof/hunt-sql.ts';
import { removeSandboxes } from '../../src/proof/remove-sandboxes.ts';
import type { AppliedBy } from '../../src/configure/apply/applying.ts';
import { plantSandbox, type Sandbox } from '../../src/proof/sandbox.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';

const by = (issuer: string): AppliedBy => ({ actor: 'operator:li', issuer, accounts: false });

describe('the hunt for canaries in a live database', { timeout: 240_000 }, () => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let before: Awaited<ReturnType<typeof fingerprint>>;
  beforeAll(async () => {
    database = await freshDatabase('lookups', async (fresh) => {
      await loadCatalogues(fresh);
      await loadCalendar(fresh);
    });
    before = await fingerprint(database);
    sandbox = await plantSandbox(database, systemDeps, by('http://localhost/realms/proof'), () => 'x');
  });
  afterAll(() => database.drop());

  it('finds nothing where every policy holds', async () => {
    const { questions, findings } = await huntBySql(database, sandbox);
    expect(findings).toEqual([]);
    expect(questions).toBeGreaterThan(250);
  });

  it('turns red for every policy that forgets its tenant, and for one that hides the own rows', async () => {
    const saboteur = await database.superuser();
    try {
      const { rows } = await saboteur.query<{ table: string; policy: string; qual: string }>(
        `select format('%I.%I', schemaname, tablename) as table, policyname as policy, qual from pg_policies
          where cmd = 'SELECT' and policyname = any($1)`,
        [
          [
            'gw_county_select',
            'gw_city_select',
            'gw_unit_select',
            'gw_operator_select',
            'ingest_select',
            'clerk_select',
            'rollup_select',
          ],
        ],
      );
      expect(rows.length).toBeGreaterThan(110);
      // All policies of a role at once: each table must show its own leak.
      for (const [policy, sabotaged] of Map.groupBy(rows, (row) => row.policy)) {
        const alter = (table: string, using: string) =>
          saboteur.query(`alter policy ${policy} on ${table} using (${using})`);
        for (const { table } of sabotaged) await alter(table, 'true');
        const { findings } = await huntBySql(database, sandbox);
        for (const { table, qual } of sabotaged) await alter(table, qual);
        const role = policy.replace(/^gw_|_select$/g, '');
        const silent = sabotaged.filter(
          ({ table }) =>
            !findings.some(
              ({ kind, reader, what }) =>
                kind === 'leak' && reader.startsWith(`${role} `) && what.startsWith(`${table.replaceAll('"', '')}:`),
            ),
        );
        expect([policy, silent.map(({ table }) => table)]).toEqual([policy, []]);
      }
      await saboteur.query('alter policy gw_county_select on biz.finding using (false)');
      expect((await huntBySql(database, sandbox)).findings).toMatchObject([{ kind: 'blind' }, { kind: 'blind' }]);
      await saboteur.query('alter policy gw_county_select on biz.finding using (tenant_id = app.tenant_id())');
    } finally {
      await saboteur.end();
    }
  });

  it('cannot leave a table out: one without a canary stops it by name', async () => {
    const owner = await database.superuser();
    await owner.query('create table biz.newcomer (tenant_id int, city_id int)');
    await owner.query('alter table biz.newcomer owner to owner');
    try {
      const planting = plantSandbox(database, systemDeps, by('http://localhost/realms/other'), () => 'x');
      await expect(planting).rejects.toThrow('no canary for biz.newcomer');
    } finally {
      await owner.query('drop table biz.newcomer');
      await owner.end();
    }
  });

  it('leaves nothing behind, nor does planting that failed', async () => {
    expect(await removeSandboxes(database, '', systemDeps.clock.now())).toBe(3);
    expect(await fingerprint(database)).toEqual(before);
  });
});
