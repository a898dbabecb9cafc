import { randomBytes } from 'node:crypto';
import { closeSync, copyFileSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { freePort } from '../postgres/index.ts';
import { startProblem } from '../start/problem.ts';
import { untilReady } from '../start/processes.ts';
import type { KeycloakEnvironment } from './environment.ts';
import { keep } from './keeper.ts';

export interface RunningKeycloak {
  /** Address of the realm, for LIANGJI_ISSUER. */
  readonly issuer: string;
  /** `http://localhost:<port>`; the console is at `/admin`. */
  readonly origin: string;
  /** The administrator of this start. */
  readonly admin: { readonly username: string; readonly password: string };
  readonly exited: Promise<string>;
  stop(): Promise<void>;
}

export interface KeycloakOptions {
  readonly realmFile: string;
  readonly logFile: string;
  /** Loopback only; without it a free one is taken. */
  readonly port?: number;
  /** Longest wait until it answers, seconds: a first start builds for a minute or two. */
  readonly readySeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Starts a real Keycloak on the loopback interface with the realm file imported. Its database is in memory: every start
 * is exactly the realm file, and nothing is left.
 * @throws StartProblem with the last lines of its log; Interrupted when the signal came
 */
export async function startKeycloak(
  environment: KeycloakEnvironment,
  options: KeycloakOptions,
): Promise<RunningKeycloak> {
  const { distribution, inherited } = environment;
  const port = options.port ?? (await freePort());
  const origin = `http://localhost:${port}`;
  const admin = { username: 'admin', password: randomBytes(12).toString('base64url') };
  bringRealm(distribution, options.realmFile);
  mkdirSync(dirname(options.logFile), { recursive: true, mode: 0o700 });
  const log = openSync(options.logFile, 'w', 0o600);
  const kept = keep(
    [
      ...['sh', join(distribution, 'bin', 'kc.sh'), 'start-dev', '--import-realm', '--db=dev-mem'],
      ...['--http-host=127.0.0.1', `--http-port=${port}`, `--hostname=${origin}`],
    ],
    {
      ...inherited,
      // The quick compiler alone: a trial server runs for minutes, and this halves the work of its start.
      JAVA_OPTS_APPEND: `${inherited['JAVA_OPTS_APPEND'] ?? ''} -XX:TieredStopAtLevel=1`.trim(),
      KC_BOOTSTRAP_ADMIN_USERNAME: admin.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: admin.password,
    },
    log,
  );
  closeSync(log);
  const issuer = `${origin}/realms/liangji`;
  try {
    const running = { name: 'Keycloak', logFile: options.logFile, ...kept };
    await untilReady(running, issuer, options.signal, options.readySeconds);
    const realm = await fetch(issuer);
    if (!realm.ok) {
      throw startProblem(
        'START-REALM',
        `Keycloak 已应答，但没有导入 ${options.realmFile}。`,
        `Keycloak answers, but it did not import ${options.realmFile}.`,
      );
    }
  } catch (error) {
    await kept.stop();
    throw error;
  }
  return { issuer, origin, admin, ...kept };
}

/** Keycloak imports what lies in its own `data/import`; renamed into place, since two starts may do this at once. */
function bringRealm(distribution: string, realmFile: string): void {
  const folder = join(distribution, 'data', 'import');
  try {
    mkdirSync(folder, { recursive: true });
    const target = join(folder, basename(realmFile));
    copyFileSync(realmFile, `${target}.${process.pid}`);
    renameSync(`${target}.${process.pid}`, target);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw startProblem(
      'START-FOLDER',
      `无法写入 ${folder}（${code}），Keycloak 从那里读取认证域文件。`,
      `Cannot write to ${folder} (${code}): Keycloak reads the realm file there.`,
    );
  }
}
