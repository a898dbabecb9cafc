import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { freePort } from '../postgres/index.ts';
import { tryLock, type Lock } from './lock.ts';
import { startProblem } from './problem.ts';

/**
 * Makes the folder of this copy and takes it: one copy per folder.
 * @throws StartProblem when it cannot be written or another copy runs on it
 */
export function takeHome(home: string, address: string): Lock {
  let lock: ReturnType<typeof tryLock>;
  try {
    // As root others may pass, not look: the database's own user must reach its folder inside.
    makeFolder(home, process.getuid?.() === 0 ? 0o711 : 0o700);
    mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 });
    mkdirSync(join(home, 'files'), { recursive: true, mode: 0o700 });
    lock = tryLock(join(home, 'running'), address);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw startProblem(
      'START-FOLDER',
      `无法写入 ${home}（${code}），请把 LIANGJI_HOME 设为可写的文件夹。`,
      `Cannot write to ${home} (${code}); set LIANGJI_HOME to a folder that can be written.`,
    );
  }
  if ('release' in lock) return lock;
  throw startProblem(
    'START-RUNNING',
    `${home} 上已有一份在运行（进程 ${lock.ownerPid}，${lock.note}），请先用 Ctrl-C 停止，或另设 LIANGJI_HOME 与 PORT。`,
    `A copy already runs on ${home} (process ${lock.ownerPid}, ${lock.note}); stop it with Ctrl-C there, or set another LIANGJI_HOME and PORT.`,
  );
}

/** Step by step: Node's own recursive mkdir never comes back from places like /proc. */
function makeFolder(path: string, mode: number): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), mode);
  mkdirSync(path, { mode });
}

/** @throws StartProblem when somebody else listens on the public port */
export async function assertPortIsFree(port: number): Promise<void> {
  for (const host of ['127.0.0.1', '::']) {
    const code = await tryListening(port, host);
    if (code === 'EADDRINUSE') {
      throw startProblem(
        'START-PORT',
        `端口 ${port} 已被其他程序占用，请换一个：PORT=${port + 1} npm start`,
        `Port ${port} is used by another program; start with another one: PORT=${port + 1} npm start`,
      );
    }
    if (code === 'EACCES') {
      throw startProblem(
        'START-PORT',
        `当前用户不能使用端口 ${port}，请选 1023 以上的端口。`,
        `Port ${port} may not be used by this user; choose one above 1023.`,
      );
    }
  }
}

function tryListening(port: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => done(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

/** Everything that listens on 127.0.0.1 only. */
const innerNames = ['postgres', 'identity', 'gatewayInternal', 'workerInternal', 'app'] as const;
export type InnerPorts = Record<(typeof innerNames)[number], number>;

/** The inner ports, noted in `ports.json`: the same as last time wherever they are still free. */
export async function innerPorts(home: string): Promise<InnerPorts> {
  const noted = readJson<Partial<InnerPorts>>(join(home, 'ports.json')) ?? {};
  const taken = new Set<number>();
  const ports: Partial<InnerPorts> = {};
  for (const name of innerNames) {
    let port = noted[name];
    while (port === undefined || taken.has(port) || (await tryListening(port, '127.0.0.1')) !== undefined) {
      port = await freePort();
    }
    taken.add(port);
    ports[name] = port;
  }
  writePrivately(join(home, 'ports.json'), ports);
  return ports as InnerPorts;
}

/** A port noted in `file`: the same as last time if it is still free. */
export async function stablePort(file: string): Promise<number> {
  const noted = readJson<{ port: number }>(file)?.port;
  const port = noted !== undefined && (await tryListening(noted, '127.0.0.1')) === undefined ? noted : await freePort();
  writePrivately(file, { port });
  return port;
}

/** Login roles of the database by the name their URL carries in the environment. */
export const databaseRoles = {
  IDENTITY: 'gw_identity',
  CITY: 'gw_city',
  COUNTY: 'gw_county',
  UNIT: 'gw_unit',
  OPERATOR: 'gw_operator',
  ACCOUNTS: 'gw_accounts',
  INGEST: 'ingest',
  CLERK: 'clerk',
  ROLLUP: 'rollup',
  INTROSPECT: 'gw_introspect',
  JOBS: 'jobs',
  BACKUP: 'backup',
  DIRECT: 'migrator',
} as const;

export type DatabaseRole = keyof typeof databaseRoles;

export type Secrets = {
  /** 32 bytes in base64. */
  sessionKey: string;
  databasePasswords: Record<DatabaseRole, string>;
};

/** Generated once per folder, mode 0600; a role that is new since then gets its password now. */
export function secretsOf(home: string): Secrets {
  const file = join(home, 'secrets.json');
  const known = readJson<Secrets>(file);
  const passwords = Object.keys(databaseRoles).map((name) => [
    name,
    known?.databasePasswords[name as DatabaseRole] ?? randomBytes(24).toString('base64url'),
  ]);
  const secrets: Secrets = {
    sessionKey: known?.sessionKey ?? randomBytes(32).toString('base64'),
    databasePasswords: Object.fromEntries(passwords) as Secrets['databasePasswords'],
  };
  writePrivately(file, secrets);
  return secrets;
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Beside, then renamed: a start that is cut off leaves the old file or the new one, never half of one. */
export function writePrivately(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
