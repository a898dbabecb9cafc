import { readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migratedHome, type MigratedHome } from './migrated-home.ts';

let home: MigratedHome;
let owner: Client;
beforeAll(async () => {
  const text = await readFile(new URL('old-home.sql', import.meta.url), 'utf8');
  home = await migratedHome('old_home', async (client) => void (await client.query(text)));
  ({ owner } = home);
});
afterAll(() => home.drop());

const rows = async (text: string): Promise<unknown[][]> =>
  (await owner.query<unknown[]>({ text, rowMode: 'array' })).rows;

describe('a home from before bodies', () => {
  test('takes the later migrations and nothing else', () => {
    expect(home.applied[0]).toBe('0013_bodies');
    expect(home.applied).toContain('0014_command');
  });

  test('units get codes of their own, and the body they work in', async () => {
    expect(await rows('select id, code, body_id, name from biz.unit where tenant_id < 3 order by id')).toEqual([
      [10, 'u10', 10, '中心'],
      [11, 'u11', 11, '供电公司'],
      [12, 'u12', 12, '住建局'],
      [13, 'u13', 12, '一队'],
      [20, 'u20', 20, '分中心'],
      [21, 'u21', 21, '园林'],
      [22, 'u22', 21, '养护公司'],
      [23, 'u23', 21, '养护班'],
      [24, 'u24', 20, '采集队'],
    ]);
  });

  test('a tenant without a desk gets one, named like itself', async () => {
    expect(await rows('select id, kind, code, body_id, name from biz.unit where tenant_id = 3')).toEqual([
      [41, 'centre', 'u41', 41, '苇县'],
    ]);
    expect(await rows(`select last_value from control.counter where name = 'unit'`)).toEqual([[41]]);
  });

  test('its own bodies and those of its city may work the cases of a county; a city has its own', async () => {
    expect(
      await rows(
        'select tenant_id, array_agg(unit_id order by unit_id), array_agg(home_id order by unit_id) from biz.body group by 1 order by 1',
      ),
    ).toEqual([
      [1, [10, 11, 12], [1, 1, 1]],
      [2, [10, 11, 12, 20, 21], [1, 1, 1, 2, 2]],
      [3, [10, 11, 12, 41], [1, 1, 1, 3]],
    ]);
  });

  test('jobs and machine clients act for the desk; nobody has chosen a post', async () => {
    expect(await rows('select id, desk_unit_id from control.tenant order by id')).toEqual([[1, 10], [2, 20], [3, 41]]); // prettier-ignore
    expect(await rows('select unit_id from control.machine_client')).toEqual([[20]]);
    expect(await rows('select acting_post_id from control.session')).toEqual([[null]]);
  });

  test('cases lie at the desk of whoever holds them, in the state of their stage', async () => {
    expect(
      await rows(`select case_no, stage, state, holder_id, holder_unit_id, version, lead_unit_id from biz."case"
        where tenant_id = 2 order by case_no`),
    ).toEqual([
      ['1', 'reported', 'collecting', 2, 20, 1, null],
      ['2', 'filed', 'dispatching', 2, 20, 1, null],
      ['3', 'dispatched', 'disposing', 2, 20, 1, null],
      ['4', 'disposed', 'check_sending', 2, 20, 1, null],
      ['5', 'suspended', 'suspended', 2, 20, 1, null],
      ['6', 'closed', 'closed', 2, 20, 1, null],
      ['7', 'refused', 'refused', 2, 20, 1, null],
      ['8', 'void', 'void', 2, 20, 1, null],
      ['9', 'filed', 'dispatching', 1, 10, 1, null],
    ]);
    expect(await rows('select distinct holder_unit_id from biz."case" where tenant_id = 3 and holder_id = 3')).toEqual([
      [41],
    ]);
  });

  test('events were written by the desk, facts know their source, audit rows stay as they were sealed', async () => {
    expect(await rows('select distinct tenant_id, by_unit_id, version from biz.case_event order by 1')).toEqual([
      [2, 20, null],
      [3, 41, null],
    ]);
    expect(await rows('select distinct source_code, pause_ms, seen from biz.case_fact')).toEqual([['hotline', '0', 0]]);
    expect(await rows('select by_unit_id from biz.audit')).toEqual([[null]]);
  });

  test('an upload waits out its pause without a lease, and counts its failed attempts on', async () => {
    const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'HH24:MI')`;
    expect(
      await rows(`select client_batch_id, failed_attempts, failed_at_row, ${utc('paused_until')}, ${utc('lease_until')},
        refused_details from biz.batch order by 1`),
    ).toEqual([
      ['b1', 3, 40, '01:05', null, null],
      ['b2', 2, 40, null, '01:20', null],
      ['b3', 1, 40, null, '01:30', null],
      ['b4', 0, null, null, null, { ref: 'b4', attempts: 6 }],
      ['b5', 0, null, null, '01:40', null],
    ]);
  });
});
