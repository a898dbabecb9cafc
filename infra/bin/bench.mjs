// `npm run bench [name …]`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/bench/main.ts', process.argv.slice(2));
