import { spawnSync } from 'node:child_process';
import { inTwo } from '../in-two.ts';

const OLDEST = 17;

/** The major version in the words of `java -version`, which were `1.8.0` before Java 9; undefined when there is none. */
export function javaVersion(words: string): number | undefined {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(words) ?? [];
  return first === undefined ? undefined : Number(first === '1' && second !== undefined ? second : first);
}

/** Why Keycloak cannot run with this java, in one sentence; undefined when it can. */
export function whatJavaLacks(java: string): string | undefined {
  const answer = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const version = answer.error ? undefined : javaVersion(`${answer.stderr}${answer.stdout}`);
  if (version === undefined) {
    return inTwo(
      'KEYCLOAK-JAVA',
      `Keycloak 需要 Java ${OLDEST} 以上，此处无法运行 ${java}。`,
      `Keycloak needs Java ${OLDEST} or newer, and ${java} does not run here.`,
    );
  }
  if (version >= OLDEST) return undefined;
  return inTwo(
    'KEYCLOAK-JAVA',
    `Keycloak 需要 Java ${OLDEST} 以上，${java} 是 Java ${version}。`,
    `Keycloak needs Java ${OLDEST} or newer, and ${java} is Java ${version}.`,
  );
}
