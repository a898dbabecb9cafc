import { readFile } from 'node:fs/promises';
import { systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeIntakeRing } from '../../src/worker/intake-ring.ts';
import { openSampleHouse, type SampleHouse } from '../sample-house.ts';

let house: SampleHouse;
beforeAll(async () => {
  house = await openSampleHouse();
});
afterAll(() => house?.close());

const GOOD = await readFile(
  new URL('../../../platform/test/intake/faults/reopened-1-closed.csv', import.meta.url),
  'utf8',
);

async function send(id: string, text: string): Promise<{ batchId: string; tenantId: number }> {
  const answer = await house.app.inject({
    ...{ method: 'POST', url: `/intake/v1/batches?clientBatchId=${id}`, payload: text },
    headers: { 'content-type': 'text/csv', ...(await house.machine('shehong-upload')) },
  });
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json();
}

test('batches that fail step aside: the worker comes to the good ones of their county without waiting', async () => {
  const pool = house.database.pool('direct');
  await pool.query(`create function biz.broken() returns trigger language plpgsql as $$
    begin if new.address like '%broken%' then raise exception 'broken'; end if; return new; end $$`);
  await pool.query('create trigger broken before insert on biz."case" for each row execute function biz.broken()');
  const bad: string[] = [];
  for (const n of [1, 2, 3, 4]) {
    const text = GOOD.replaceAll('G72-00001', `BAD-${n}`).replaceAll('太和大道', 'broken');
    bad.push((await send(`bad-${n}`, text)).batchId);
  }
  const { batchId: good, tenantId } = await send('good', GOOD);
  const errors: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (about: object) => void errors.push(about) };
  const ring = makeIntakeRing({ database: house.database, deps: systemDeps, files: house.files, log }, () => undefined);
  ring.wake({ tenantId, cityId: 1 });
  await ring.idle();
  const { rows } = await pool.query<{ id: string; state: string; is_paused: boolean }>(
    'select id, state, paused_until is not null as is_paused from biz.batch where tenant_id = $1 order by received_at',
    [tenantId],
  );
  expect(rows).toEqual([
    ...bad.map((id) => ({ id, state: 'running', is_paused: true })),
    { id: good, state: 'completed', is_paused: false },
  ]);
  expect(errors).toHaveLength(4);
  await pool.query('drop function biz.broken cascade');
});
