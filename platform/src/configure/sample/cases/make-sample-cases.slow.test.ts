import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/cluster.ts';
import { loadCalendar } from '../../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../../catalogues/load-catalogues.ts';
import { asOwner } from '../../../database/transaction.ts';
import { installationDigest } from '../../../cases/reporter/installation-digest.ts';
import { rebuildTenant } from '../../../cases/record/rebuild.ts';
import { refreshCases } from '../../../cases/record/refresh-cases.ts';
import { systemDeps } from '../../../kernel/deps.ts';
import { closePeriod } from '../../../assessment/close-period.ts';
import { receiveBatch } from '../../../intake/receive/receive-batch.ts';
import { runBatch } from '../../../intake/run-batch.ts';
import { applySampleScheme, sampleCityActing } from '../apply-sample-scheme.ts';
import { applySample } from '../apply-sample.ts';
import { sampleCity } from '../sample-city.ts';
import { SAMPLE_MONTH, sampleMonth } from '../sample-month.ts';
import { makeSampleCases } from './make-sample-cases.ts';

const ISSUER = 'http://localhost/realms/liangji';
const NOW = new Date('2026-11-30T10:20:00+08:00'); // a Monday morning

let database: TestDatabase;
const files = mkdtempSync(join(tmpdir(), 'liangji-sample-'));
beforeAll(async () => {
  database = await freshDatabase();
  await loadCatalogues(database);
  await loadCalendar(database);
  for await (const tenant of applySample(database, systemDeps, ISSUER)) void tenant;
  await applySampleScheme(database, systemDeps);
});
afterAll(async () => {
  await database.drop();
  rmSync(files, { recursive: true, force: true });
});

const rows = async <Row>(text: string): Promise<readonly Row[]> =>
  (await asOwner(database, (trx) => sql.raw<Row>(text).execute(trx))).rows;

const make = () => {
  const deps = { ...systemDeps, clock: { now: () => NOW }, phoneDigest: installationDigest(database) };
  return makeSampleCases({ database, deps, files, issuer: ISSUER });
};

describe('the native cases of the sample city', () => {
  let made: ReadonlyMap<string, number>;
  beforeAll(async () => {
    made = await make();
  });

  it('lie in every county and zone, and are not made again', async () => {
    expect([...made.keys()].sort()).toEqual(
      ['anju', 'chuangxin', 'chuanshan', 'daying', 'hedong', 'kaifaqu', 'pengxi', 'shehong', 'wuliugang'].sort(),
    );
    const count = () => rows<{ n: number }>('select count(*)::int as n from biz."case"');
    const [before] = await count();
    expect(before!.n).toBeGreaterThanOrEqual(80);
    expect([...(await make())]).toEqual([]);
    expect(await count()).toEqual([before]);
  });

  it('wait in every state that a desk works', async () => {
    const states = await rows<{ state: string }>('select distinct state from biz."case" order by state');
    expect(states.map(({ state }) => state)).toEqual([
      ...['check_sending', 'closed', 'closing', 'collecting', 'dispatching', 'disposing', 'filing', 'refused'],
      ...['self_review', 'suspended', 'void'],
    ]);
  });

  it('wait for every body of a county, its centre, collectors and the bodies of the city', async () => {
    const held = await rows<{ code: string }>(`
      select distinct b.code from biz.body b join biz.tenant t on t.tenant_id = b.tenant_id
       where t.slug = 'pengxi' and (
         exists (select from biz."case" c where c.tenant_id = b.tenant_id and c.holder_unit_id = b.unit_id)
         or exists (select from biz.assignment a
                     where a.tenant_id = b.tenant_id and a.unit_id = b.unit_id and a.state in ('open', 'accepted')))`);
    const codes = held.map(({ code }) => code);
    for (const code of ['centre', 'enforcement', 'sanitation', 'works', 'parks', 'patrol'])
      expect(codes).toContain(code);
    const ofCity = await rows<{ code: string }>(`
      select distinct b.code from biz."case" c join biz.body b on b.tenant_id = c.tenant_id and b.unit_id = c.holder_unit_id
       where b.home_id <> b.tenant_id order by b.code`);
    expect(ofCity.map(({ code }) => code)).toEqual(['centre', 'power', 'water']);
  });

  it('are overdue, at yellow, urgent, extended, reworked, suspended to tomorrow, asked about and supervised', async () => {
    const among = async (condition: string): Promise<number> => {
      const [found] = await rows<{ n: number }>(`select count(*)::int as n from biz."case" where ${condition}`);
      return found!.n;
    };
    const now = `'${NOW.toISOString()}'::timestamptz`;
    expect(await among(`state = 'disposing' and due_at < ${now}`)).toBeGreaterThanOrEqual(5);
    expect(await among(`state = 'disposing' and warn_at <= ${now} and due_at > ${now}`)).toBeGreaterThanOrEqual(4);
    expect(await among('urgent')).toBe(2);
    expect(await among('extension_count = 1')).toBe(1);
    expect(await among(`state = 'disposing' and rework_count = 1`)).toBe(2);
    expect(await among(`resume_at = '2026-12-01T09:00:00+08:00'`)).toBe(2);
    expect(await among(`state = 'closed' and closed_at > ${now} - interval '4 hours'`)).toBeGreaterThanOrEqual(5);
    const asked = await rows<{ request: string }>(
      `select distinct asks->>'request' as request from biz.assignment where asks is not null order by 1`,
    );
    expect(asked.map(({ request }) => request)).toEqual(['extension', 'return', 'suspension', 'void']);
    const [orders] = await rows<{ n: number }>(
      `select count(*)::int as n from biz.assignment where kind = 'reply' and state = 'open'`,
    );
    expect(orders!.n).toBe(2);
  });

  it('were acted on in the past, each act by somebody in a post that may, and audited', async () => {
    const [events] = await rows<{ late: number; nobody: number }>(`
      select count(*) filter (where occurred_at > '${NOW.toISOString()}')::int as late,
             count(*) filter (where person_id is null or post is null)::int as nobody from biz.case_event`);
    expect(events).toEqual({ late: 0, nobody: 0 });
    const [audit] = await rows<{ n: number }>(
      `select count(*)::int as n from biz.audit where action like 'cases.%' or action = 'reports.submit'`,
    );
    expect(audit!.n).toBeGreaterThan(500);
  });

  it('count as their events say', async () => {
    const tenants = await rows<{ id: number; city: number }>(
      'select tenant_id as id, city_id as city from biz.tenant where tenant_id <> city_id order by 1',
    );
    for (const { id, city } of tenants) {
      const acting = { tenantId: id, cityId: city, unitId: null, actor: 'test' };
      while (await refreshCases(database, systemDeps, acting));
      expect((await rebuildTenant(database, systemDeps, acting, { write: false })).differences).toEqual([]);
    }
  });
});

/** Printed by the sample before there were native cases, and in its documents. */
const OCTOBER = [
  ...[
    ['shehong', '90.40'],
    ['anju', '87.54'],
    ['chuanshan', '84.50'],
    ['pengxi', '83.32'],
    ['daying', '71.36'],
  ],
  ...[
    ['hedong', '95.53'],
    ['kaifaqu', '92.38'],
    ['wuliugang', '88.86'],
    ['chuangxin', '85.09'],
  ],
];

describe('the uploaded month beside them', () => {
  it('has the scores it has without them', async () => {
    const deps = { ...systemDeps, clock: { now: () => NOW } };
    const services = { database, deps, files };
    const tenants = await rows<{ slug: string; tenantId: number; cityId: number }>(
      `select slug, tenant_id as "tenantId", city_id as "cityId" from biz.tenant where tenant_id <> city_id`,
    );
    for (const { slug, tenantId, cityId } of tenants) {
      const acting = { tenantId, cityId, actor: `${slug}-upload` };
      const { fileName, bytes } = sampleMonth(sampleCity().find((tenant) => tenant.slug === slug)!);
      const { batch } = await receiveBatch(services, acting, {
        ...{ sourceId: 1, sourceCode: null, clientBatchId: 'october', fileName, format: null },
        bytes: (async function* () {
          yield bytes;
        })(),
      });
      await runBatch(services, acting, batch.batchId);
    }
    const native = await rows<{ n: number }>(`select count(*)::int as n from biz."case" where source_group is not null
      and exists (select from biz.case_event e where e.tenant_id = "case".tenant_id and e.case_id = "case".id and e.data ? 'act')`);
    expect(native[0]!.n).toBeGreaterThanOrEqual(80);
    const { ranking } = await closePeriod(database, deps, await sampleCityActing(database), SAMPLE_MONTH.label);
    const scores = ranking.toSorted((one, other) => one.group.localeCompare(other.group) || one.rank! - other.rank!);
    expect(scores.map(({ slug, score }) => [slug, score])).toEqual(OCTOBER);
  });
});
