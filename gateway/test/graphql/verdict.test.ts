import type { TestDatabase } from '@liangji/platform/testing';
import { systemDeps } from '@liangji/platform';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, gatewayOver, twoCounties } from './harness.ts';

/** The clock of the gateway stands at noon of the 20th. */
const NOW = new Date('2026-10-20T04:00:00Z');
const day = (number: number): string => `2026-10-${number}T00:00:00Z`;

/** Cases of willow, all dispatched on the 11th, by what the clock says of them. */
const CASES: Record<string, { stage: string; state: string } & Record<string, string | boolean>> = {
  running: { stage: 'dispatched', state: 'disposing', due_at: day(21) },
  overdue: { stage: 'dispatched', state: 'disposing', due_at: day(15) },
  'overdue, suspended too late': { stage: 'suspended', state: 'suspended', due_at: day(15), suspended_at: day(16) },
  in_time: { stage: 'closed', state: 'closed', due_at: day(15), disposed_at: day(14), closed_at: day(18) },
  late: { stage: 'disposed', state: 'check_sending', due_at: day(15), disposed_at: day(16) },
  suspended: { stage: 'suspended', state: 'suspended', suspended_at: day(12) },
  no_deadline: { stage: 'dispatched', state: 'disposing' },
  void: { stage: 'void', state: 'void', due_at: day(15), voided_at: day(12) },
  refused: { stage: 'refused', state: 'refused', due_at: day(15), refused_at: day(12) },
  self_handled: { stage: 'dispatched', state: 'disposing', due_at: day(15), self_handled: true },
};

let database: TestDatabase;
let app: FastifyInstance;
beforeAll(async () => {
  database = await twoCounties();
  for (const [index, [name, fields]] of Object.entries(CASES).entries()) {
    const row = { ...fields, case_no: name, id: `00000000-0000-7000-9000-00000000000${index}` };
    const columns = Object.keys(row);
    await database.pool('direct').query(
      `insert into biz."case" (tenant_id, city_id, holder_id, holder_unit_id, kind, source_code, source_group, reported_at,
         dispatched_at, created_at, updated_at, ${columns.join()})
       select 2, 1, holder_id, holder_unit_id, 'event', '01', 'patrol', $1, $2, $1, $1,
         ${columns.map((_, position) => `$${position + 3}`).join()}
       from biz."case" where tenant_id = 2 limit 1`,
      [day(10), day(11), ...Object.values(row)],
    );
  }
  app = await gatewayOver(database, { deps: { ...systemDeps, clock: { now: () => NOW } } });
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

const page = async (reader: string, args: string) => {
  const answer = await ask(app, reader, `{ cases(${args}, first: 100) { nodes { caseNo verdict } } }`);
  const { nodes } = answer.data!['cases'] as { nodes: { caseNo: string; verdict: string }[] };
  return nodes.filter(({ caseNo }) => caseNo in CASES);
};

describe('the verdict on a case', () => {
  it.each(['willow', 'riverton'])('is shown to %s, who judges nothing', async (reader) => {
    const rows = await page(reader, 'tenantId: 2');
    expect(rows).toHaveLength(Object.keys(CASES).length);
    for (const { caseNo, verdict } of rows) expect([caseNo, verdict]).toEqual([caseNo, caseNo.split(',')[0]]);
  });

  it('is what the filter of overdue cases goes by: no void, refused or self-handled case is among them', async () => {
    const overdue = await page('willow', `tenantId: 2, overdueAt: "${NOW.toISOString()}"`);
    expect(overdue.map(({ caseNo }) => caseNo).sort()).toEqual(['overdue', 'overdue, suspended too late']);
    const then = await page('riverton', `cityId: 1, overdueAt: "${day(22)}"`);
    expect(then.map(({ caseNo }) => caseNo).sort()).toEqual(['overdue', 'overdue, suspended too late', 'running']);
  });
});
