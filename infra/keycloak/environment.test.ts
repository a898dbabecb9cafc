import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../start/environment.ts';
import { whatKeycloakLacks } from './distribution.ts';
import { KEYCLOAK_VERSION, readKeycloakEnvironment } from './environment.ts';

test('what is fetched lies in LIANGJI_HOME', () => {
  expect(readKeycloakEnvironment([], { LIANGJI_HOME: 'second' })).toMatchObject({
    distribution: join(root, 'second', 'keycloak', `keycloak-${KEYCLOAK_VERSION}`),
    java: 'java',
    prepareOnly: false,
  });
});

test.each([
  [['--perpare'], {}, /^没有选项 --perpare。 Unknown option --perpare\. \(START-OPTION\)/],
  [[], { KEYCLOAK_HOME: '/nowhere' }, 'KEYCLOAK_HOME is /nowhere, but there is no bin/kc.sh in it.'],
])('what cannot be meant is refused in one sentence: %j %j', (args, env, sentence) => {
  expect(() => readKeycloakEnvironment(args, env)).toThrow(sentence);
});

test('a machine without Java cannot run the stories against Keycloak, and says so', () => {
  const environment = readKeycloakEnvironment([], { JAVA_HOME: '/nowhere', LIANGJI_HOME: '/nowhere' });
  expect(whatKeycloakLacks(environment)).toBe(
    'Keycloak 需要 Java 17 以上，此处无法运行 /nowhere/bin/java。 Keycloak needs Java 17 or newer, and /nowhere/bin/java does not run here. (KEYCLOAK-JAVA)',
  );
});
