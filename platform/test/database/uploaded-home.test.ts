import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { replayPeriod } from '../../src/assessment/replay.ts';
import { projectCase, type ProjectedCase } from '../../src/cases/project.ts';
import { readEvents } from '../../src/cases/read-events.ts';
import { refreshCases } from '../../src/cases/record/refresh-cases.ts';
import { rebuildTenant } from '../../src/cases/record/rebuild.ts';
import { asOwner } from '../../src/database/transaction.ts';
import { systemDeps } from '../../src/kernel/deps.ts';
import { upload, willowRow } from '../intake/county.ts';
import { RIVERTON } from '../people.ts';
import { migratedHome, type MigratedHome } from './migrated-home.ts';

type Row = Record<string, unknown>;

/**
 * uploaded-home.json: a home of the first release, with every row as it stood then. Its code took four exports of willow and
 * two of reed (13, 20, 27 and 29 October 2026) in which steps went on and times were put right, closed October on
 * 2 November, and took one more export the day after. Of the look-ups it holds what the cases name.
 */
let tables: Record<string, Row[]>;
let home: MigratedHome;
let files: string;
beforeAll(async () => {
  tables = JSON.parse(await readFile(new URL('uploaded-home.json', import.meta.url), 'utf8')) as typeof tables;
  files = await mkdtemp(join(tmpdir(), 'liangji-old-'));
  home = await migratedHome('uploaded_home', fill);
});
afterAll(async () => {
  await home.drop();
  await rm(files, { recursive: true });
});

/** In any order: the keys between tables are looked at when all rows are there. */
async function fill(owner: Client): Promise<void> {
  const { rows: keys } = await owner.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype = 'f'`,
  );
  for (const { table, name } of keys) await owner.query(`alter table ${table} drop constraint ${name}`);
  for (const [table, rows] of Object.entries(tables)) {
    const target = table.replace('.', '."') + '"';
    await owner.query(`insert into ${target} select * from jsonb_populate_recordset(null::${target}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  for (const { table, name, definition } of keys) {
    await owner.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
}

/** What the later migrations change on purpose; everything else stays as it was. */
const CHANGED: Readonly<Record<string, readonly string[]>> = {
  'biz.case': ['holder_unit_id'], // the desk
  'biz.case_event': ['data'], // the report says who holds the case, under which number
};
/** Counters of case numbers without a prefix: none is given any more. */
const LEFT_OUT = ['biz.case_number'];

async function project(id: string): Promise<ProjectedCase> {
  const { case_id: caseId } = tables['biz.case_source']!.find((row) => row['external_id'] === id) as {
    case_id: string;
  };
  const events = await asOwner(home.database, (trx) => readEvents(trx, 2, [caseId]));
  return projectCase(events.get(caseId) ?? []);
}
const timesOf = async (id: string, kind: string): Promise<(string | undefined)[]> =>
  (await project(id)).occurrences.filter((one) => one.kind === kind).map(({ at }) => at?.toISOString());

const willow = { tenantId: 2, cityId: 1, actor: 'willow' };

describe('a home of the first release with uploads and a closed month', () => {
  test('keeps every value there was, but for those listed', async () => {
    for (const [table, before] of Object.entries(tables)) {
      if (LEFT_OUT.includes(table)) continue;
      const target = table.replace('.', '."') + '"';
      const { rows } = await home.owner.query<{ line: Row }>(`select to_jsonb(t) as line from ${target} t`);
      const after = rows.map(({ line }) => line);
      const columns = Object.keys(before[0]!).filter(
        (column) => column in (after[0] ?? {}) && !(CHANGED[table] ?? []).includes(column),
      );
      const lines = (some: Row[]) => some.map((row) => JSON.stringify(columns.map((column) => row[column]))).sort();
      expect([table, lines(after)]).toEqual([table, lines(before)]);
    }
  });

  test('is what its events alone make of it, in every column, once the worker has given it what was not kept then', async () => {
    for (const tenantId of [2, 3]) {
      const tenant = { tenantId, cityId: 1, actor: 'rebuild', unitId: tenantId * 10 };
      const before = await rebuildTenant(home.database, systemDeps, tenant, { write: false });
      const columns = new Set(before.differences.map(({ column }) => column));
      expect(columns).toEqual(new Set(['seen', '1 (row)', 'step_due_at', 'warn_at']));
      while (await refreshCases(home.database, systemDeps, tenant));
      const { cases, differences } = await rebuildTenant(home.database, systemDeps, tenant, { write: false });
      expect({ tenantId, cases, differences }).toEqual({ tenantId, cases: tenantId === 2 ? 13 : 2, differences: [] });
    }
  });

  test('its closed month replays to the same figures, cases and hash', async () => {
    const { hash } = tables['biz.period']![0] as { hash: string };
    expect(await replayPeriod(home.database, RIVERTON, '2026-10')).toMatchObject({
      isEqual: true,
      storedHash: hash,
      replayedHash: hash,
    });
  });

  test('and its results keep the group they were ranked in, which the migration took from the tenants', async () => {
    const { rows } = await home.owner.query('select distinct rank_group from biz.result');
    expect(rows).toEqual([{ rank_group: 'county' }]);
    await home.owner.query(`update biz.tenant set rank_group = 'zone' where tenant_id = 2`);
    expect(await replayPeriod(home.database, RIVERTON, '2026-10')).toMatchObject({ isEqual: true });
    await home.owner.query(`update biz.tenant set rank_group = 'county' where tenant_id = 2`);
  });

  test('a step that was sent again is one occurrence, at the time sent last', async () => {
    expect(await timesOf('W2', 'disposed')).toEqual(['2026-10-12T10:00:00.000Z']);
    expect(await timesOf('W2', 'closed')).toEqual(['2026-10-13T02:00:00.000Z']);
    expect(await timesOf('W4', 'suspended')).toEqual(['2026-10-16T02:00:00.000Z']);
    expect(await timesOf('W11', 'dispatched')).toEqual(['2026-10-13T00:20:00.000Z']);
    expect(await timesOf('W12', 'disposed')).toEqual(['2026-10-12T05:00:00.000Z']);
    expect((await project('W12')).picture.closedAt).toEqual(new Date('2026-10-21T08:00:00Z'));
  });

  test('goes on: an export sent again is unchanged, and a new suspension is a second one', async () => {
    const intake = { database: home.database, files, deps: systemDeps };
    const same = willowRow('W2', { 处置时间: '2026-10-12 18:00:00', 结案时间: '2026-10-13 10:00:00' });
    const open = { 处置时间: '', 结案时间: '' };
    const suspended = willowRow('W3', { ...open, 挂账时间: '2026-10-16 10:00:00' });
    await upload(intake, [same, suspended], { as: willow, clientBatchId: 'after the migration' });
    const { rows } = await home.owner.query<{ outcomes: number[] }>(
      `select k.outcomes from biz.batch_chunk k join biz.batch b on b.tenant_id = k.tenant_id and b.id = k.batch_id
       where b.client_batch_id = 'after the migration'`,
    );
    expect(rows).toEqual([{ outcomes: [3, 2] }]); // unchanged, updated
    expect(await timesOf('W3', 'suspended')).toEqual(['2026-10-12T02:00:00.000Z', '2026-10-16T02:00:00.000Z']);
    expect((await project('W3')).state).toBe('suspended');
    const { differences } = await rebuildTenant(home.database, systemDeps, willow, { write: false });
    expect(differences).toEqual([]);
  });
});
