import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../cluster.ts';
import { promiseOf, settleCases, TABLES, type TableName } from './visible-about-cases.ts';

const OWN = 'tenant_id = app.tenant_id()';
const CITY = 'city_id = app.city_id()';

/** What somebody might do to a policy, and the statement that does it. */
const SABOTAGE: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
  assignment: {
    'a department reads the tasks of its county': `alter policy gw_unit_select on biz.assignment using (${OWN})`,
    'the lead is not shown the task of its assist': `alter policy gw_unit_select on biz.assignment using (${CITY} and unit_id = app.unit_id())`,
    'the lead answers for its assist': `alter policy gw_unit_update on biz.assignment
      using (${CITY} and app.unit_id() in (unit_id, also_unit_id)) with check (${CITY})`,
    'a department gives itself tasks': `grant insert on biz.assignment to gw_unit;
      create policy p on biz.assignment for insert to gw_unit with check (${CITY} and asker_unit_id = app.unit_id())`,
    'the city changes tasks in which it takes no part': `alter policy gw_city_update on biz.assignment using (${CITY})`,
    'a county gives tasks in the name of its city': `alter policy gw_county_insert on biz.assignment with check (${OWN})`,
  },
  case_event: {
    'a department reads what happened while another had the case': `alter policy gw_unit_select on biz.case_event using (${CITY})`,
    'a county writes in the name of its department': `alter policy gw_county_insert on biz.case_event with check (${OWN})`,
    'a city forgets its body': `alter policy gw_city_insert on biz.case_event with check (${CITY})`,
    'a department forgets its body': `alter policy gw_unit_insert on biz.case_event
      with check (${CITY} and assignment_id is not null)`,
    'a county changes what was written': `grant update on biz.case_event to gw_county;
      create policy p on biz.case_event for update to gw_county using (${OWN})`,
  },
  report: {
    'a department reads the reports of others': `alter policy gw_unit_select on biz.report using (${OWN})`,
    'a utility reads the reports of its whole city': `alter policy gw_unit_select on biz.report using (${CITY})`,
    'a department reports in the name of another': `alter policy gw_unit_insert on biz.report with check (${CITY})`,
    'a department decides about its own report': `grant update on biz.report to gw_unit;
      create policy p on biz.report for update to gw_unit using (${CITY} and by_unit_id = app.unit_id())`,
    'a county decides about the reports of others': `alter policy gw_county_update on biz.report using (${CITY})`,
  },
  case_media: {
    'a department sees the photographs of its county': `alter policy gw_unit_select on biz.case_media using (${OWN})`,
    'a utility sees what was not laid out for it': `alter policy gw_unit_select on biz.case_media using (${CITY})`,
    'a county shows photographs in the name of another body': `alter policy gw_county_insert on biz.case_media with check (${OWN})`,
    'a department shows photographs in the name of another': `alter policy gw_unit_insert on biz.case_media
      with check (${CITY} and assignment_id is not null)`,
  },
};
const RUNS = 120;

describe.each(Object.keys(TABLES) as TableName[])('random rows of %s, random readers, shared connections', (table) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await freshDatabase('cases_of_visibility', settleCases);
  });
  afterAll(() => database.drop());

  it('shows exactly the rows of the promise, and lets change and add those of the promise alone', async () => {
    await fc.assert(promiseOf(database, table), { numRuns: RUNS });
  });

  describe('the same turns red', () => {
    it.each(Object.entries(SABOTAGE[table]))('when %s', async (_what, statement) => {
      const spoiled = await freshDatabase('cases_of_visibility', settleCases);
      try {
        const saboteur = await spoiled.superuser();
        await saboteur.query(statement);
        await saboteur.end();
        const assertion = fc.assert(promiseOf(spoiled, table), { numRuns: RUNS, endOnFailure: true });
        await expect(assertion).rejects.toMatchObject({ cause: { name: 'AssertionError' } });
      } finally {
        await spoiled.drop();
      }
    });
  });
});
