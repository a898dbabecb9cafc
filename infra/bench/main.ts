import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../start/environment.ts';

/**
 * `npm run bench [name …]`: runs `<workspace>/bench/<name>.bench.ts`, all of them without names, one after the other.
 * Each prints one JSON line on standard output (`bench`, `ratio`, `goal`, `reference`, `figures`) and what it is doing
 * on standard error. A missed goal is a number to look at, not a failure; a benchmark that breaks is one.
 */
const files = globSync('*/bench/*.bench.ts', { cwd: root }).toSorted();
const nameOf = (file: string): string => basename(file, '.bench.ts');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !files.some((file) => nameOf(file) === name));

if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}; there are: ${files.map(nameOf).join(', ')}.`);
  process.exit(1);
}

let broken = 0;
for (const file of files.filter((one) => wanted.length === 0 || wanted.includes(nameOf(one)))) {
  console.error(`bench ${nameOf(file)} …`);
  const { status } = spawnSync(process.execPath, [join(root, file)], { cwd: root, stdio: 'inherit' });
  if (status === 0) continue;
  broken += 1;
  console.error(`bench ${nameOf(file)} broke (exit code ${status ?? 'none'})`);
}
process.exit(broken > 0 ? 1 : 0);
