// `node infra/bin/run.mjs <program> …`: runs a program of node_modules/.bin from the root, under the repo's Node 24.
import { runProgram } from './node24.mjs';

const [name, ...args] = process.argv.slice(2);
if (!name) {
  console.error('Usage: node infra/bin/run.mjs <program of node_modules/.bin> [arguments]');
  process.exit(1);
}
await runProgram(name, args);
