import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleCity, sampleMonth, systemDeps } from '@liangji/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram } from '../src/cli/program.ts';
import { readCommandEnvironment } from '../src/cli/environment.ts';
import { faultText } from '../src/cli/report-fault.ts';
import { makeIntakeRing } from '../src/worker/intake-ring.ts';
import { openSampleHouse, type SampleHouse } from './sample-house.ts';

const PENGXI = sampleCity().find(({ slug }) => slug === 'pengxi')!;
const MAPPING = PENGXI.sources[0]!.mapping;
let home: string;
let house: SampleHouse;
let realm: Server;
let gateway: string;
/** What somebody at the terminal answers; undefined: nobody is there. */
let answer: boolean | undefined;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'liangji-cli-mapping-'));
  house = await openSampleHouse();
  await house.app.listen({ port: 0, host: '127.0.0.1' });
  gateway = `http://127.0.0.1:${(house.app.server.address() as AddressInfo).port}`;
  realm = await openRealm();
});
afterAll(async () => {
  realm.close();
  await house.close();
  rmSync(home, { recursive: true });
});

/** As much of a realm as a machine client needs: it is given a token of the house. */
async function openRealm(): Promise<Server> {
  const server = createServer((request, response) => {
    const issuer = issuerOf(server);
    const answer = async (): Promise<object> =>
      request.url?.includes('openid-configuration')
        ? { issuer, token_endpoint: `${issuer}/token` }
        : {
            access_token: (await house.machine('pengxi-upload')).authorization.slice('Bearer '.length),
            ...{ token_type: 'Bearer', expires_in: 300 },
          };
    void answer().then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
const issuerOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** `liangji … --as pengxi-upload`: what it prints, or what it says when it goes wrong. */
async function liangji(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const program = buildProgram({
    environment: readCommandEnvironment({ LIANGJI_HOME: '/nowhere', LIANGJI_CLIENT_SECRET: 'x' }),
    deps: systemDeps,
    print: (line) => printed.push(line),
    progress: undefined,
    ...(answer === undefined ? {} : { confirm: async () => answer === true }),
    setExitCode: (code) => printed.push(`exit ${code}`),
  });
  const where = ['--as', 'pengxi-upload', '--url', gateway, '--issuer', issuerOf(realm)];
  try {
    await program.parseAsync([...args, ...where], { from: 'user' });
    return printed.join('\n');
  } catch (error) {
    return faultText(error);
  }
}

test('an uploader who replaces the mapping of a source system reads whose, and the report says with which it was read', async () => {
  const path = (name: string) => join(home, name);
  const { bytes, fileName } = sampleMonth(PENGXI);
  writeFileSync(path(fileName), bytes);
  writeFileSync(path('mapping.json'), JSON.stringify({ ...MAPPING, notes: ['another'] }));
  const services = { database: house.database, deps: systemDeps, files: house.files };
  const log = { info: () => {}, warn: () => {}, error: (...logged: unknown[]) => expect(logged).toEqual([]) };
  const ring = makeIntakeRing({ ...services, log: log as never }, () => {});
  const visits = setInterval(() => {
    for (const { tenantId } of house.wakes.splice(0)) ring.wake({ tenantId, cityId: 1 });
  }, 50);
  const output = await liangji(
    ...['upload', '--file', path(fileName), '--mapping', path('mapping.json')],
    ...['--rejected', path('rejected.csv'), '--yes'],
  );
  clearInterval(visits);
  await ring.stop();
  expect(output).toMatch(
    /^字段对照 mapping: 将取代 pengxi-main 的 v1，.*would replace v1 of pengxi-main for every later upload\n/,
  );
  expect(output).toMatch(/\n {2}前 \d+ 行 of the first \d+ rows: 可采用 accepted \d+, 未通过 rejected \d+\n/);
  expect(output).toMatch(/\n字段对照 mapping: v2 取代 v1，该来源系统此后的所有上传都用它 replaces v1 for every upload/);
  expect(output).toContain('npx liangji mapping use 1 --as pengxi-upload');
  expect(output).toMatch(
    /批次 batch [0-9a-f-]{36}: 已完成，有未通过行 completed with rejects\n {2}字段对照 mapping: v2\n/,
  );
  expect(output).toMatch(/未通过行 rejected rows: .*rejected\.csv$/);
  expect(readFileSync(path('rejected.csv'), 'utf8')).toMatch(/MAP-CLASS-UNKNOWN,"?问题: .*收到 received: /);
});

test('a mapping does not take the place of another one unless somebody agrees', async () => {
  const path = (name: string) => join(home, name);
  writeFileSync(path('third.json'), JSON.stringify({ ...MAPPING, notes: ['third'] }));
  const sending = ['upload', '--file', path(sampleMonth(PENGXI).fileName), '--mapping', path('third.json')];
  expect(await liangji(...sending)).toMatch(/\(SYS-CONFIRM\)$/); // nobody sits at a terminal
  answer = false;
  expect(await liangji(...sending)).toMatch(/\(SYS-CONFIRM\)$/);
  answer = undefined;
  expect(JSON.parse(await liangji('mapping', 'show'))).toEqual({ ...MAPPING, notes: ['another'] });
});

test('the versions can be listed, read and gone back to; one that never was cannot', async () => {
  expect(await liangji('mapping', 'versions')).toMatch(
    /^ {2}pengxi-main {2}v2 {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}使用中 in force\n {2}pengxi-main {2}v1 {2}[-\d: ]+$/,
  );
  expect(JSON.parse(await liangji('mapping', 'show'))).toEqual({ ...MAPPING, notes: ['another'] });
  expect(JSON.parse(await liangji('mapping', 'show', '1'))).toEqual(MAPPING);
  expect(await liangji('mapping', 'use', 'v1')).toMatch(/^字段对照 mapping: v3 取代 v2/);
  expect(JSON.parse(await liangji('mapping', 'show'))).toEqual(MAPPING);
  expect(await liangji('mapping', 'use', '1')).toBe('字段对照 mapping: v3 无变化 unchanged');
  expect(await liangji('mapping', 'use', '9')).toBe(
    '没有第 9 版字段对照；现有第 1 至 3 版。 There is no version 9 of the mapping; there are 1 to 3. (KEY-MAPPING-VERSION)',
  );
  expect(await liangji('mapping', 'use', 'old')).toMatch(/old 不是版本号.*\(SYS-INPUT\)$/);
});
