import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainJpeg } from '@liangji/platform/testing/pictures';
import { asOwner } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateClient } from './foreign-client/python.ts';
import { openForeignHouse } from './foreign-house.ts';
import type { House } from './house.ts';

const client = await generateClient();

if ('lacks' in client) {
  console.warn(`skipped, the generated client in Python: ${client.lacks}`);
  test.skip(`the generated client in Python: ${client.lacks}`, () => undefined);
} else {
  let house: House;
  beforeAll(async () => {
    house = await openForeignHouse();
  });
  afterAll(async () => {
    await house?.close();
    rmSync(client.folder, { recursive: true, force: true });
  });

  test('a client generated in Python walks a case from its register to closed', async () => {
    const { tenant_id } = await asOwner(house.database, (trx) =>
      trx.selectFrom('biz.tenant').select('tenant_id').where('slug', '=', 'pengxi').executeTakeFirstOrThrow(),
    );
    const files = await Promise.all(
      ['#383', '#338'].map(async (colour) => {
        const path = join(client.folder, `${colour.slice(1)}.jpg`);
        writeFileSync(path, await plainJpeg(colour));
        return path;
      }),
    );
    const printed = await client.run('walk.py', files, {
      ...{ ORIGIN: house.origin, ISSUER: house.issuer, TENANT: String(tenant_id) },
    });
    const steps = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(steps.map(({ step, state, version, code }) => [step, code ?? state, code ? null : version])).toEqual([
      ['cases_register', 'collecting', 1],
      ['cases_register', 'collecting', 1],
      ['cases_accept', 'filing', 2],
      ['refused', 'FLOW-MOVED-ON', null],
      ['cases_file', 'dispatching', 3],
      ['cases_dispatch', 'disposing', 4],
      ['cases_take', 'disposing', 5],
      ['cases_feed_back', 'check_sending', 6],
      ['cases_ask_check', 'check_sending', 7],
      ['cases_answer_check', null, null],
      ['cases_pass_check', 'closing', 8],
      ['cases_close', 'closed', 9],
      ['now', 'closed', 9],
    ]);
    const photos = steps.at(-1)?.['photos'] as { usage: string }[];
    expect(photos.map(({ usage }) => usage).toSorted()).toEqual(['after', 'check']);
    // The repetition of the first call made no second case.
    const cases = await asOwner(house.database, (trx) =>
      trx.selectFrom('biz.case').select('id').where('tenant_id', '=', tenant_id).execute(),
    );
    expect(cases.map(({ id }) => id)).toEqual([steps[0]?.['caseId']]);
  });
}
