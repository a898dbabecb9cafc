import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../start/command.ts';
import { inTwo } from '../in-two.ts';
import { StartProblem } from '../start/problem.ts';
import { KEYCLOAK_VERSION, type KeycloakEnvironment } from './environment.ts';
import { whatJavaLacks } from './java.ts';
import { KeycloakMissing } from './problem.ts';

/** The first start builds Keycloak for our options, which takes a minute; this file says that it is done. */
const MARKER = 'liangji-prepared';

/** Why no Keycloak can run on this machine at all, in one sentence; undefined when one can. */
export function whatMachineLacks({ java }: KeycloakEnvironment): string | undefined {
  if (process.platform === 'win32')
    return inTwo(
      'KEYCLOAK-WINDOWS',
      'npm run keycloak 不能在 Windows 上运行。',
      'npm run keycloak does not run on Windows.',
    );
  return whatJavaLacks(java);
}

/** Why no Keycloak can be started here at once, in one sentence; undefined when one can. */
export function whatKeycloakLacks(environment: KeycloakEnvironment): string | undefined {
  const machine = whatMachineLacks(environment);
  if (machine !== undefined) return machine;
  if (isPrepared(environment)) return undefined;
  return inTwo(
    'KEYCLOAK-UNPREPARED',
    `${environment.distribution} 中没有备好的 Keycloak ${KEYCLOAK_VERSION}，请运行：npm run keycloak -- --prepare`,
    `No Keycloak ${KEYCLOAK_VERSION} is prepared in ${environment.distribution}; run: npm run keycloak -- --prepare`,
  );
}

export function isPrepared({ distribution }: KeycloakEnvironment): boolean {
  return existsSync(join(distribution, MARKER));
}

export function markPrepared({ distribution }: KeycloakEnvironment): void {
  writeFileSync(join(distribution, MARKER), `${KEYCLOAK_VERSION}\n`);
}

/**
 * Brings the distribution through the ordinary Maven client, from whatever repository that is set up to use.
 * It is unpacked beside and renamed: a fetch that was cut off is never taken for a whole one.
 * @throws KeycloakMissing when there is no Maven or it fails; Interrupted when the signal came
 */
export async function fetchDistribution(environment: KeycloakEnvironment, signal: AbortSignal): Promise<void> {
  const { distribution, home, inherited } = environment;
  if (existsSync(distribution)) return;
  if (spawnSync('mvn', ['--version'], { env: inherited }).status !== 0) {
    throw new KeycloakMissing(
      inTwo(
        'KEYCLOAK-MAVEN',
        `没有 Keycloak ${KEYCLOAK_VERSION}，也没有用来获取它的 mvn：请安装 Maven，或把 KEYCLOAK_HOME 设为解压后的目录。`,
        `No Keycloak ${KEYCLOAK_VERSION} here, and no mvn to fetch it with: install Maven, or set KEYCLOAK_HOME to an unpacked distribution.`,
      ),
    );
  }
  const folder = dirname(distribution);
  mkdirSync(folder, { recursive: true });
  const half = mkdtempSync(join(folder, 'fetch-'));
  try {
    await runCommand(
      {
        name: 'keycloak-fetch',
        program: 'mvn',
        args: [
          ...['--batch-mode', '--no-transfer-progress', 'dependency:unpack'],
          `-Dartifact=org.keycloak:keycloak-quarkus-dist:${KEYCLOAK_VERSION}:zip`,
          `-DoutputDirectory=${half}`,
        ],
        env: inherited,
        home,
        cwd: half, // Maven leaves its notes in the current folder
      },
      signal,
    ).catch((error: unknown) => {
      throw error instanceof StartProblem ? new KeycloakMissing(error.message) : error;
    });
    renameSync(join(half, `keycloak-${KEYCLOAK_VERSION}`), distribution);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
