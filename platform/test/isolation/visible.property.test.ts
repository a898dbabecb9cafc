import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { promise, settle } from './visible.ts';

/** What somebody might do to a policy, and the statement that does it. */
const SABOTAGE = {
  'a county sees every case': 'alter policy gw_county_select on biz."case" using (true)',
  'a city sees every case': 'alter policy gw_city_select on biz."case" using (true)',
  'a county does not see its own': 'alter policy gw_county_select on biz."case" using (false)',
  'a department sees its whole county': 'alter policy gw_unit_select on biz."case" using (tenant_id = app.tenant_id())',
  'a utility of the city sees all its counties':
    'alter policy gw_unit_select on biz."case" using (city_id = app.city_id())',
  'a department changes what waits at the desk for its check':
    'alter policy gw_unit_update on biz."case" using (city_id = app.city_id() and lead_unit_id = app.unit_id())',
  'an upload forgets the holder':
    'alter policy ingest_update on biz."case" using (tenant_id = app.tenant_id()) with check (tenant_id = app.tenant_id())',
  'an upload forgets the county':
    'alter policy ingest_update on biz."case" using (holder_id = app.tenant_id()) with check (holder_id = app.tenant_id())',
  'a county changes what its city holds':
    'alter policy gw_county_update on biz."case" using (tenant_id = app.tenant_id())',
  'a city changes what its counties hold': 'alter policy gw_city_update on biz."case" using (city_id = app.city_id())',
  'a new case forgets the holder': 'alter policy ingest_insert on biz."case" with check (tenant_id = app.tenant_id())',
  'a new case forgets the county': 'alter policy ingest_insert on biz."case" with check (holder_id = app.tenant_id())',
  'a city makes cases that its counties hold':
    'alter policy gw_city_insert on biz."case" with check (city_id = app.city_id())',
  'a department makes cases': `grant insert on biz."case" to gw_unit;
    create policy p on biz."case" for insert to gw_unit with check (city_id = app.city_id() and lead_unit_id = app.unit_id())`,
  'the clerk of one desk sees the city': 'alter policy clerk_select on biz."case" using (city_id = app.city_id())',
  'rollup may write': `grant update on biz."case" to rollup;
    create policy p on biz."case" for update to rollup using (tenant_id = app.tenant_id())`,
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
