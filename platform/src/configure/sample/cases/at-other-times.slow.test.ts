import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/cluster.ts';
import { openRankedPeriod } from '../../../assessment/open-ranked-period.ts';
import { foldTenant } from '../../../assessment/counting/fold.ts';
import { loadCalendar } from '../../../calendars/load-calendar.ts';
import { loadCatalogues } from '../../../catalogues/load-catalogues.ts';
import { asOwner } from '../../../database/transaction.ts';
import { installationDigest } from '../../../cases/reporter/installation-digest.ts';
import { refreshCases } from '../../../cases/record/refresh-cases.ts';
import { systemDeps } from '../../../kernel/deps.ts';
import { applySampleScheme, sampleCityActing } from '../apply-sample-scheme.ts';
import { applySample } from '../apply-sample.ts';
import { openSampleMonths } from '../sample-month.ts';
import { makeSampleCases } from './make-sample-cases.ts';

const ISSUER = 'http://localhost/realms/liangji';
const clockAt = (at: string) => ({ now: () => new Date(`${at}:00+08:00`) });

/** When somebody may try it first: at night and on days nobody works, at the ends of month, year and calendar, and beyond it. */
const MOMENTS: readonly { readonly name: string; readonly now: string; readonly months: readonly string[] }[] = [
  // The month of the sample, closed whatever the clock says.
  { name: 'inside the National Day holiday', now: '2026-10-03T15:00', months: ['2026-09', '2026-10'] },
  { name: 'on a Sunday night', now: '2026-12-06T23:10', months: ['2026-11', '2026-12'] },
  { name: 'on the last day of the published years', now: '2026-12-31T23:50', months: ['2026-12'] },
  { name: 'half an hour into a new year', now: '2027-01-01T00:30', months: ['2026-12', '2027-01'] },
  { name: 'on 29 February', now: '2028-02-29T09:15', months: ['2028-02'] },
  { name: 'years after the last notice', now: '2029-05-08T10:00', months: ['2029-04', '2029-05'] },
];

/** Those of whose cases one was closed or is overdue (scenes.ts). */
const SCORED = ['anju', 'chuangxin', 'chuanshan', 'daying', 'pengxi', 'wuliugang'];
/** 物流港 has one closed case: filed in the old year and due in the new one, it gives no score to either month. */
const AT_NEW_YEAR = ['2026-12-31T23:50', '2027-01-01T00:30'];

const files = mkdtempSync(join(tmpdir(), 'liangji-sample-'));
afterAll(() => rmSync(files, { recursive: true, force: true }));

describe.each(MOMENTS)('the native cases of a city that starts $name', ({ now, months }) => {
  let database: TestDatabase;
  const at = `'${now}:00+08:00'::timestamptz`;
  const rows = async <Row>(text: string): Promise<readonly Row[]> =>
    (await asOwner(database, (trx) => sql.raw<Row>(text).execute(trx))).rows;
  const count = async (from: string): Promise<number> =>
    (await rows<{ n: number }>(`select count(*)::int as n from ${from}`))[0]!.n;

  beforeAll(async () => {
    database = await freshDatabase('sample_city', async (template) => {
      await loadCatalogues(template);
      await loadCalendar(template);
      const deps = { ...systemDeps, clock: clockAt('2026-09-01T08:00') };
      for await (const tenant of applySample(template, deps, ISSUER)) void tenant;
      await applySampleScheme(template, deps);
    });
    const deps = { ...systemDeps, clock: clockAt(now), phoneDigest: installationDigest(database) };
    await makeSampleCases({ database, deps, files, issuer: ISSUER });
  });
  afterAll(() => database.drop());

  it('are all there, in every state that a desk works', async () => {
    expect(await count('biz."case"')).toBe(94);
    const states = await rows<{ state: string }>('select distinct state from biz."case" order by state');
    expect(states.map(({ state }) => state)).toEqual([
      ...['check_sending', 'closed', 'closing', 'collecting', 'dispatching', 'disposing', 'filing', 'refused'],
      ...['self_review', 'suspended', 'void'],
    ]);
    expect(await count(`biz.report where state = 'waiting'`)).toBe(4);
  });

  it('happened in the past, each act within the month before', async () => {
    const [events] = await rows<{ late: number; early: number }>(`
      select count(*) filter (where occurred_at > ${at})::int as late,
             count(*) filter (where occurred_at < ${at} - interval '30 days')::int as early from biz.case_event`);
    expect(events).toEqual({ late: 0, early: 0 });
    expect(await count(`biz.assignment where asked_at > ${at}`)).toBe(0);
    expect(await count(`biz.report where reported_at > ${at}`)).toBe(0);
  });

  it('have overdue, yellow, returned, suspended and supervised ones among them', async () => {
    const disposing = `biz."case" where state = 'disposing'`;
    expect(await count(`${disposing} and due_at < ${at}`)).toBeGreaterThanOrEqual(5);
    expect(await count(`${disposing} and warn_at <= ${at} and due_at > ${at}`)).toBeGreaterThanOrEqual(4);
    expect(
      await count(`biz."case" c where state = 'dispatching' and exists (
      select from biz.case_event e where e.tenant_id = c.tenant_id and e.case_id = c.id and e.kind = 'returned')`),
    ).toBe(2);
    expect(await count(`biz."case" where state = 'suspended' and resume_at > ${at}`)).toBe(4);
    expect(await count(`biz.assignment where kind = 'reply' and state = 'open' and due_at > ${at}`)).toBe(2);
  });

  it('wait for the notice of the year where their deadlines count working days that none has settled', async () => {
    // 2026 is the last year with a notice; that of 2027 may still move its last week.
    const expected = `limit_unit in ('working_hour', 'working_day') and due_at >= '2026-12-25T00:00:00+08:00'`;
    expect(await count(`biz."case" where due_provisional <> coalesce(${expected}, false)`)).toBe(0);
    const isBeyond = now > '2027';
    expect((await count(`biz."case" where due_provisional`)) > 0).toBe(now > '2026-12-25');
    const open = `biz."case" where state = 'disposing' and limit_unit like 'working%' and due_at is not null`;
    if (isBeyond) expect(await count(`${open} and not due_provisional and due_at > '2027-01-01'`)).toBe(0);
  });

  it('lie in months that are open for assessment, and are counted in them', async () => {
    const found = await rows<{ month: string }>(
      `select distinct to_char(reported_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month from biz."case" order by 1`,
    );
    expect(found.map(({ month }) => month)).toEqual(months);
    const open = openSampleMonths(new Date(`${now}:00+08:00`));
    const isAfterSample = !months.includes('2026-10');
    if (isAfterSample) expect(open).toEqual(expect.arrayContaining([...months]));
    const city = await sampleCityActing(database);
    const tenants = await rows<{ id: number }>('select tenant_id as id from biz.tenant where tenant_id <> city_id');
    const deps = { ...systemDeps, clock: clockAt(now) };
    for (const { id } of tenants) {
      const tenant = { tenantId: id, cityId: city.cityId, unitId: null, actor: 'test' };
      while (await refreshCases(database, deps, tenant));
      while ((await foldTenant(database, tenant)).more);
    }
    const scored = new Set<string>();
    for (const month of open) {
      const [year, number] = month.split('-').map(Number) as [number, number];
      const toDay = number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
      const { ranking } = await openRankedPeriod(database, deps, city, {
        ...{ label: month, series: 'month', fromDay: `${month}-01`, toDay },
        ...{ schemeId: 'liangji-region-1', schemeVersion: 1 },
      });
      for (const { slug, state } of ranking) if (state === 'scored') scored.add(slug);
    }
    const counted = SCORED.filter((slug) => !(slug === 'wuliugang' && AT_NEW_YEAR.includes(now)));
    expect([...scored].sort()).toEqual(isAfterSample ? counted : []);
  });
});
