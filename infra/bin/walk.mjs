// `npm run walk -- one-one | one-two`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/walk/main.ts', process.argv.slice(2));
