import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { fill } from './filled.ts';
import { HOT_QUERIES } from './hot-queries.ts';
import { faultsOf, plansOf, plansWithoutIndexes } from './plans.ts';

describe('the hot queries on a filled table, under row-level security', () => {
  let database: TestDatabase;
  let superuser: Client;
  beforeAll(async () => {
    database = await freshDatabase();
    await fill(database);
    superuser = await database.superuser();
  });
  afterAll(async () => {
    await superuser?.end();
    await database?.drop();
  });

  for (const query of HOT_QUERIES) {
    it(`${query.name}: uses ${query.indexes.join(', ')} with its tenant and reads no big table whole`, async () => {
      expect(faultsOf(query, await plansOf(database, query))).toEqual([]);
    });

    it(`${query.name}: turns red without them`, async () => {
      const faults = faultsOf(query, await plansWithoutIndexes(superuser, database, query));
      expect(faults.length).toBeGreaterThan(0);
    });
  }
});
