import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The product at E2E_URL, else one of its own with the sample city, which `stop` takes away again. */
export async function runningProduct(): Promise<{ origin: string; stop: () => Promise<void> }> {
  const given = process.env.E2E_URL;
  if (given) return { origin: given, stop: () => Promise.resolve() };
  const folder = mkdtempSync(join(tmpdir(), 'liangji-bench-paint-'));
  chmodSync(folder, 0o711); // as root the database's user must pass
  const env = { ...process.env, LIANGJI_HOME: join(folder, 'home'), PORT: String(await freePort()) };
  console.error('  starting the product; the first start fills the sample city');
  const child = spawn(process.execPath, ['infra/bin/start.mjs'], { cwd: ROOT, env, detached: true });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let output = '';
  const origin = await new Promise<string>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      const ready = /^ready (http\S+)$/m.exec(output)?.[1];
      if (ready) resolve(ready);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => reject(new Error(`the product ended before it was ready:\n${output.slice(-2000)}`)));
  });
  return {
    origin,
    async stop() {
      process.kill(-(child.pid as number), 'SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
