import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { promise, settle } from './visible.ts';

/** What somebody might do to a policy, and the statement that does it. */
const SABOTAGE = {
  'a county sees every case': 'alter policy gw_county_select on biz."case" using (true)',
  'a city sees every case': 'alter policy gw_city_select on biz."case" using (true)',
  'a county does not see its own': 'alter policy gw_county_select on biz."case" using (false)',
  'a change forgets the holder':
    'alter policy ingest_update on biz."case" using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id())',
  'a change forgets the county':
    'alter policy ingest_update on biz."case" using (holder_id = app.tenant_id()) with check (holder_id = app.tenant_id())',
  'a new case forgets the holder': 'alter policy ingest_insert on biz."case" with check (tenant_id = app.tenant_id())',
  'a new case forgets the county': 'alter policy ingest_insert on biz."case" with check (holder_id = app.tenant_id())',
  'a county may write': `grant update on biz."case" to gw_county;
    create policy p on biz."case" for update to gw_county using (tenant_id = app.tenant_id())`,
};
const RUNS = 60;

describe('random rows, random readers, shared connections', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
    await settle(database);
  });
  afterAll(() => database.drop());

  it('shows exactly the rows of the promise, and lets only the holder change and add', async () => {
    await fc.assert(promise(database), { numRuns: RUNS });
  });
});

describe('the same turns red', () => {
  it.each(Object.entries(SABOTAGE))('when %s', async (_what, statement) => {
    const database = await freshDatabase();
    try {
      await settle(database);
      const saboteur = await database.superuser();
      await saboteur.query(statement);
      await saboteur.end();
      const assertion = fc.assert(promise(database), { numRuns: RUNS, endOnFailure: true });
      await expect(assertion).rejects.toMatchObject({ cause: { name: 'AssertionError' } });
    } finally {
      await database.drop();
    }
  });
});
