import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readHomeEnvironment } from '../start/environment.ts';
import { startProblem, StartProblem, unknownOption } from '../start/problem.ts';

/** The one version we fetch and test against. */
export const KEYCLOAK_VERSION = '26.7.3';

export type KeycloakEnvironment = {
  /** LIANGJI_HOME: logs, and `keycloak/` with what was fetched. */
  home: string;
  /** KEYCLOAK_HOME: a distribution the operator brings; undefined = the one we fetch. */
  given: string | undefined;
  /** Where the distribution lies, or will. */
  distribution: string;
  /** The program java, as Keycloak's own script chooses it. */
  java: string;
  /** --prepare: fetch and build, start once, stop. */
  prepareOnly: boolean;
  inherited: NodeJS.ProcessEnv;
};

const usage = `npm run keycloak [-- --prepare]

  --prepare      fetch Keycloak ${KEYCLOAK_VERSION}, start it once and stop it: what the tests need
  KEYCLOAK_HOME  a Keycloak ${KEYCLOAK_VERSION} to use instead; must be writable (default: fetched with mvn)
  JAVA_HOME      Java 17 or newer (default: java on PATH)
  LIANGJI_HOME   keycloak/ in this folder keeps what was fetched (default .liangji in the clone)`;

/** The one place of this room that reads process.env and the command line. @throws StartProblem for what cannot be used */
export function readKeycloakEnvironment(args: string[], env: NodeJS.ProcessEnv): KeycloakEnvironment {
  const unknown = args.find((arg) => arg !== '--prepare');
  if (unknown !== undefined) {
    throw unknown === '--help' ? new StartProblem(usage) : unknownOption(unknown, usage);
  }
  const home = readHomeEnvironment(env);
  const given = env['KEYCLOAK_HOME'] ? resolve(env['KEYCLOAK_HOME']) : undefined;
  if (given !== undefined && !existsSync(join(given, 'bin', 'kc.sh'))) {
    throw startProblem(
      'START-VALUE',
      `KEYCLOAK_HOME 为 ${given}，其中没有 bin/kc.sh。`,
      `KEYCLOAK_HOME is ${given}, but there is no bin/kc.sh in it.`,
    );
  }
  return {
    home,
    given,
    distribution: given ?? join(home, 'keycloak', `keycloak-${KEYCLOAK_VERSION}`),
    java: env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin', 'java') : 'java',
    prepareOnly: args.includes('--prepare'),
    inherited: env,
  };
}
