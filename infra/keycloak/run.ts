import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../start/environment.ts';
import { stablePort } from '../start/home.ts';
import { waitForLock } from '../start/lock.ts';
import { Interrupted, startProblem } from '../start/problem.ts';
import { seconds, startProgress, type Progress } from '../start/progress.ts';
import { realmFile } from '../start/steps.ts';
import { fetchDistribution, isPrepared, markPrepared, whatMachineLacks } from './distribution.ts';
import { KEYCLOAK_VERSION, type KeycloakEnvironment } from './environment.ts';
import { KeycloakMissing } from './problem.ts';
import { startKeycloak, type RunningKeycloak } from './server.ts';

const READY_SECONDS = 300;

/**
 * `npm run keycloak`: fetches what is missing, starts a real Keycloak with the sample realm, says how to start the product
 * beside it, and keeps it running until `ctrlC`.
 * @throws StartProblem with one clear sentence; Interrupted when the signal came
 */
export async function runKeycloak(environment: KeycloakEnvironment, ctrlC: AbortSignal): Promise<void> {
  const progress = startProgress();
  const lacks = whatMachineLacks(environment);
  if (lacks !== undefined) throw new KeycloakMissing(lacks);
  const keycloak = await startPrepared(environment, progress, ctrlC);
  try {
    if (environment.prepareOnly) return progress.print(`Keycloak ${KEYCLOAK_VERSION} is prepared`);
    for (const line of howToUse(keycloak)) console.log(line);
    await Promise.race([
      keycloak.exited.then((how) => {
        throw startProblem(
          'START-ENDED',
          `Keycloak 已停止，日志见 ${logFileOf(environment)}。`,
          `Keycloak ${how}; its log is ${logFileOf(environment)}`,
        );
      }),
      aborted(ctrlC),
    ]);
  } finally {
    await keycloak.stop();
    progress.print('stopped Keycloak');
  }
}

/** One process at a time fetches and builds; once that is done, several may run from the same distribution. */
async function startPrepared(
  environment: KeycloakEnvironment,
  progress: Progress,
  signal: AbortSignal,
): Promise<RunningKeycloak> {
  const folder = join(environment.home, 'keycloak');
  mkdirSync(join(environment.home, 'logs'), { recursive: true, mode: 0o700 });
  mkdirSync(folder, { recursive: true });
  const lock = await waitForLock(join(folder, 'preparing'), (pid) =>
    progress.print(`waiting for process ${pid}, which prepares Keycloak`),
  );
  const name = isPrepared(environment)
    ? `Keycloak ${KEYCLOAK_VERSION}`
    : `Keycloak ${KEYCLOAK_VERSION}: fetch, build and start (the first time only)`;
  const began = performance.now();
  const ticker = setInterval(() => progress.print(`Keycloak … ${seconds(performance.now() - began)}`), 15_000);
  try {
    return await progress.step(name, async () => {
      await fetchDistribution(environment, signal);
      const keycloak = await startKeycloak(environment, {
        realmFile: join(root, realmFile),
        logFile: logFileOf(environment),
        port: await stablePort(join(folder, 'port.json')),
        readySeconds: READY_SECONDS,
        signal,
      });
      markPrepared(environment);
      return keycloak;
    });
  } finally {
    clearInterval(ticker);
    lock.release();
  }
}

const logFileOf = ({ home }: KeycloakEnvironment): string => join(home, 'logs', 'keycloak.log');

function howToUse({ issuer, origin, admin }: RunningKeycloak): string[] {
  return [
    '',
    `issuer   ${issuer}`,
    `console  ${origin}/admin   ${admin.username} / ${admin.password}`,
    '',
    'start the product beside it, in another terminal:',
    `  LIANGJI_ISSUER=${issuer} LIANGJI_WEB_SECRET=liangji-web-sample npm start`,
    '',
    'Everything lives in memory: Ctrl-C stops it and forgets what was changed in the console.',
    `ready ${issuer}`,
  ];
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
}
