import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { environmentWithSeeds } from './environment.ts';

/** `npm run torture -- --seeds 200 [--from 1]`: the kill test over as many seeds as wanted. */
const { values } = parseArgs({ options: { seeds: { type: 'string' }, from: { type: 'string' } } });
const seeds = values.seeds ?? '200';
const from = values.from ?? '1';

if (![seeds, from].every((text) => /^[1-9]\d{0,6}$/.test(text))) {
  console.error('Usage: npm run torture -- [--seeds <count>] [--from <first seed>]');
  process.exit(1);
}
const child = spawn('vitest', ['run', 'test/torture/kill.slow.test.ts'], {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  env: environmentWithSeeds(seeds, from),
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('close', (code) => process.exit(code ?? 1));
