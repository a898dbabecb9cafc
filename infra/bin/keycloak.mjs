// `npm run keycloak`
import { runUnderNode24 } from './node24.mjs';

await runUnderNode24('infra/keycloak/main.ts', process.argv.slice(2));
