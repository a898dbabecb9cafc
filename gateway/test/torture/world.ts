import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  inTenant,
  putMapping,
  receiveBatch,
  runBatch,
  systemDeps,
  type Acting,
  type Database,
} from '@liangji/platform';
import { CHUNK_ROWS, freshDatabase, type TestDatabase } from '@liangji/platform/testing';
import { asNdjson, makeRows, MAPPING } from '../../bench/rows.ts';
import { freePort } from '../free-port.ts';
import { furnishSampleCity, machineHeaders, openIssuer, variablesOf } from '../sample-house.ts';
import { openLine, type Moment } from './line.ts';
import { spawnOurs, type OurProcess } from './our-process.ts';

/** Rows of the upload: five chunks, some rows refused, some doubled, some known already and unchanged, some changed. */
const ROWS = makeRows(9_000, new Date('2026-10-01T00:00:00Z'));
export const BODY = asNdjson(ROWS);
export const CHUNKS = Math.ceil(ROWS.length / CHUNK_ROWS);
/** What the county had sent before: a fifth of the cases as they are, another fifth not yet closed. */
const BEFORE = ROWS.slice(2_500, 5_500).map((row, index) =>
  index % 2 === 0 ? row : { ...row, 结案时间: '', 处置时间: '' },
);

/** The sending county's machine, and what it calls its batch. */
const CLIENT = 'shehong-upload';
export const GATEWAY = '../../src/main.ts';
export const WORKER = '../../src/worker.ts';
/** How the county names what it sends. */
export const NAMED = { sourceId: null, sourceCode: 'shehong-main', fileName: null, format: 'ndjson' } as const;
const UPLOAD = '/intake/v1/batches?clientBatchId=';

/** What a test does about what it sees: `kill` ends the process with −9 and its line to the database at this very instant. */
export type Watch = (moment: Moment) => 'kill' | void;

/** A process that is watched on its line to the database, as the role that takes uploads in. */
export interface Watched {
  ready(): Promise<void>;
  /** Most memory it has had resident so far, MB. */
  peakMegabytes(): number;
  /** Kills it and cuts its line. */
  kill(): void;
  /** Ends what is left of it. */
  end(): Promise<void>;
}

/** A database to work on: what `freshDatabase` gives, as far as it is needed here. */
export type WorldDatabase = Pick<TestDatabase, 'pool' | 'close' | 'urls' | 'drop'>;

/** A city's database and folder, on which processes are started and killed. */
export interface World {
  readonly database: WorldDatabase;
  readonly files: string;
  readonly origin: string;
  readonly county: Acting;
  headers(): Promise<Record<string, string>>;
  /** Starts the real gateway, the real worker, or another script in the worker's place (path from this folder). */
  start(script: string, watch?: Watch): Promise<Watched>;
  /** `POST` of the upload by this body; the county calls it `october` unless given otherwise. */
  post(body: ReadableStream | Uint8Array, clientBatchId?: string): Promise<Response>;
  close(): Promise<void>;
}

/** On a database of its own, by default a copy of a furnished one in the cluster of the tests. */
export async function openWorld(own?: WorldDatabase): Promise<World> {
  const database = own ?? (await freshDatabase('torture', furnish));
  const issuer = await openIssuer();
  const files = mkdtempSync(join(tmpdir(), 'liangji-torture-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const variables = { ...variablesOf(database, issuer, files), LIANGJI_LOG: 'warn' };
  const running = new Set<Watched>();
  let started = 0;
  const headers = async (): Promise<Record<string, string>> => machineHeaders(issuer, CLIENT);
  return {
    ...{ database, files, origin, headers, county: await countyOf(database) },
    async start(script, watch = () => undefined) {
      let process: OurProcess | undefined = undefined;
      const line = await openLine(database.urls.ingest, (moment) => {
        if (watch(moment) !== 'kill') return;
        process?.kill();
        return 'cut';
      });
      process = spawnOurs(script, join(files, `process-${++started}.log`), {
        ...variables,
        LIANGJI_DATABASE_URL_INGEST: line.url(database.urls.ingest),
        PORT: String(script === GATEWAY ? port : 0),
        INTERNAL_PORT: String(await freePort()),
      });
      const { kill, stop, ready, peakMegabytes } = process;
      const watched = {
        ready,
        peakMegabytes,
        kill() {
          kill();
          line.cut();
        },
        async end() {
          running.delete(watched);
          await stop();
          await line.close();
        },
      };
      running.add(watched);
      return watched;
    },
    async post(body, clientBatchId = 'october') {
      return fetch(`${origin}${UPLOAD}${clientBatchId}`, {
        method: 'POST',
        headers: { ...(await headers()), 'content-type': 'application/x-ndjson' },
        body,
        duplex: 'half',
      } as RequestInit);
    },
    async close() {
      for (const watched of running) await watched.end();
      issuer.close();
      await database.drop();
      rmSync(files, { recursive: true, force: true });
    },
  };
}

/** The sample city, whose county has sent something before. */
export async function furnish(fresh: Database): Promise<void> {
  await furnishSampleCity(fresh);
  const county = await countyOf(fresh);
  await inTenant(fresh, 'ingest', county, (trx) =>
    putMapping(trx, systemDeps, county, { ...NAMED, document: MAPPING }),
  );
  const files = mkdtempSync(join(tmpdir(), 'liangji-torture-'));
  try {
    const services = { database: fresh, deps: systemDeps, files };
    await receiveBatch(services, county, { ...NAMED, clientBatchId: 'before', bytes: once(asNdjson(BEFORE)) });
    await runBatch(services, county);
  } finally {
    rmSync(files, { recursive: true });
  }
}

async function countyOf(database: Database): Promise<Acting> {
  const { rows } = await database
    .pool('direct')
    .query<{ id: number; city_id: number; desk_unit_id: number }>(
      `select id, city_id, desk_unit_id from control.tenant where slug = 'shehong'`,
    );
  const { id: tenantId, city_id: cityId, desk_unit_id: unitId } = rows[0]!;
  return { tenantId, cityId, unitId, actor: CLIENT };
}

/** Bytes as a stream of one piece. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Chunks whose outcomes are committed. */
export async function doneChunks({ database }: World): Promise<number> {
  const { rows } = await database
    .pool('direct')
    .query<{ next: number }>(`select next_row as next from biz.batch where client_batch_id = 'october'`);
  return Math.ceil((rows[0]?.next ?? 0) / CHUNK_ROWS);
}
