import { Interrupted, StartProblem } from '../start/problem.ts';
import { readKeycloakEnvironment } from './environment.ts';
import { KeycloakMissing, MISSING_EXIT_CODE } from './problem.ts';
import { runKeycloak } from './run.ts';

/** `npm run keycloak`: the process only; what happens is in run.ts. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort());

// As in infra/start/main.ts: infra/bin/keycloak.mjs hands every signal on, except the one it cannot see.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && stop.abort(), 500).unref();

try {
  await runKeycloak(readKeycloakEnvironment(process.argv.slice(2), process.env), stop.signal);
} catch (error) {
  if (error instanceof Interrupted) process.exit(0);
  console.error(error instanceof StartProblem ? error.message : ((error as Error).stack ?? String(error)));
  process.exit(error instanceof KeycloakMissing ? MISSING_EXIT_CODE : 1);
}
process.exit(0);
