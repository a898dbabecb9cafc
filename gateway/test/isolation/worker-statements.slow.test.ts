import { breachesHeard } from '@liangji/infra/citus';
import {
  applySample,
  closePeriod,
  foldTenant,
  readWorkload,
  receiveBatch,
  refreshRanking,
  replayPeriod,
  inTenant,
  putMapping,
  runBatch,
  SAMPLE_MONTH,
  sampleCityActing,
  sealAudit,
  systemDeps,
  verifyAudit,
  type Acting,
  type Deps,
} from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asNdjson, makeRows, MAPPING } from '../../bench/rows.ts';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';
import { heardFolder } from './environment.ts';
import { hearStatements } from './hear-statements.ts';
import { namelessIn } from './names-its-tenant.ts';

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(() => house?.close());

/** Half-way through the month, then after its end. */
const at = (time: string): Deps => ({ ...systemDeps, clock: { now: () => new Date(time) } });

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test(
  'every statement of the worker for a county names the tenant for every table in it, and none breaks a rule for Citus',
  { timeout: 240_000 },
  async () => {
    const { database, files } = house;
    const heard = hearStatements(database);
    const city = await sampleCityActing(database);
    const { rows } = await database
      .pool('direct')
      .query<{ id: number }>("select id from control.tenant where slug = 'shehong'");
    const county: Acting = { tenantId: rows[0]!.id, cityId: city.cityId, actor: 'test' };

    const source = { sourceId: null, sourceCode: 'shehong-main' };
    await inTenant(database, 'ingest', county, (trx) =>
      putMapping(trx, systemDeps, county, { ...source, document: MAPPING }),
    );
    const services = { database, deps: at('2026-10-15T00:00:00Z'), files };
    const sent = makeRows(300, new Date('2026-10-01T00:00:00Z'));
    for (const [clientBatchId, batch] of [
      ['first', sent.slice(0, 200)],
      ['second', sent.slice(100).map((row) => ({ ...row, 描述: 'changed' }))],
    ] as const) {
      const upload = {
        ...source,
        clientBatchId,
        fileName: null,
        format: 'ndjson',
        bytes: once(asNdjson(batch)),
      } as const;
      await receiveBatch(services, county, upload);
      await runBatch(services, county);
    }
    await foldTenant(database, county);
    await refreshRanking(database, services.deps, city, county.tenantId);
    await readWorkload(database, services.deps, county);
    await closePeriod(database, at('2026-11-20T00:00:00Z'), city, SAMPLE_MONTH.label);
    await replayPeriod(database, city, SAMPLE_MONTH.label);
    for (const acting of [county, city]) {
      await sealAudit(database, acting);
      await verifyAudit(database, acting);
    }

    for await (const tenant of applySample(database, systemDeps, 'http://localhost/realms/again')) void tenant;
    const everything = [...heard]; // what is asked from here on is the test's own
    expect(everything.some(({ role, text }) => role === 'operator' && text.includes('biz'))).toBe(true);

    const acting = everything.filter(({ role }) => role !== 'direct' && role !== 'operator');
    const different = new Map(acting.map((one) => [`${one.role} ${one.text}`, one]));
    const ofRollup = [...different.values()].filter(({ role, text }) => role === 'rollup' && text.includes('biz'));
    expect(ofRollup.length).toBeGreaterThan(30);
    const nameless: [string, string[], string][] = [];
    for (const one of different.values()) {
      const tables = await namelessIn(database, one);
      if (tables.length > 0) nameless.push([one.role, tables, one.text.slice(0, 400)]);
    }
    expect(nameless).toEqual([]);

    const client = await database.superuser();
    try {
      expect(await breachesHeard(client, everything, heardFolder)).toEqual([]);
    } finally {
      await client.end();
    }
  },
);
