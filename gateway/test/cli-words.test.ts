import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, inTenant, sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putLines } from '../src/cli/mapping.ts';
import { buildProgram } from '../src/cli/program.ts';
import { readCommandEnvironment } from '../src/cli/environment.ts';
import { faultText } from '../src/cli/report-fault.ts';
import { freePort } from './free-port.ts';
import { openHouse, type House } from './house.ts';
import { furnishSampleCity, openSampleHouse } from './sample-house.ts';

let home: string;
let database: TestDatabase;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'liangji-cli-words-'));
  database = await freshDatabase('sample_city_with_period', furnishSampleCity);
});
afterAll(async () => {
  await database.drop();
  rmSync(home, { recursive: true });
});

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(home, name), content);
  return join(home, name);
};

/** `liangji …`: what it prints, or what it says when it goes wrong. */
async function liangji(args: readonly string[], variables: Record<string, string> = {}): Promise<string> {
  const printed: string[] = [];
  const urls = Object.entries(database.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]);
  const program = buildProgram({
    environment: readCommandEnvironment({ LIANGJI_HOME: '/nowhere', ...Object.fromEntries(urls), ...variables }),
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    setExitCode: (code) => printed.push(`exit ${code}`),
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return printed.join('\n');
  } catch (error) {
    return faultText(error);
  }
}

describe('what is asked for and is not there', () => {
  test.each([
    ['rank', '2026-13'],
    ['replay', '2026-13'],
  ])('a period cannot be looked up by `%s` without an answer that names those there are', async (...args) => {
    expect(await liangji(args)).toBe(
      '没有评价周期 2026-13；现有：2026-10。 There is no period 2026-13; there are: 2026-10. (PERIOD-UNKNOWN)',
    );
  });

  test('a file cannot be missing, a folder, or no JSON, without one sentence that names it', async () => {
    const missing = join(home, 'missing.csv');
    const mapping = file('broken.json', '{\n  "name": "a",\n}');
    const csv = file('a.csv', 'a\n1\n');
    const check = (data: string, document: string, ...more: string[]) =>
      liangji(['mapping', 'check', '--file', data, '--mapping', document, ...more]);
    expect(await check(missing, mapping)).toBe(`没有文件 ${missing}。 There is no file ${missing}. (SYS-FILE-MISSING)`);
    expect(await check(home, mapping)).toMatch(/EISDIR.*\(SYS-FILE-UNREADABLE\)$/);
    expect(await check(csv, mapping)).toBe(
      `${mapping} 不是 JSON：第 3 行第 1 列处有误。 ${mapping} is no JSON: it goes wrong at line 3, column 1. (SYS-FILE-NOT-JSON)`,
    );
    expect(await check(csv, file('cut.json', '{"name": '))).toMatch(/第 1 行第 10 列.*\(SYS-FILE-NOT-JSON\)$/);
    expect(await check(csv, file('empty.json', '{}'))).toMatch(/\(ENV-MAPPING\)$/);
    expect(await check(csv, mapping, '--rows', 'many')).toMatch(/--rows many.*\(SYS-INPUT\)$/);
    const upload = ['upload', '--as', 'shehong-upload', '--file', missing];
    expect(await liangji(upload, { LIANGJI_CLIENT_SECRET: 'x' })).toMatch(/\(SYS-FILE-MISSING\)$/);
  });

  test('a gateway or realm that is away is reported to be away', async () => {
    const error: unknown = await fetch(`http://127.0.0.1:${await freePort()}`).catch((thrown: unknown) => thrown);
    expect(String(error)).toBe('TypeError: fetch failed');
    expect(faultText(error)).toMatch(/\(SYS-UNAVAILABLE\)$/);
  });

  test('a fault of the command itself says so and shows where', () => {
    expect(faultText(new TypeError('x is not a function'))).toMatch(
      /^命令执行中出现内部错误，详情如下。 .*\(SYS-COMMAND\)\nTypeError: x is not a function\n +at /,
    );
  });
});

test('a mapping is checked in the words of the sender, in its zone, without ids of ours', async () => {
  const pengxi = sampleCity().find(({ slug }) => slug === 'pengxi')!;
  const csv = file('pengxi.csv', sampleMonth(pengxi).bytes);
  const output = await liangji([
    ...['mapping', 'check', '--file', csv],
    ...['--mapping', file('pengxi.json', JSON.stringify(pengxi.sources[0]!.mapping))],
  ]);
  expect(output).toMatch(/可采用 accepted \d+, 未通过 rejected \d+/);
  expect(output).toMatch(/KEY-ID-MISSING .*\[列 column: 编号\]/);
  expect(output).toMatch(/类别 class +(event|component):\d+ \p{Script=Han}/u);
  expect(output).toMatch(/上报 reported +2026-10-\d\d \d\d:\d\d:\d\d$/m);
  expect(output).not.toMatch(/classId|ruleId|\dZ\b|T\d\d:/);
});

test('one look at the help shows every command by its whole name', () => {
  const help = buildProgram({
    environment: readCommandEnvironment({ LIANGJI_HOME: '/nowhere' }),
    deps: systemDeps,
    print: () => {},
    progress: undefined,
    setExitCode: () => {},
  }).helpInformation();
  for (const name of ['sample upload', 'mapping use <version>', 'period open <label>', 'batch retry <batch-id>']) {
    expect(help).toContain(`\n  ${name} `);
  }
  expect(help).not.toMatch(/^ {2}(sample|mapping|batch|audit) {2,}/m);
});

describe('a batch that was given up', () => {
  test('is listed to the operator and can be sent to the workers again, no other can', async () => {
    const house = await openSampleHouse();
    try {
      const urls = Object.entries(house.database.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]); // prettier-ignore
      const here = (...args: string[]) => liangji(args, Object.fromEntries(urls));
      expect(await here('batch', 'given-up')).toBe('因平台故障而放弃的批次 batches given up: 0');
      const { batchId, tenantId } = (
        await house.app.inject({
          method: 'POST',
          url: '/intake/v1/batches?clientBatchId=october&fileName=oct.csv',
          headers: { 'content-type': 'text/csv', ...(await house.machine('pengxi-upload')) },
          payload: 'a\n1\n',
        })
      ).json();
      expect(await here('batch', 'retry', batchId)).toMatch(new RegExp(`批次 ${batchId}.*\\(KEY-GIVEN-UP\\)$`));
      expect(await here('batch', 'retry', 'x')).toMatch(/批次 x.*\(KEY-GIVEN-UP\)$/);
      await asOwner(house.database, (trx) =>
        trx.updateTable('biz.batch').set({ state: 'refused', refused_code: 'SYS-FAULT' }).where('id', '=', batchId).execute(),
      ); // prettier-ignore
      expect(await here('batch', 'given-up')).toMatch(new RegExp(`pengxi +${batchId} .*oct.csv\n.*given up: 1$`));
      expect(await here('batch', 'retry', batchId)).toMatch(/^已重新排队/);
      const acting = { tenantId, cityId: 1, actor: 'test' };
      const { state } = await inTenant(house.database, 'ingest', acting, (trx) =>
        trx.selectFrom('biz.batch').select('state').where('tenant_id', '=', tenantId).where('id', '=', batchId).executeTakeFirstOrThrow(),
      ); // prettier-ignore
      expect(state).toBe('queued');
      const retried = await asOwner(house.database, (trx) =>
        trx.selectFrom('biz.audit').select('actor').where('action', '=', 'batch.retry').execute(),
      );
      expect(retried).toEqual([{ actor: 'operator:sample' }]);
      expect(await here('batch', 'given-up')).toMatch(/given up: 0$/);
    } finally {
      await house.close();
    }
  });
});

describe('a machine client', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.close());

  test('that the realm does not know, or with another secret, is refused in both languages', async () => {
    for (const client of ['shehong-uplaod', 'shehong-upload']) {
      const upload = ['upload', '--as', client, '--file', file('c.csv', 'a\n1\n'), '--url', house.origin];
      expect(await liangji(upload, { LIANGJI_CLIENT_SECRET: 'not the secret' })).toBe(
        `认证域不接受接口账号 ${client}：没有这个账号，或者密钥不对。 ` +
          `The realm does not accept the machine client ${client}: there is no such client, or its secret is wrong. (AUTH-CLIENT)`,
      );
    }
  });

  test('that replaces a mapping reads which one, for whom, and the way back', () => {
    const lines = putLines({ source: 'shehong-main', version: 3, created: true, replaced: 2 }, 'shehong-upload').join(
      '\n',
    );
    expect(lines).toMatch(/v3 取代 v2，该来源系统此后的所有上传都用它 replaces v2 for every upload/);
    expect(lines).toContain('npx liangji mapping use 2 --as shehong-upload');
    expect(putLines({ source: 'shehong-main', version: 3, created: false, replaced: null }, 'x').join()).toMatch(
      /v3 无变化 unchanged$/,
    );
  });
});
