// `npm run torture -- --seeds 200 [--from 1]`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('gateway/test/torture/main.ts', process.argv.slice(2));
