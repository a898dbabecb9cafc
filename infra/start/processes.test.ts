import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive } from '../postgres/index.ts';
import { freePort } from '../postgres/index.ts';
import { runCommand } from './command.ts';
import { root } from './environment.ts';
import { Interrupted } from './problem.ts';
import { serviceStarter, stopLeftOverServices, untilReady } from './processes.ts';

let home: string;
const never = new AbortController().signal;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'liangji-processes-'));
  mkdirSync(join(home, 'logs'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Writes a script into the home and names it as services are named: from the root of the clone. */
function script(text: string): string {
  const file = join(home, 'service.mjs');
  writeFileSync(file, text);
  return relative(root, file);
}

const listening = `import { createServer } from 'node:http';
createServer((_, answer) => answer.end('yes')).listen(Number(process.env.PORT), '127.0.0.1');`;

test('a service is ready when it answers, and gone when it was stopped', async () => {
  const port = await freePort();
  const env = { PORT: String(port) };
  const running = serviceStarter(home)({ name: 'answering', command: [script(listening)], env });
  await untilReady(running, `http://127.0.0.1:${port}/`, never);
  await running.stop();
  expect(await running.exited).toBe('ended by SIGTERM');
});

test('a service that ends is reported with the last lines of its log', async () => {
  const dying = script(`console.log('opening'); console.error('no such table'); process.exit(3);`);
  const running = serviceStarter(home)({ name: 'dying', command: [dying], env: {} });
  const log = join(home, 'logs', 'dying.log');
  await expect(untilReady(running, 'http://127.0.0.1:1/', never)).rejects.toThrow(
    `dying 未能继续运行，${log} 的最后几行如下。 dying ended with code 3; the last lines of ${log}: (START-ENDED)\n    opening\n    no such table`,
  );
});

test('Ctrl-C can interrupt the wait for a service', async () => {
  const running = serviceStarter(home)({ name: 'mute', command: [script('setInterval(() => 0, 1000);')], env: {} });
  const ctrlC = new AbortController();
  setTimeout(() => ctrlC.abort(), 50);
  await expect(untilReady(running, 'http://127.0.0.1:1/', ctrlC.signal)).rejects.toThrow(Interrupted);
  await running.stop();
});

test('what a killed start left running can be stopped by the next, and nothing else is touched', async () => {
  const port = await freePort();
  const env = { PORT: String(port) };
  const left = serviceStarter(home)({ name: 'left', command: [script(listening)], env });
  await untilReady(left, `http://127.0.0.1:${port}/`, never);
  expect(await stopLeftOverServices(home)).toBe(1);
  await left.exited;
  writeFileSync(join(home, 'processes.json'), JSON.stringify([{ pid: process.pid, script: 'gateway/src/main.ts' }]));
  expect(await stopLeftOverServices(home)).toBe(0);
  expect(isAlive(process.pid)).toBe(true);
});

test('a command that fails is reported with its last words, one that is interrupted is not a failure', async () => {
  const node = { program: process.execPath, env: {}, home };
  const failing = { ...node, name: 'failing', args: ['-e', `console.error('wrong key'); process.exit(2)`] };
  await expect(runCommand(failing, never)).rejects.toThrow(
    `failing failed (exit code 2); its last words, all of them in ${join(home, 'logs', 'failing.log')}: (START-FAILED)\n    wrong key`,
  );
  const waiting = { ...node, name: 'waiting', args: ['-e', 'setInterval(() => 0, 1000)'] };
  await expect(runCommand(waiting, AbortSignal.timeout(50))).rejects.toThrow(Interrupted);
});

test('the lines of a command are shown as they come', async () => {
  const lines: string[] = [];
  const args = ['-e', `console.log('one\\ntwo')`];
  await runCommand(
    { name: 'prints', program: process.execPath, args, env: {}, home, onLine: (l) => lines.push(l) },
    never,
  );
  expect(lines).toEqual(['one', 'two']);
});
