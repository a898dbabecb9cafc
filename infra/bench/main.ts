// `npm run bench [name …]`: runs every <workspace>/bench/<name>.bench.ts, one after the other, and prints their JSON lines.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const nameOf = (file: string): string => basename(file, '.bench.ts');

const wanted = process.argv.slice(2);
const found = globSync('{platform,gateway,tenant-app}/bench/*.bench.ts', { cwd: root }).sort();
const unknown = wanted.filter((name) => !found.some((file) => nameOf(file) === name));
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}. There are: ${found.map(nameOf).join(', ')}.`);
  process.exit(1);
}

let failed = 0;
for (const file of found.filter((one) => wanted.length === 0 || wanted.includes(nameOf(one)))) {
  process.stderr.write(`${nameOf(file)} …\n`);
  if ((await run(file)) !== 0) {
    console.error(`${nameOf(file)} failed, see above.`);
    failed += 1;
  }
}
process.exit(failed === 0 ? 0 : 1);

/** Each benchmark is a process of its own, so that none measures the other's memory. */
function run(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', file], { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
