// `npm start`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/start/main.ts', process.argv.slice(2));
