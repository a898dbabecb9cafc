import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../start/environment.ts';
import { runningCopy } from './running.ts';

let folder: string;
let server: Server;
let port: number;
/** A home whose sign-in service has one key. */
function homeWith(kid: string): string {
  const home = join(folder, kid);
  mkdirSync(join(home, 'identity'), { recursive: true });
  writeFileSync(join(home, 'identity/keys.json'), JSON.stringify({ signing: [{ kid }], cookies: ['x'] }));
  return home;
}
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liangji-walk-'));
  server = createServer(({ url }, answer) => {
    if (url === '/realms/liangji/protocol/openid-connect/certs')
      answer.end(JSON.stringify({ keys: [{ kid: 'ours' }] }));
    else answer.writeHead(404).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, done));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

const copyOf = (home: string) => runningCopy({ home, port, empty: false, issuer: undefined, inherited: {} });

describe('the copy that a walk goes through', () => {
  test('is the one that runs at PORT where it is of LIANGJI_HOME', async () => {
    const copy = await copyOf(homeWith('ours'));
    expect(copy.origin).toBe(`http://localhost:${port}`);
    await copy.stop();
    expect((await fetch(copy.origin)).status).toBe(404); // still there: it was not ours to end
  });

  test('is never one of another home, nor something else that answers there', async () => {
    const refused = new RegExp(`is not of ${folder}`);
    await expect(copyOf(homeWith('theirs'))).rejects.toThrow(refused);
    await expect(copyOf(join(folder, 'never started'))).rejects.toThrow(refused);
  });
});

/** `npm run walk -- …`, to its end. */
const walk = (args: readonly string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; printed: string }>((done) => {
    execFile(process.execPath, [join(root, 'infra/bin/walk.mjs'), ...args], { env }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code), printed: stdout + stderr }),
    );
  });

describe('npm run walk', () => {
  test.each([[[]], [['one-three']], [['one-one', 'one-two']], [['--help']]])(
    'with %j says how it is used, and fails',
    async (args) => {
      const { code, printed } = await walk(args);
      expect(code).toBe(1);
      expect(printed).toMatch(/^npm run walk -- <one-one \| one-two>/);
      expect(printed).toContain('PORT, LIANGJI_HOME');
    },
  );

  test('fails in one sentence where another home’s copy runs at PORT', async () => {
    const { code, printed } = await walk(['one-one'], { PORT: String(port), LIANGJI_HOME: homeWith('other') });
    expect(code).toBe(1);
    expect(printed).toMatch(/^未走通 not walked: 端口 \d+ 上运行的不是 .*other 的那一份[^\n]+\n$/);
  });

  test('fails where what runs at PORT cannot be walked through', async () => {
    const { code, printed } = await walk(['one-two'], { PORT: String(port), LIANGJI_HOME: homeWith('ours') });
    expect(code).toBe(1);
    expect(printed).toContain('未走通 not walked: ');
  });
});
