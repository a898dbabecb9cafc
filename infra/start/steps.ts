import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres, stopLeftOver } from '../postgres/index.ts';
import type { Secret } from './child-environment.ts';
import type { Copy } from './copy.ts';
import { databaseRoles, type DatabaseRole } from './home.ts';
import { StartProblem } from './problem.ts';
import { stopLeftOverServices } from './processes.ts';
import type { Progress } from './progress.ts';
import { root } from './environment.ts';

/**
 * Small spaces for what is young, in MB, and a heap that grows by doubling at most: gateway and worker stay under 600 MB
 * together whatever the size of a file (`npm run bench memory`); without these they took 800. Smaller costs computing
 * time: the gateway answers pages, so it gets more.
 */
const heap = {
  gateway: ['--max-semi-space-size=8'],
  worker: ['--max-semi-space-size=4', '--heap-growing-percent=100'],
};

/** Secrets by process: what the gateway shows and takes, what the worker does, what each command touches. */
const secrets = {
  bootstrap: Object.keys(databaseRoles) as DatabaseRole[], // it sets their passwords
  migrate: ['DIRECT', 'IDENTITY', 'OPERATOR', 'ROLLUP'],
  gateway: [
    'SESSION_KEY',
    'WEB_SECRET',
    'IDENTITY',
    'CITY',
    'COUNTY',
    'UNIT',
    'INGEST',
    'ROLLUP',
    'INTROSPECT',
    'JOBS',
  ],
  worker: ['IDENTITY', 'INGEST', 'CLERK', 'ROLLUP', 'JOBS'],
  identity: ['ACCOUNTS'],
  app: [],
  sampleApply: ['OPERATOR', 'IDENTITY', 'CITY'],
  sampleUpload: [], // by machine clients, as everybody uploads
  sampleClose: ['IDENTITY', 'CITY', 'ROLLUP'],
  sampleCases: ['IDENTITY', 'CITY', 'COUNTY', 'UNIT'],
} satisfies Record<string, readonly Secret[]>;

export const databaseSettings = { max_connections: 200, shared_buffers: '256MB', max_wal_size: '2GB', jit: 'off' };

/** Where SvelteKit's server reads the address people see: without these every form posted to it is "cross-site". */
const forwarded = { PROTOCOL_HEADER: 'x-forwarded-proto', HOST_HEADER: 'x-forwarded-host' };

export const realmFile = 'infra/realm/liangji-realm.json';

/** Ends what an earlier start on this folder left running when it was killed. Only for the owner of the folder. */
export async function stopLeftOvers(home: string, progress: Progress): Promise<void> {
  const services = await stopLeftOverServices(home);
  const database = await stopLeftOver(join(home, 'postgres'));
  if (services > 0 || database) progress.print('an earlier start was cut off: what it left running was stopped');
}

/** PostgreSQL, then roles, tables, catalogues and, unless empty, the sample city's tenants and people. */
export async function startDatabase(copy: Copy): Promise<void> {
  const superuserUrl = await copy.progress.step('PostgreSQL', () => startServer(copy));
  await copy.progress.step('roles, tables and catalogues', async () => {
    await copy.liangji(['bootstrap'], secrets.bootstrap, { LIANGJI_DATABASE_URL_SUPERUSER: superuserUrl });
    await copy.liangji(['migrate'], secrets.migrate);
  });
  if (!copy.start.empty)
    await copy.progress.step('sample city', () => copy.liangji(['sample', 'apply'], secrets.sampleApply));
}

async function startServer(copy: Copy): Promise<string> {
  const server = await startPostgres({
    dir: join(copy.start.home, 'postgres'),
    port: copy.ports.postgres,
    settings: databaseSettings,
    onProgress: (line) => copy.progress.print(`PostgreSQL: ${line}`),
  }).catch((error: Error) => {
    throw new StartProblem(error.message);
  });
  copy.add({ ...server, name: 'PostgreSQL', exited: server.exited.then(() => 'ended') });
  return server.superuserUrl;
}

/** Builds the web app when its sources changed since the last build; turbo compares and keeps the builds. */
export async function buildApp(copy: Copy): Promise<void> {
  await copy.progress.step('web app: build', () =>
    copy.program('build', 'turbo', [
      'run',
      'build',
      '--filter=@liangji/tenant-app',
      '--output-logs=errors-only',
      '--log-prefix=none',
    ]),
  );
}

/**
 * Identity provider (unless another realm was named), gateway, worker and web app, all at once: none needs another to
 * start, only to answer.
 */
export async function startServices(copy: Copy): Promise<void> {
  const { start, ports } = copy;
  const identity = start.issuer === undefined;
  await copy.progress.step(`${identity ? 'identity provider, ' : ''}gateway, worker, web app`, async () => {
    const answers = [
      ...(identity ? [embeddedIdentity(copy)] : []),
      copy.service({
        name: 'gateway',
        command: ['gateway/src/main.ts'],
        nodeOptions: heap.gateway,
        secrets: secrets.gateway,
        env: { PORT: String(start.port), INTERNAL_PORT: String(ports.gatewayInternal) },
        readyUrl: `http://127.0.0.1:${start.port}/readyz`,
      }),
      copy.service({
        name: 'worker',
        command: ['gateway/src/worker.ts'],
        nodeOptions: heap.worker,
        secrets: secrets.worker,
        env: { PORT: '0', INTERNAL_PORT: String(ports.workerInternal) },
        readyUrl: `http://127.0.0.1:${ports.workerInternal}/readyz`,
      }),
      copy.service({
        name: 'app',
        command: ['tenant-app/build/index.js'],
        secrets: secrets.app,
        env: { PORT: String(ports.app), HOST: '127.0.0.1', ...forwarded },
        readyUrl: `http://127.0.0.1:${ports.app}/favicon.svg`,
      }),
    ];
    await Promise.all(answers);
  });
}

/** Without the sample city its page offers no sample people. */
function embeddedIdentity({ start, ports, service }: Copy): Promise<void> {
  return service({
    name: 'identity',
    command: ['infra/identity-provider/main.ts', join(root, realmFile), ...(start.empty ? ['--hide-people'] : [])],
    secrets: secrets.identity,
    env: { PORT: String(ports.identity) },
    readyUrl: `http://127.0.0.1:${ports.identity}/realms/liangji/.well-known/openid-configuration`,
  });
}

/**
 * Every county's and zone's October 2026, uploaded through the gateway with that tenant's own machine client, and the
 * month closed, which prints the ranking. A start after that only closes again: nothing changes, the table is printed.
 */
export async function sampleMonth(copy: Copy): Promise<void> {
  const marker = join(copy.start.home, 'sample-uploaded');
  if (!existsSync(marker)) {
    await copy.progress.step('sample month: upload', () => copy.liangji(['sample', 'upload'], secrets.sampleUpload));
    writeFileSync(marker, '');
  }
  await copy.progress.step('sample month: close', () => copy.liangji(['sample', 'close'], secrets.sampleClose));
}

/** Native cases over all desks, as of now; after the month is closed, whose figures they do not touch. Again adds none. */
export async function sampleCases(copy: Copy): Promise<void> {
  await copy.progress.step('sample cases', () => copy.liangji(['sample', 'cases'], secrets.sampleCases));
}
