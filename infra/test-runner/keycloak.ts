import { MISSING_EXIT_CODE } from '../keycloak/problem.ts';
import { failed, passed, skipped, type Result } from './result.ts';
import { run, tail } from './run.ts';

/**
 * Fetches and builds a real Keycloak where Java is, so that the token corpus of the gateway meets one. Where it cannot be
 * had, this is the one line that says why.
 */
export async function keycloakIsPrepared(env: NodeJS.ProcessEnv): Promise<Result> {
  const { code, output } = await run('node', ['infra/keycloak/main.ts', '--prepare'], env);
  if (code === 0) return passed();
  const sentence = output.split('\n').find((line) => line !== '' && !line.startsWith('[')) ?? ''; // after its progress
  if (code === MISSING_EXIT_CODE) return skipped(`no real Keycloak for the token corpus: ${sentence}`);
  return failed(`npm run keycloak -- --prepare failed:\n${tail(output)}`);
}
