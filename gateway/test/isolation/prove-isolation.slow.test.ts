import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOperator, fingerprint, loadCalendar, loadCatalogues, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runProveIsolation } from '../../src/cli/prove-isolation.ts';
import { SHEHONG_UPLOAD } from '../cast.ts';
import { openHouse, type House } from '../house.ts';

describe('liangji prove-isolation on a running installation', { timeout: 240_000 }, () => {
  let house: House;
  let folder: string;
  beforeAll(async () => {
    house = await openHouse();
    folder = mkdtempSync(join(tmpdir(), 'liangji-report-'));
    await loadCatalogues(house.database);
    await loadCalendar(house.database);
    await createOperator(house.database, systemDeps, { name: 'li', by: undefined, accounts: false });
    // The cast took its numbers by hand.
    await house.database.pool('direct').query("insert into control.counter values ('tenant', 100), ('unit', 100)");
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function prove(as?: string, clientSecret = SHEHONG_UPLOAD.secret): Promise<{ code: number; report: string }> {
    let code = 0;
    const path = join(folder, 'report.md');
    const environment = {
      databaseUrls: house.database.urls,
      superuserUrl: undefined,
      gatewayUrl: house.origin,
      issuer: house.issuer,
      clientSecret,
    };
    await runProveIsolation(
      {
        environment: environment as never,
        deps: systemDeps,
        print: () => undefined,
        progress: undefined,
        setExitCode: (given) => (code = given),
      },
      { report: path, ...(as && { as }) },
    );
    return { code, report: readFileSync(path, 'utf8') };
  }

  test('finds nothing, says so in both languages, and leaves nothing behind', async () => {
    const before = await fingerprint(house.database);
    const { code, report } = await prove(SHEHONG_UPLOAD.clientId);
    expect(report).toContain('未发现泄露');
    expect(report).toContain('No leak');
    expect(code).toBe(0);
    for (const entryPoint of ['SQL', 'HTTP, own process', 'GraphQL, own process', 'GraphQL, running gateway']) {
      expect(report).toMatch(new RegExp(`\\| ${entryPoint}[^|]*\\| [1-9]\\d* \\| 0 \\| 0 \\|`));
    }
    expect(await fingerprint(house.database)).toEqual(before);
  });

  test('without a client of its own it asks the running gateway as nobody, and says so', async () => {
    const { code, report } = await prove();
    expect([code, report.includes('No --as')]).toEqual([0, true]);
  });

  test('proves nothing with a client the gateway turns away, and says that too', async () => {
    const { code, report } = await prove('anju-upload', 'anju-upload-sample');
    expect(code).toBe(1);
    expect(report).toMatch(/无法证明 blind — GraphQL, running gateway .* — anju-upload — every question was refused/);
  });

  test('turns red at every entry point that leans on a policy when that policy forgets its tenant, and still leaves nothing behind', async () => {
    const before = await fingerprint(house.database);
    const saboteur = await house.database.superuser();
    await saboteur.query('alter policy gw_county_select on biz.batch using (true)');
    try {
      const { code, report } = await prove(SHEHONG_UPLOAD.clientId);
      expect(code).toBe(1);
      for (const entryPoint of ['SQL', 'HTTP, own process'])
        expect(report).toMatch(new RegExp(`泄露 leak — ${entryPoint}`));
      expect(report, 'GraphQL names the county in every statement itself').not.toContain('泄露 leak — GraphQL');
      expect(report).toContain(`— ${SHEHONG_UPLOAD.clientId} —`);
    } finally {
      await saboteur.query('alter policy gw_county_select on biz.batch using (tenant_id = app.tenant_id())');
      await saboteur.end();
    }
    expect(await fingerprint(house.database)).toEqual(before);
  });
});
