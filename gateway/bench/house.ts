import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSigningKey } from '@liangji/infra/identity-provider';
import { fillCity, withServer, type BenchCluster, type BenchServer } from '@liangji/platform/bench';
import { Client } from 'pg';
import { freePort } from '../test/free-port.ts';
import { ZHAO_MIN } from '../test/cast.ts';
import { sign } from '../test/tokens.ts';
import { startProcess, type OurProcess } from './processes.ts';
import { MAPPING } from './rows.ts';

/** Who signs the tokens. */
export const ISSUER = 'http://localhost:7300/realms/liangji';
/** The county that uploads, and its machine client. */
const COUNTY = { slug: 'shehong', client: 'shehong-upload' };

/** What infra/start/steps.ts gives these processes. */
const NODE_OPTIONS = {
  gateway: ['--max-semi-space-size=8'],
  worker: ['--max-semi-space-size=4', '--heap-growing-percent=100'],
};

/** Headers that carry a token of a person or machine. */
export type Headers = Readonly<Record<string, string>>;

/** Gateway and worker as processes of their own on a copy of the sample city, and a durable server below. */
export interface House {
  readonly origin: string;
  readonly cluster: BenchCluster;
  readonly environment: Readonly<Record<string, string>>;
  readonly gateway: OurProcess;
  readonly worker: OurProcess;
  /** A superuser's connection, for watching. */
  readonly watcher: Client;
  readonly tenantId: number;
  /** A genuine token of the uploading machine, freshly signed. */
  machine(): Promise<Headers>;
  /** A genuine token of the county's data officer, as the web app carries it. */
  person(): Promise<Headers>;
  /** A genuine token of anybody who signs in, whether anything knows him or not. */
  bearer(who: { readonly subject: string; readonly tenant: string }): Promise<Headers>;
  /** Ends the processes, so that nothing else runs on the machine; what is stored stays to be looked at. */
  stopProcesses(): Promise<void>;
}

/** Opens a house, uses and closes it; its gateway is the product's unless another script is named, and shows no web app. */
export type OpenHouse = (use: (house: House) => Promise<void>, gateway?: GatewayOptions) => Promise<void>;
export interface GatewayOptions {
  readonly script?: string;
  /** Where pages come from. */
  readonly appUpstream?: string;
}

/** A server with the sample city on it, and what opens one house after the other there. */
export async function withCity(run: (open: OpenHouse) => Promise<void>): Promise<void> {
  const key = makeSigningKey();
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...publicKey } = key;
  const keys = await serve(JSON.stringify({ keys: [publicKey] }));
  try {
    await withServer(async (server) => {
      const city = await server.create('city');
      await fillCity(city.database, ISSUER);
      await city.database.close();
      let houses = 0;
      await run((use, { script = '../src/main.ts', appUpstream } = {}) =>
        withHouse(server, { name: `house_${++houses}`, script, appUpstream }, keys, tokensBy(key), use),
      );
    });
  } finally {
    keys.close();
  }
}

async function withHouse(
  server: BenchServer,
  {
    name,
    script: gatewayScript,
    appUpstream,
  }: { readonly name: string; readonly script: string; readonly appUpstream: string | undefined },
  keys: Server,
  tokenOf: (claims: Record<string, unknown>) => Promise<Headers>,
  use: (house: House) => Promise<void>,
): Promise<void> {
  const files = mkdtempSync(join(tmpdir(), 'liangji-bench-files-'));
  const cluster = await server.copy('city', name);
  const watcher = new Client({ connectionString: cluster.superuserUrl });
  await watcher.connect();
  const processes: OurProcess[] = [];
  const stopProcesses = async (): Promise<void> => {
    await Promise.all(processes.splice(0).map((each) => each.stop()));
  };
  try {
    const port = await freePort();
    const environment = {
      LIANGJI_REQUESTS_A_MINUTE: '100000000', // one county asks everything
      LIANGJI_ISSUER: ISSUER,
      LIANGJI_IDENTITY_UPSTREAM: `http://127.0.0.1:${(keys.address() as AddressInfo).port}`,
      LIANGJI_FILES: files,
      LIANGJI_SESSION_KEY: randomBytes(32).toString('base64'),
      LIANGJI_LOG: 'info',
      ...(appUpstream === undefined ? {} : { LIANGJI_APP_UPSTREAM: appUpstream }),
      ...Object.fromEntries(
        Object.entries(cluster.urls).map(([role, url]) => [`LIANGJI_DATABASE_URL_${role.toUpperCase()}`, url]),
      ),
    };
    const start = async (what: keyof typeof NODE_OPTIONS, script: string, at: number): Promise<OurProcess> => {
      const started = await startProcess({ script, nodeOptions: NODE_OPTIONS[what] }, join(files, `${what}.log`), {
        ...environment,
        PORT: String(at),
      });
      processes.push(started);
      return started;
    };
    const gateway = await start('gateway', gatewayScript, port);
    const worker = await start('worker', '../src/worker.ts', 0);
    const { rows } = await watcher.query('select id from control.tenant where slug = $1', [COUNTY.slug]);
    const machine = (): Promise<Headers> =>
      tokenOf({ azp: COUNTY.client, sub: COUNTY.client, tenant: COUNTY.slug, preferred_username: undefined });
    const bearer: House['bearer'] = ({ subject, tenant }) => tokenOf({ sub: subject, tenant });
    const person = (): Promise<Headers> => bearer(ZHAO_MIN);
    const origin = `http://127.0.0.1:${port}`;
    const tenantId = rows[0].id as number;
    await putMapping(origin, await machine());
    const running = { origin, cluster, environment, gateway, worker, watcher, tenantId };
    await use({ ...running, machine, person, bearer, stopProcesses });
  } finally {
    await stopProcesses();
    await watcher.end();
    await cluster.database.close();
    rmSync(files, { recursive: true, force: true });
  }
}

async function putMapping(origin: string, headers: Headers): Promise<void> {
  const answer = await fetch(`${origin}/intake/v1/mapping`, {
    method: 'PUT',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(MAPPING),
  });
  if (!answer.ok) throw new Error(`mapping: ${answer.status} ${await answer.text()}`);
}

const tokensBy =
  (key: ReturnType<typeof makeSigningKey>) =>
  async (claims: Record<string, unknown>): Promise<Headers> => ({
    authorization: `Bearer ${await sign({ issuer: ISSUER, key }, claims)}`,
  });

async function serve(body: string): Promise<Server> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
