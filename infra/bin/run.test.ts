import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const runScript = fileURLToPath(new URL('./run.mjs', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [runScript, ...args], { encoding: 'utf8' });

test('a program runs under Node 24 and its exit code is ours', () => {
  const result = run('node', '-e', 'console.log(process.versions.node); process.exit(7)');
  expect(result).toMatchObject({ status: 7, stdout: expect.stringMatching(/^24\./) });
});

test('a program that does not exist is refused in one sentence', () => {
  expect(run('no-such-program')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^无法启动 no-such-program。 no-such-program could not be started/),
  });
});
