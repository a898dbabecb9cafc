// `npm run fuzz [-- --requests 20000 --seed 1]`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/fuzz/main.ts', process.argv.slice(2));
