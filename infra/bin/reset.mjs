// `npm run reset`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/start/reset.ts', process.argv.slice(2));
