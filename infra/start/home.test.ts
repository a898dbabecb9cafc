import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { assertPortIsFree, innerPorts, secretsOf, takeHome } from './home.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'liangji-home-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('one folder can be taken once, and again after it was given back', () => {
  const lock = takeHome(join(folder, 'a'), 'http://localhost:7300');
  expect(() => takeHome(join(folder, 'a'), 'http://localhost:7301')).toThrow(
    `A copy already runs on ${join(folder, 'a')} (process ${process.pid}, http://localhost:7300); stop it with Ctrl-C there, or set another LIANGJI_HOME and PORT.`,
  );
  lock.release();
  takeHome(join(folder, 'a'), 'http://localhost:7300').release();
  expect(existsSync(join(folder, 'a', 'running'))).toBe(false);
});

test('a folder can be taken over from a process that is dead', () => {
  writeFileSync(join(folder, 'running'), '999999\nhttp://localhost:7300\n');
  takeHome(folder, 'http://localhost:7300').release();
});

test('a folder that cannot be written is refused in one sentence', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => takeHome(join(folder, 'file', 'home'), '')).toThrow(
    /^无法写入 .* Cannot write to .*; set LIANGJI_HOME to a folder.* \(START-FOLDER\)$/,
  );
});

test('a port somebody listens on is refused, with another one to try', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await expect(assertPortIsFree(port)).rejects.toThrow(
    `Port ${port} is used by another program; start with another one: PORT=${port + 1} npm start`,
  );
  server.close();
  await once(server, 'close');
  await assertPortIsFree(port);
});

test('inner ports stay the same from start to start, except one that was taken meanwhile', async () => {
  const first = await innerPorts(folder);
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
  expect(await innerPorts(folder)).toEqual(first);
  const server = createServer().listen(first.app, '127.0.0.1');
  await once(server, 'listening');
  const third = await innerPorts(folder);
  server.close();
  expect(third).toEqual({ ...first, app: third.app });
  expect(third.app).not.toBe(first.app);
});

test('secrets are made once, and nobody else can read them', () => {
  const first = secretsOf(folder);
  expect(secretsOf(folder)).toEqual(first);
  expect(Buffer.from(first.sessionKey, 'base64')).toHaveLength(32);
  expect(new Set(Object.values(first.databasePasswords)).size).toBe(Object.keys(first.databasePasswords).length);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
});
