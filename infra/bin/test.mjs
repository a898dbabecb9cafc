// `npm test`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/test-runner/main.ts', process.argv.slice(2));
