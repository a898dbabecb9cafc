// `npm run citus -- --check`, `npm run citus -- --distribute URL`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/citus/main.ts', process.argv.slice(2));
